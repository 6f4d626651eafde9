"""Procedures as files: read, checked, refused by file, step and reason."""
