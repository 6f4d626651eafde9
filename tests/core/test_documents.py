"""Documents are named in a few words, which come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.blocks import Literal, Pair, Para, Phrase
from kiosk.core.documents import Document, OnPaper, Sort, pack_document, unpack_all, unpack_document
from kiosk.core.procedure import Unsaid
from kiosk.core.receipt import office_receipt
from kiosk.core.when import When, of_day
from tests.fakes import DESK, an_entry, sample

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda s: " ".join(s.split()))
days = st.none() | st.dates().map(of_day) | st.sampled_from([When(2025, 3), When(1999)])
documents = st.builds(Document, st.sampled_from(Sort), days, words, words)
ONE = Document(Sort.RESULTS, When(2026, 1, 5), "Dr Martin", "Bilan")


@given(documents)
def test_a_document_comes_back(document: Document) -> None:
    """What was noted is read again, but for the sign that stands between its parts."""
    clean = Document(
        document.sort, document.day, *(t.replace("|", " ").strip() for t in (document.author, document.title))
    )
    assert unpack_document(pack_document(document)) == clean


@pytest.mark.parametrize("other", ["", "Bilan", "results|hier", "moon|2026-01-05"])
def test_another_answer_is_no_document(other: str) -> None:
    """Text that was typed elsewhere is never taken for a document."""
    assert unpack_document(other) is None


def test_no_answer_is_no_document() -> None:
    """Not knowing names none."""
    assert [*unpack_all(Unsaid.UNKNOWN), *unpack_all("results"), *unpack_all((pack_document(ONE), "?"))] == [ONE]


@pytest.mark.parametrize(
    ("on_paper", "discreet", "printed"),
    [
        (OnPaper.NOTHING, False, set()),
        (OnPaper.SORTS, False, {"results", "day"}),
        (OnPaper.ALL, False, {"results", "day", "words"}),
        (OnPaper.ALL, True, set()),
    ],
)
def test_a_receipt_prints_what_she_chose(on_paper: OnPaper, discreet: bool, printed: set[str]) -> None:
    """Nothing by default, the sort and the day, or all; and never anything on a discreet receipt."""
    receipt = office_receipt(
        an_entry(),
        sample("ok_office"),
        {"channel": "office"},
        DESK,
        bytes(16),
        discreet=discreet,
        documents=[ONE],
        on_paper=on_paper,
    )
    found = set()
    for block in receipt.blocks:
        match block:
            case Pair((Phrase(Sort() as sort),), (Phrase(_, values),)):
                found |= {sort.value, *(["day"] if ONE.day in values.values() else [])}
            case Para((Literal("Dr Martin – Bilan"),)):
                found.add("words")
    assert found == printed
