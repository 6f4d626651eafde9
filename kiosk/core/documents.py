"""Documents that a person names without showing them: what sort, of which day, by whom, under which title.

All but the sort may be left out. What is written here goes to the office sealed; of it her receipt prints what she
chooses, and nothing unless she does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.procedure import Field, FieldType, Label, Unsaid
from kiosk.core.when import When, read_when

MOST = 6
"""Documents in one act: more would not fit an envelope of the usual size."""
LONGEST = 40
"""Most characters of an author or a title."""
DONE, NOTHING = "done", "nothing"
"""What is answered, beside a sort, where it is asked which document: that is all; none."""
_BETWEEN = "|"


class Sort(StrEnum):
    """What sort of document."""

    RESULTS = "results"
    IMAGING = "imaging"
    PRESCRIPTION = "prescription"
    REPORT = "report"
    HOSPITAL = "hospital"
    CERTIFICATE = "certificate"
    VACCINATION = "vaccination"
    REFUNDS = "refunds"
    OTHER = "other"


class OnPaper(StrEnum):
    """What her receipt prints of the documents."""

    NOTHING = "nothing"
    SORTS = "sorts"
    """The sorts and the days."""
    ALL = "all"


@dataclass(frozen=True)
class Document:
    """One document."""

    sort: Sort
    day: When | None = None
    author: str = ""
    title: str = ""


def pack_document(document: Document) -> str:
    """Write a document as one answer."""
    day = str(document.day or "")
    texts = (text.replace(_BETWEEN, " ").strip() for text in (document.author, document.title))
    return _BETWEEN.join((document.sort.value, day, *texts)).rstrip(_BETWEEN)


def unpack_document(answer: str) -> Document | None:
    """Read a document again; None for what is not one."""
    sort, day, author, title = (answer.split(_BETWEEN) + [""] * 3)[:4]
    if sort not in set(Sort):
        return None
    when = read_when(day)
    return None if day and when is None else Document(Sort(sort), when, author, title)


def unpack_all(answer: object) -> Sequence[Document]:
    """Read every document of an answer; none where it was not answered."""
    found = (unpack_document(each) for each in answer) if isinstance(answer, tuple) else ()
    return [each for each in found if each is not None]


def detail(name: str) -> Field:
    """Give what is asked of a document: its `day`, or a text; each may stay empty."""
    kind = FieldType.DATE if name == "day" else FieldType.TEXT
    return Field(name, kind, Label("", ""), may=(Unsaid.NONE,))
