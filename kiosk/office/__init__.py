"""The association's office: the only code that holds a reading key. What it opens goes to its terminal alone."""
