"""Draws worded receipts as A4 pages with real text: the only file that knows the library for PDF.

Words go to it as data (JSON), never as its markup: nothing of them is interpreted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from kiosk.core.blocks import Blank, Block, Large, PageSet, Pair, Para, Piece, Qr, Receipt, Rule, Title, Worded
from kiosk.printer.layout import directed, drawable, qr_matrix, spelled, tied, words_drawn
from kiosk.sheets.families import Family, chain

BODY, LARGE_PRINT = 12, 18
"""Sizes of text in points: readable to most, and to those who see badly."""
_TEMPLATES = Path(__file__).parent
_QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""


def draw(receipt: Receipt, *, large: bool = False) -> bytes:
    """Draw a worded receipt as a PDF: its own pages, then the letter's, then the one to keep.

    Raises:
        MissingGlyph: no font draws a character; nothing is drawn.
        TypeError: a piece was not worded.
    """
    if receipt.pages:
        return _draw_set(receipt.pages, large=large)
    used = Used()
    data = {
        "size": LARGE_PRINT if large else BODY,
        "own": [used.block(block) for block in receipt.own],
        "marks": [used.block(block) for block in receipt.own if isinstance(block, Title) and block.everywhere],
        "letter": _letter(receipt.sent, used),
        "kept": [used.block(block) for block in receipt.kept],
    }
    return render("receipt.typ", title_of(receipt), data, used.families)


def _draw_set(pages: PageSet, *, large: bool) -> bytes:
    data = {**json.loads(pages.data), "large": large}
    families = chain("".join(_texts(data)))
    return render(pages.template, pages.title, {**data, "fonts": [family.name for family in families]}, families)


def _texts(value: object) -> Iterable[str]:
    """Give every text of a value made of texts, lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def title_of(receipt: Receipt) -> str:
    """Give what a viewer calls the file: what a letter is about, else its first title that is no mark of each page."""
    titles = [block for block in receipt.own if isinstance(block, Title)]
    about = [block for block in receipt.sent if isinstance(block, Title)][-1:]
    ordered = [*about, *sorted(titles, key=lambda title: title.everywhere)]
    return next((words[-1].text for title in ordered if (words := words_drawn(title.pieces))), "-")


def _letter(blocks: Sequence[Block], used: Used) -> Mapping[str, Any] | None:
    """Give the parts of a letter their places: the first is the sender's, the last what it says, before it to whom.

    Blanks above what it says belong to its subject. Of those below, the last is the signature; others say where and
    when. What is enclosed comes last of all, named or as lines to write on (see `core.letter`).
    """
    parts: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Title) or not parts:
            parts.append([])
        parts[-1].append(block)
    if not parts:
        return None
    *first, what = parts
    said = next((at for at, block in enumerate(what) if isinstance(block, Para)), len(what))
    below, enclosed = what[said:-1], what[max(said, len(what) - 1) :]
    blanks = [block for block in below if isinstance(block, Blank)]
    made, signing = blanks[:-1], blanks[-1:]
    to = first.pop() if len(first) > 1 else []
    return {
        "from": [[used.block(block) for block in part] for part in first],
        "to": [used.block(block) for block in to],
        "made": [used.block(block) for block in made],
        "subject": [used.block(block) for block in what[:said]],
        "says": [used.block(block) for block in below if not isinstance(block, Blank)],
        "signing": [used.block(block) for block in (*signing, *enclosed)],
    }


class Used:
    """Says blocks as data for a page, and remembers the families of letters that they need."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with none.

        Args:
            names: French words that stand whole in those of another language, each read from the left.
        """
        whole = sorted({tied(drawable(name)) for name in names}, key=len, reverse=True)
        self._names = re.compile(f"({'|'.join(map(re.escape, whole))})") if whole else None
        self.families: dict[Family, None] = {}

    def block(self, block: Block) -> Mapping[str, Any]:
        """Give a block as data. Raises MissingGlyph, TypeError."""
        match block:
            case Blank(pieces, lines):
                return {"kind": "blank", "words": self.words(pieces), "lines": lines}
            case Title(pieces) | Para(pieces):
                return {"kind": type(block).__name__.lower(), "words": self.words(pieces)}
            case Pair((Worded(fixed=True),), (Worded(fixed=True),)):  # as on the roll: one at each edge
                return {"kind": "edges", "words": self.words(block.name), "value": self.words(block.value)}
            case Pair(name, value):
                return {"kind": "pair", "words": self.words(name), "value": self.words(value)}
            case Large(text):
                (words,) = self.words((Worded(spelled(text), "fr", fixed=True),))
                return {"kind": "large", "words": [words]}
            case Qr(text):
                return {"kind": "qr", "image": qr_svg(text)}
            case Rule():
                return {"kind": "rule"}

    def words(self, pieces: Sequence[Piece]) -> list[Mapping[str, Any]]:
        """Give words as data, one a language."""
        return [self._one(piece) for piece in words_drawn(pieces)]

    def _one(self, piece: Worded) -> Mapping[str, Any]:
        language, text = piece.language.replace("_", "-").partition("-")[0], tied(piece.text)
        found = chain(text)
        self.families |= dict.fromkeys(found)
        runs = self._runs(text) if piece.rtl and not piece.fixed else [(text, False)]
        return {
            "runs": [list(run) for run in runs],
            "lang": language,
            "rtl": piece.rtl and not piece.fixed,
            "fonts": [family.name for family in found],
        }

    def _runs(self, text: str) -> list[tuple[str, bool]]:
        """Cut words read from the right into runs, each with whether it is."""
        parts = self._names.split(text) if self._names else [text]
        return [run for at, part in enumerate(parts) for run in ([(part, False)] if at % 2 else directed(part))]


def qr_svg(text: str) -> str:
    """Draw a QR code with its quiet zone, a unit a module."""
    modules = qr_matrix(text)
    side = len(modules) + 2 * _QUIET
    dark = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{dark}"/></svg>'


def render(template: str, title: str, data: Mapping[str, Any], families: Iterable[Family]) -> bytes:
    """Set data with a template of this folder: a tagged PDF (PDF/UA-1), fonts cut to what is used, no date in it.

    Args:
        template: the name of the file.
        title: for the file's own title.
        data: what the template reads.
        families: those that the words need.
    """
    folders = tuple(dict.fromkeys(str(family.file.parent) for family in families))
    pdf = _compiler(template, folders).compile(
        format="pdf",
        sys_inputs={"title": title, "data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler(template: str, folders: tuple[str, ...]) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    return typst.Compiler(str(_TEMPLATES / template), root=str(_TEMPLATES), font_paths=fonts)
