"""Faces: Textual only here. A screen shows what a flow gives and tells the flow what was pressed."""
