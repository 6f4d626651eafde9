"""The sheet that a translator or a reviewer works on: a table for a spreadsheet, or two columns to print."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape
from io import StringIO

from kiosk.core.folded import folded
from kiosk.core.review import FOUND_RIGHT, Stage, mark
from kiosk.words.commands import Cli
from kiosk.words.reading import Saying
from kiosk.words.spots import Cell, Column, met, role

Words = Callable[[Enum], str]
"""Words a code for who works on the sheet."""
COLUMNS = ("id", "language", "french", "translation", "first", "stage", "wrote", "who", "how", "day", "where", "note")
_ID = 12
_END = "end"
_SPOTS = 4
"""Screens that a row names: some sentences are on every one."""


@dataclass(frozen=True)
class SheetRow:
    """One sentence on a sheet."""

    id: str
    french: str
    translation: str
    language: str = ""
    """The code of the language that the translation is in."""
    first: str = ""
    """Whether a speaker should look at it before the others: it was once heard otherwise. Nobody fills it in."""
    stage: str = ""
    """How far it is, in words: nobody fills it in."""
    wrote: str = ""
    """Who wrote these words, where that is not who reviewed them."""
    who: str = ""
    how: str = ""
    """One of `kiosk.core.review.FOUND_RIGHT`; as it was typed where it is none of them."""
    day: str = ""
    where: str = ""
    note: str = ""


class SheetFault(ValueError):
    """A sheet is cut, of another language, or says two things: nothing of it may be taken.

    Args:
        code: what is wrong.
        row: where, as a spreadsheet counts; 0 for the whole sheet.
        values: what stands in the words of the code.
    """

    def __init__(self, code: Cli, row: int = 0, **values: object) -> None:
        super().__init__(code.name)
        self.code, self.row, self.values = code, row, values


def row_id(entry: Saying) -> str:
    """Give the name of a sentence on a sheet: it follows from its words, so that a changed one is another."""
    return mark(f"{entry.sense or ''}\x04{entry.text}")[:_ID]


def row_of(
    entry: Saying, theirs: str | None, stage: Stage, words: Words, language: str, *, first: bool = False
) -> SheetRow:
    """Give the row of a sentence, with the screens that it belongs to and what it does there.

    Args:
        entry: the sentence.
        theirs: its translation; None where it has none.
        stage: how far it is.
        words: words a code for who works on the sheet.
        language: the code of the language of the sheet.
        first: whether a speaker should look at it before the others; once it is reviewed, no more.
    """
    screens = list(
        dict.fromkeys(spot.screen if (code := met(spot.screen)) is None else words(code) for spot in entry.spots)
    )
    roles = list(dict.fromkeys(words(role(spot.role)) for spot in entry.spots if spot.role))
    where = " ; ".join(screens[:_SPOTS]) + (f" ; + {len(screens) - _SPOTS}" if len(screens) > _SPOTS else "")
    how_far = words(Cell[stage.name])
    note = " ; ".join(roles[:_SPOTS])
    look = words(Cell.YES) if first and stage is not Stage.REVIEWED else ""
    return SheetRow(row_id(entry), entry.text, theirs or "", language, look, how_far, where=where, note=note)


def csv_of(rows: Iterable[SheetRow], words: Words) -> str:
    """Write a sheet for a spreadsheet, its columns named in words. Its last row proves that it was not cut."""
    out, every = StringIO(), list(rows)
    language = every[0].language if every else ""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(words(Column[name.upper()]) for name in COLUMNS)
    end = SheetRow(words(Cell.END), words(Cell.LEAVE_LAST), "", language)
    table.writerows([getattr(row, name) for name in COLUMNS] for row in [*every, end])
    return out.getvalue()


def read_csv(text: str, words: Words, language: str) -> list[tuple[int, SheetRow]]:
    """Read a sheet back, as a spreadsheet saved it: between commas, semicolons or tabs, with other columns or fewer.

    Gives each row with its number, as a spreadsheet counts, but the last one, which says that there are no more.

    Args:
        text: the file.
        words: words a code, as when the sheet was written; French ones and the codes are understood, too.
        language: the code of the language that it must be in.

    Raises:
        SheetFault: it is cut, of another language, or says two things of one sentence.
        ValueError: it is no such sheet.
    """
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    table = csv.reader(StringIO(text), delimiter=between, strict=True)
    rows: list[tuple[int, SheetRow]] = []
    names: list[str] = []
    ended = False
    for number, cells in enumerate(_records(table), 1):
        if number == 1:
            names = [_read_as(name, {each: Column[each.upper()] for each in COLUMNS}, words) for name in cells]
            if not {"id", "translation"} <= set(names):
                raise ValueError("not a sheet of translations")
            if "language" not in names:
                raise SheetFault(Cli.SHEET_NO_LANGUAGE)
        elif any(cell.strip() for cell in cells):
            if len(cells) != len(names):
                raise SheetFault(Cli.SHEET_CUT, number)
            row = _row({name: cell.strip() for name, cell in zip(names, cells, strict=True) if name in COLUMNS}, words)
            if folded(row.language) != folded(language):
                raise SheetFault(Cli.SHEET_OTHER if row.language else Cli.SHEET_CUT, number, name=row.language)
            ended = _read_as(row.id, {_END: Cell.END}, words) == _END
            if not ended:
                rows.append((number, row))
    if not names:
        raise ValueError("not a sheet of translations")
    if not ended:
        raise SheetFault(Cli.SHEET_NO_END, end=words(Cell.END))
    _agree(rows)
    return rows


def _records(table: Iterator[list[str]]) -> Iterator[list[str]]:
    """Give the rows of a table. Raises SheetFault, with its number, for one whose quotation mark does not close."""
    number = 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetFault(Cli.SHEET_CUT, number) from error
        yield cells
        number += 1


def _row(cells: Mapping[str, str], words: Words) -> SheetRow:
    how = {each.value: Cell[each.name] for each in FOUND_RIGHT}
    return SheetRow(**{"french": "", **cells, "how": _read_as(cells.get("how", ""), how, words)})


def _agree(rows: Iterable[tuple[int, SheetRow]]) -> None:
    """Refuse a sheet that has one sentence twice, in other words. Raises SheetFault."""
    first: dict[str, tuple[int, str]] = {}
    for number, row in rows:
        if row.translation:
            other, said = first.setdefault(row.id, (number, row.translation))
            if said != row.translation:
                raise SheetFault(Cli.SHEET_TWICE, number, other=other)


def _read_as(typed: str, known: Mapping[str, Enum], words: Words) -> str:
    """Give the name that was typed, as itself or in words; what is none of them as it was typed."""
    said = folded(typed)
    return next(
        (n for n, code in known.items() if said in {folded(n), folded(str(code.value)), folded(words(code))}), typed
    )


def page_of(rows: Iterable[SheetRow], title: str, language: str, *, rtl: bool) -> str:
    """Write a sheet to print: French on the left, her language on the right, by screen."""
    direction, lines, screen = "rtl" if rtl else "ltr", [], None
    for row in rows:
        first = row.where.partition(" ; ")[0]
        if first != screen:
            lines.append(f'<tr><th colspan="3">{escape(first)}</th></tr>')
            screen = first
        lines.append(
            f'<tr><td class="id">{row.id}</td><td>{_broken(row.french)}</td>'
            f'<td lang="{escape(language)}" dir="{direction}">{_broken(row.translation)}</td></tr>'
        )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title><style>'
        "body{font-family:sans-serif;font-size:10pt}table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid #999;padding:3px;vertical-align:top}td{width:46%}"
        "th{text-align:left;background:#eee}.id{width:8%;font-size:7pt;color:#666}tr{break-inside:avoid}"
        f"</style></head><body><h1>{escape(title)}</h1><table>\n" + "\n".join(lines) + "\n</table></body></html>\n"
    )


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
