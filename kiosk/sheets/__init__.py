"""A4 papers, blank or general: nobody's name can stand on them."""
