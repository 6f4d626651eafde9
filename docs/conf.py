"""The site of the documents: `scripts/docs` builds it; a broken link or heading is an error there."""

project = "La borne"
author = "Les auteurs de la borne"
copyright = author  # Sphinx's own name for the line at the foot
language = "fr"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
html_theme = "furo"
html_title = "La borne"
html_show_sphinx = False
html_copy_source = False
exclude_patterns = ["build"]
nitpicky = True
