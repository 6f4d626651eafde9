"""Words a line that may not be there: while a screen is laid out anew, or goes, what was under way still ends."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.widgets import Static


def tell(node: DOMNode, selector: str, words: str) -> None:
    """Word the lines below a node that a selector finds, if there are any."""
    for line in node.query(selector).results(Static):
        line.update(words)
