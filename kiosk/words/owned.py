"""Looks at the words that an association has beside its guidance: what is damaged there, only it can put right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.words.commands import Cli
from kiosk.words.opening import PERSON, open_compiled
from kiosk.words.po import PoFileError, read_book
from kiosk.words.reviews import FILE, BadReviews, read_records

OwnFault = tuple[Cli, dict[str, object]]
"""What is wrong, and what stands in its words: the file and, in reviews, the row."""


def own_faults(folder: Path | None, language: str = "*") -> Iterator[OwnFault]:
    """Name every file of words and of reviews that is damaged.

    Args:
        folder: of an association's words, as `kiosk.words.catalogues.Catalogues` takes it; without one, nothing is.
        language: whose files; all of them otherwise.
    """
    yield from book_faults(folder, language)
    for file in () if folder is None else sorted(folder.glob(f"{language}/LC_MESSAGES/{PERSON}.mo")):
        try:
            open_compiled(file)
        except (OSError, ValueError):
            yield Cli.OWN_DAMAGED, {"file": file}
    for file in () if folder is None else sorted(folder.glob(f"{language}/{FILE}")):
        try:
            read_records(file.parent)
        except BadReviews as error:
            yield Cli.OWN_REVIEWS, {"file": error.file, "row": error.row}
        except OSError:
            yield Cli.OWN_DAMAGED, {"file": file}


def book_faults(folder: Path | None, language: str = "*") -> Iterator[OwnFault]:
    """Name every .po file that is damaged: with one, none can be written anew. Arguments as `own_faults`."""
    for file in () if folder is None else sorted(folder.glob(f"{language}/LC_MESSAGES/{PERSON}.po")):
        try:
            read_book(file)
        except (OSError, PoFileError):
            yield Cli.OWN_DAMAGED, {"file": file}
