"""The file of what speakers of a language found right: `reviews.csv` beside its catalogues, a record a line."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from kiosk.core.review import FIELDS, Review

FILE = "reviews.csv"


def read_records(folder: Path) -> list[Review]:
    """Read the records of a language.

    Args:
        folder: of the language; without the file there is no record.

    Raises:
        OSError: the file is there and cannot be read.
        ValueError: it is no such table, or not text.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    rows = csv.DictReader(StringIO(text))
    if tuple(rows.fieldnames or ()) != FIELDS:
        raise ValueError("not a table of reviews")
    try:
        return [Review.read(row) for row in rows]
    except csv.Error as error:
        raise ValueError("not a table of reviews") from error


def table(records: Iterable[Review]) -> str:
    """Write records as the file holds them: sorted and once each, so that a change of it shows what changed."""
    out = StringIO()
    rows = csv.DictWriter(out, FIELDS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(
        sorted({tuple(each.row.items()): each.row for each in records}.values(), key=lambda row: [*row.values()])
    )
    return out.getvalue()
