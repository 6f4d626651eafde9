"""Draws mandate sheets as A4 pages: the only file that knows the library for PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF

from kiosk.sheets.mandate import COPIES, Mandate, SheetLine

_FONT = ("fontpkg_noto_sans_tamil", "files/NotoSansTamil[wdth,wght].ttf")
"""Of the packaged fonts with Latin letters, the one with the fewest others: its weights are cut ten times faster."""
_WEIGHTS = {"": 400.0, "B": 700.0}
_SIDE, _TOP, _BOTTOM = 17.0, 24.0, 20.0
"""Margins, in millimetres."""
_SIZE, _SMALL, _LARGE = 11, 8, 17
"""Sizes, in points: a mandate is read by people who read little, and see little."""
_LINE, _HAND, _HEADING = 5.4, 8.4, 6.6
"""Heights of a printed line, of one that is filled by hand, and of a heading, in millimetres."""
_BOX, _SIGNATURE = 3.6, 22.0
_GAP = 2.6


def draw(mandate: Mandate, numbers: Iterable[str], made: date) -> bytes:
    """Draw each sheet twice, once for each side.

    Args:
        mandate: what stands on it.
        numbers: one for each sheet, as printed.
        made: the day that the file says it was made.
    """
    pages = _Pages(mandate, made)
    for number in numbers:
        for copy in COPIES:
            pages.sheet(number, copy)
    return bytes(pages.output())


class _Pages(FPDF):
    """Pages of sheets, each copy beginning on a sheet of paper of its own."""

    def __init__(self, mandate: Mandate, made: date) -> None:
        super().__init__(format="A4")
        self.mandate, self._head, self._counted = mandate, ("", ""), dict.fromkeys(COPIES, 0)
        for style, weight in _WEIGHTS.items():
            self.add_font("noto", style, font_file(), variations={"wght": weight, "wdth": 100.0})
        self.set_margins(_SIDE, _TOP, _SIDE)
        self.set_auto_page_break(auto=False, margin=_BOTTOM)
        self.set_creation_date(datetime.combine(made, time(), UTC))
        self.set_title(mandate.title)
        self.set_lang("fr")

    def sheet(self, number: str, copy: str) -> None:
        """Draw one copy of one sheet; its pages come in pairs, so that two-sided printing never mixes two people."""
        self._head = (self.mandate.copies[copy], self.mandate.number.format(number=number))
        if not self._counted[copy]:
            # Every page says how many there are: they are counted on a draft, once, for all sheets are alike.
            with self.offset_rendering() as draft:
                pages = draft._sheet(copy)
            self._counted[copy] = pages
        if self._sheet(copy) % 2:
            self.add_page()

    def _sheet(self, copy: str) -> int:
        """Draw the pages of one copy, and give how many there are."""
        before, self._at = self.page, 0
        self._next_page(copy)
        self.set_font("noto", "B", _LARGE)
        self.multi_cell(0, 8, self.mandate.title, align="L", new_x="LMARGIN", new_y="NEXT")
        self._text(self.mandate.intro)
        for section in self.mandate.sections:
            rows = [row for row in section.rows if row.copy in ("", copy)]
            # A heading never stands alone at the foot of a page, nor a signature apart from its place and date.
            together = rows if any(row.signatures for row in rows) else rows[:2]
            if self._is_full(_GAP + _HEADING + sum(map(self._height, together))):
                self._next_page(copy)
            self.ln(_GAP)
            self.set_font("noto", "B", _SIZE + 1)
            self.cell(0, _HEADING, section.title, new_x="LMARGIN", new_y="NEXT")
            for row in rows:
                for line in self._acts() if row.acts else [row]:
                    if self._is_full(self._height(line)):
                        self._next_page(copy)
                    self._row(line)
        return self.page - before

    def _next_page(self, copy: str) -> None:
        """Begin a page: it says which mandate and whose copy it is, what the paper is not, and which page this is."""
        self.add_page()
        self._at += 1
        self.set_font("noto", "B", _SIZE)
        self.set_xy(_SIDE, 11)
        self.cell(self.epw / 2, _LINE, self._head[0])
        self.cell(self.epw / 2, _LINE, self._head[1], align="R")
        self.set_line_width(0.2)
        self.line(_SIDE, 18.5, self.w - _SIDE, 18.5)
        self.set_font("noto", "", _SMALL)
        self.set_xy(_SIDE, self.h - 15)
        self.cell(self.epw - 25, 4, self.mandate.foot)
        page = self.mandate.page.format(at=self._at, all=self._counted[copy])
        self.cell(25, 4, page, align="R")
        self.set_xy(_SIDE, _TOP)

    def _is_full(self, height: float) -> bool:
        return bool(self.y + height > self.h - _BOTTOM)

    # -- rows

    def _row(self, row: SheetLine) -> None:
        if row.text:
            self._text(row.text)
        elif row.structure:
            self._blanks((row.structure,), self.mandate.structure)
        elif row.signatures:
            self._signatures(row.signatures)
        elif row.ticks:
            self._ticks(row.ticks, blank=row.blank)
        else:
            self._blanks(row.blanks)

    def _height(self, row: SheetLine) -> float:
        """Give the height of a row, in millimetres."""
        if row.text:
            self.set_font("noto", "", _SIZE)
            measure = partial(self.multi_cell, self.epw, _LINE, row.text, align="L", dry_run=True, output="HEIGHT")
            return float(str(measure()))
        if row.signatures:
            return _SIGNATURE
        return _HAND if row.blanks or row.blank or row.structure else _LINE + 1

    def _text(self, text: str) -> None:
        self.set_font("noto", "", _SIZE)
        self.multi_cell(0, _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def _blanks(self, names: tuple[str, ...], filled: str = "") -> None:
        """Draw names, each with a line to write on up to its share of the width."""
        self.set_font("noto", "", _SIZE)
        widths = self._shares(names)
        for name, width in zip(names, widths, strict=True):
            self._hand_line(f"{name} :", width, filled)
        self.ln(_HAND)

    def _shares(self, names: tuple[str, ...]) -> list[float]:
        """Share the width so that each name has nearly the same room to write on."""
        own = [self.get_string_width(f"{name} :") + 3 for name in names]
        room = self.epw - sum(own)
        # A name needs more room than a date: the first of two takes two thirds.
        weights = [2, 1] if len(names) == 2 else [1] * len(names)
        return [one + room * weight / sum(weights) for one, weight in zip(own, weights, strict=True)]

    def _hand_line(self, text: str, width: float, filled: str = "") -> None:
        x, y, own = self.x, self.y, self.get_string_width(text) + 2
        self.cell(own, _HAND, text, align="L")
        if filled:
            self.set_font("noto", "B", _SIZE)
            self.cell(width - own, _HAND, filled)
            self.set_font("noto", "", _SIZE)
        else:
            self.set_line_width(0.2)
            self.line(x + own, y + _HAND - 1.8, x + width - 3, y + _HAND - 1.8)
        self.set_xy(x + width, y)

    def _ticks(self, names: tuple[str, ...], *, blank: bool = False) -> None:
        self.set_font("noto", "", _SIZE)
        height, width = _HAND if blank else _LINE + 1, self.epw / len(names)
        for name in filter(None, names):
            x, y = self.x, self.y
            self.set_line_width(0.3)
            self.rect(x + 1, y + (height - _BOX) / 2, _BOX, _BOX)
            self.set_xy(x + _BOX + 3, y)
            if blank:
                self._hand_line(name, width - _BOX - 3)
            else:
                self.cell(width - _BOX - 3, height, name)
            self.set_xy(x + width, y)
        self.ln(height)

    def _acts(self) -> Iterator[SheetLine]:
        """Lay the closed list out in two columns, read across; a title that is long has a row to itself."""
        self.set_font("noto", "", _SIZE)
        waiting: list[str] = []
        for act in (*self.mandate.acts, ""):
            long = self.get_string_width(act) > self.epw / 2 - _BOX - 5
            if waiting and (long or not act or len(waiting) == 2):
                yield SheetLine(ticks=tuple([*waiting, ""][:2]))
                waiting = []
            if long:
                yield SheetLine(ticks=(act,))
            elif act:
                waiting.append(act)

    def _signatures(self, names: tuple[str, ...]) -> None:
        x, y, width = self.x + 1, self.y, (self.epw - 2 - 6) / len(names)
        self.set_font("noto", "", _SIZE)
        for n, name in enumerate(names):
            left = x + n * (width + 6)
            self.rect(left, y, width, _SIGNATURE - 2)
            self.set_xy(left + 2, y + 1)
            self.cell(width - 4, _LINE, name)
        self.set_xy(_SIDE, y + _SIGNATURE)


def font_file() -> Path:
    """Give the packaged font that A4 papers are drawn with."""
    package, file = _FONT
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / file
