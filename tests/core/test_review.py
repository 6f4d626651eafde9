"""A review holds for the very words that were read, and for no others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.review import FIELDS, How, Review, Reviews, Stage, mark

DAY = date(2026, 11, 29)
words = st.text(max_size=30)


def review(french: str, theirs: str, who: str = "une lectrice") -> Review:
    """Make the record of a pair of sentences."""
    return Review(mark(french), mark(theirs), DAY, How.SPEAKER, who)


@given(words, words, words)
def test_a_changed_sentence_has_lost_its_review(french: str, theirs: str, other: str) -> None:
    """The pair that was read is reviewed; with either side changed it is a draft again, without words it is missing."""
    reviews = Reviews([review(french, theirs)])
    assert reviews.state(french, theirs) is Stage.REVIEWED
    assert reviews.state(french, None) is Stage.MISSING
    if other != theirs:
        assert reviews.state(french, other) is Stage.DRAFTED
    if other != french:
        assert reviews.state(other, theirs) is Stage.DRAFTED
    assert Reviews().state(french, theirs) is Stage.DRAFTED


@given(words, words, words)
def test_a_record_is_read_as_it_was_written(french: str, theirs: str, who: str) -> None:
    """What a row of a table holds is the record, whatever the reviewer calls herself."""
    record = review(french, theirs, who)
    assert Review.read({**record.row}) == record
    assert tuple(record.row) == FIELDS


@pytest.mark.parametrize(
    ("field", "value"),
    [("french", "yes"), ("theirs", ""), ("theirs", "Z" * 32), ("day", "hier"), ("how", "header"), ("day", None)],
)
def test_what_is_no_record_is_refused(field: str, value: str | None) -> None:
    """A row with a mark, a day or a way that is none reviews nothing."""
    row: dict[str, str | None] = {**review("Oui", "Sí").row, field: value}
    with pytest.raises(ValueError, match=r".*"):
        Review.read(row)
