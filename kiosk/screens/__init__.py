"""The desk's face in Textual. A screen shows what a flow gives and tells the flow what was pressed."""
