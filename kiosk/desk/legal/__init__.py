"""The papers that a data-protection officer asks for: Markdown with values that come from settings and rules alone."""
