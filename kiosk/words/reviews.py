"""The file of what speakers of a language found right: `reviews.csv` beside its catalogues, a record a line."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

from kiosk.core.review import FIELDS, Review

FILE = "reviews.csv"
LOOK_FIRST = "look_first.txt"
"""Beside it: French sentences, one a line, whose translation somebody heard otherwise, and which was mended since."""


class BadReviews(ValueError):
    """A file of reviews is none, or has a row that is none.

    Args:
        file: which.
        row: where, as a spreadsheet counts.
    """

    def __init__(self, file: Path, row: int) -> None:
        super().__init__("not a table of reviews")
        self.file, self.row = file, row


def read_records(folder: Path) -> list[Review]:
    """Read the records of a language.

    Args:
        folder: of the language; without the file there is no record.

    Raises:
        OSError: the file is there and cannot be read.
        BadReviews: it is no such table, or not text.
    """
    file = folder / FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return []
    records: list[Review] = []
    row = 1
    try:
        for row, cells in enumerate(csv.reader(StringIO(data.decode()), strict=True), 1):
            if row == 1:
                if tuple(cells) != FIELDS:
                    raise BadReviews(file, row)
            elif cells:
                records.append(Review.read(dict(zip(FIELDS, cells, strict=True))))
    except UnicodeDecodeError as error:
        raise BadReviews(file, data[: error.start].count(b"\n") + 1) from error
    except csv.Error as error:
        raise BadReviews(file, row + 1) from error
    except ValueError as error:
        raise BadReviews(file, row) from error
    if not data:
        raise BadReviews(file, 1)
    return records


def look_first(folder: Path) -> frozenset[str]:
    """Give the French sentences that a speaker of a language should look at before the others; none without a list.

    Args:
        folder: of the language.
    """
    try:
        return frozenset((folder / LOOK_FIRST).read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return frozenset()


def days_ahead(folders: Iterable[Path], last: date) -> list[tuple[Path, date]]:
    """Give the files of reviews that have a day which has not come, each with its latest. One that is none has no day.

    Args:
        folders: of catalogues, each with the folders of its languages.
        last: the last day that a review may have (see `kiosk.core.review.last_review_day`).
    """
    found = []
    for file in sorted(each for folder in folders for each in folder.glob(f"*/{FILE}")):
        with suppress(OSError, ValueError):
            if ahead := [each.day for each in read_records(file.parent) if each.day > last]:
                found.append((file, max(ahead)))
    return found


def table(records: Iterable[Review]) -> str:
    """Write records as the file holds them: sorted and once each, so that a change of it shows what changed."""
    out = StringIO()
    rows = csv.DictWriter(out, FIELDS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(
        sorted({tuple(each.row.items()): each.row for each in records}.values(), key=lambda row: [*row.values()])
    )
    return out.getvalue()
