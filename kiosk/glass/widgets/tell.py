"""Words a line that may not be there: while a screen is laid out anew, or goes, what was under way still ends."""

from __future__ import annotations

from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static


def tell(node: DOMNode, selector: str, words: str) -> None:
    """Word the line below a node that a selector finds, if there is one."""
    if (line := node.query_one_optional(selector, Static)) is not None:
        say_anew(line, words)


def tell_or_hide(node: DOMNode, selector: str, words: str) -> None:
    """Word a line below a node where it has something to say; else it takes no row."""
    if (line := node.query_one_optional(selector, Static)) is not None:
        say_anew(line, words)
        line.display = bool(words)


def say_anew(line: Static, words: str | Content) -> None:
    """Word a line, unless it says so already: any update has the whole screen laid out and painted anew."""
    if line.content != words:
        line.update(words)
