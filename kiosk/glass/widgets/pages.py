"""A text in pages that fit the screen, so that nothing is ever cut or scrolled past unread."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kiosk.glass.gate import turn_over

TWO_COLUMNS = 60
"""Cells below which two texts do not stand side by side: a column would be a few words wide."""


class Pages(Static):
    """Paragraphs, page by page.

    Args:
        blocks: paragraphs; one is never cut across pages unless it is longer than a page.
        columns: rows of two texts that stand side by side, where each has room.
        in_turn: the same rows, each with both texts one after the other, where it has none.
        gap: empty lines between two blocks.
    """

    class Turned(Message):
        """Another page is shown, or the same laid out anew."""

    def __init__(
        self,
        blocks: Sequence[str],
        *,
        columns: Sequence[tuple[str, str]] = (),
        in_turn: Sequence[str] = (),
        gap: int = 1,
        classes: str = "",
    ) -> None:
        super().__init__("", markup=False, classes=classes or None)
        self._blocks = list(blocks)
        self._columns, self._in_turn = list(columns), list(in_turn)
        self._gap = gap
        self._pages: list[str] = []
        self._at = 0

    @property
    def at(self) -> int:
        """The page that is shown, from 0."""
        return self._at

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def is_last(self) -> bool:
        """Whether the text was shown to its end; not before it was laid out."""
        return 0 < len(self._pages) <= self._at + 1

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out for the new size and stay near the same place."""
        del event  # it counts a border too
        width, height = max(self.size.width, 20), max(self.size.height, 1)
        narrow = self._in_turn and width < TWO_COLUMNS
        texts = [*self._blocks, *(self._in_turn if narrow else ())]
        blocks = [wrap(text, width) for text in texts] + _beside([] if narrow else self._columns, width)
        self._pages = paginate(blocks, height, self._gap)
        self._at = min(self._at, len(self._pages) - 1)
        self._show()

    def turn(self, by: int) -> bool:
        """Turn pages, and paint all of the screen anew; False if there is no such page."""
        if not 0 <= self._at + by < len(self._pages):
            return False
        self._at += by
        self._show()
        self.screen.refresh()
        return True

    def _show(self) -> None:
        turn_over(self)
        self.update(Content(self._pages[self._at]))
        self.post_message(self.Turned())


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most so many cells, at spaces where there are some."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            while cell_len(word) > width:
                cut = next(n for n in range(len(word), 0, -1) if cell_len(word[:n]) <= width)
                if line:
                    lines.append(line)
                lines.append(word[:cut])
                line, word = "", word[cut:]
            longer = f"{line} {word}" if line else word
            if cell_len(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def paginate(blocks: Sequence[Sequence[str]], height: int, between: int = 1) -> list[str]:
    """Put blocks of lines on pages, so many empty lines between two blocks."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        lines = list(block)
        gap = between if pages[-1] else 0
        if pages[-1] and len(pages[-1]) + gap + len(lines) > height:
            pages.append([])
            gap = 0
        while len(lines) > height:
            pages[-1] = lines[:height]
            pages.append([])
            lines = lines[height:]
        pages[-1] += [""] * gap + lines
    return ["\n".join(page) for page in pages]


def _beside(columns: Sequence[tuple[str, str]], width: int) -> list[list[str]]:
    """Lay two texts side by side, row by row, so that neither side is read alone."""
    half = (width - 3) // 2
    blocks = []
    for left, right in columns:
        one, other = wrap(left, half), wrap(right, half)
        rows = max(len(one), len(other))
        one += [""] * (rows - len(one))
        other += [""] * (rows - len(other))
        blocks.append([f"{a}{' ' * (half - cell_len(a))} | {b}" for a, b in zip(one, other, strict=True)])
    return blocks
