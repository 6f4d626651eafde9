"""The sheet that a translator or a reviewer works on: a table for a spreadsheet, or two columns to print."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from io import StringIO

from kiosk.core.review import mark
from kiosk.words.reading import Saying

COLUMNS = ("id", "french", "translation", "stage", "who", "how", "day", "where", "note")
_ID = 12
_SPOTS = 4
"""Screens that a row names: some sentences are on every one."""


@dataclass(frozen=True)
class SheetRow:
    """One sentence on a sheet."""

    id: str
    french: str
    translation: str
    stage: str = ""
    who: str = ""
    how: str = ""
    day: str = ""
    where: str = ""
    note: str = ""


def row_id(entry: Saying) -> str:
    """Give the name of a sentence on a sheet: it follows from its words, so that a changed one is another."""
    return mark(f"{entry.sense or ''}\x04{entry.text}")[:_ID]


def row_of(entry: Saying, theirs: str | None, stage: str) -> SheetRow:
    """Give the row of a sentence, with the screens that it belongs to and what it does there."""
    screens = list(dict.fromkeys(spot.screen for spot in entry.spots))
    roles = list(dict.fromkeys(spot.role for spot in entry.spots if spot.role))
    where = " ; ".join(screens[:_SPOTS]) + (f" ; + {len(screens) - _SPOTS}" if len(screens) > _SPOTS else "")
    return SheetRow(row_id(entry), entry.text, theirs or "", stage, where=where, note="; ".join(roles[:_SPOTS]))


def csv_of(rows: Iterable[SheetRow]) -> str:
    """Write a sheet for a spreadsheet."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([getattr(row, name) for name in COLUMNS] for row in rows)
    return out.getvalue()


def read_csv(text: str) -> list[SheetRow]:
    """Read a sheet back, as a spreadsheet saved it: between commas, semicolons or tabs, with other columns or fewer.

    Raises:
        ValueError: it is no such sheet.
    """
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    try:
        rows = csv.DictReader(StringIO(text), delimiter=between)
        if not {"id", "translation"} <= set(rows.fieldnames or ()):
            raise ValueError("not a sheet of translations")
        return [SheetRow(**{"french": "", **{name: (row.get(name) or "").strip() for name in COLUMNS}}) for row in rows]
    except csv.Error as error:
        raise ValueError("not a sheet of translations") from error


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
