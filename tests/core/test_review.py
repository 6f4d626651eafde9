"""A review holds for the very words that were read, and for no others."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.review import FIELDS, How, Review, Reviews, Stage, last_review_day, mark

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


@given(words, words)
def test_nobody_reviews_her_own_words(french: str, theirs: str) -> None:
    """Who wrote these very words has not reviewed them, however she spells her name; of other words she may."""
    own = review(french, theirs, "Une Lectrice")
    wrote = Review(own.french, own.theirs, DAY, How.WROTE, "une lectrice")
    assert Reviews([wrote]).state(french, theirs) is Stage.DRAFTED
    assert Reviews([own, wrote]).state(french, theirs) is Stage.DRAFTED
    assert Reviews([own, wrote, review(french, theirs, "un voisin")]).state(french, theirs) is Stage.REVIEWED
    other = review(french, f"{theirs}.")
    assert Reviews([wrote, other]).state(french, f"{theirs}.") is Stage.REVIEWED


def test_a_review_is_not_of_a_day_to_come() -> None:
    """Tomorrow is today elsewhere; by a clock that cannot be right, any day of the program's life may have been."""
    built = datetime(2026, 11, 1, tzinfo=UTC)
    assert last_review_day(datetime(2026, 11, 30, 23, tzinfo=UTC), built) == date(2026, 12, 1)
    for wrong in (datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)):
        assert date(2027, 1, 1) < last_review_day(wrong, built) < date(2040, 1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("french", "yes"), ("theirs", ""), ("theirs", "Z" * 32), ("day", "hier"), ("how", "header"), ("day", None)],
)
def test_what_is_no_record_is_refused(field: str, value: str | None) -> None:
    """A row with a mark, a day or a way that is none reviews nothing."""
    row: dict[str, str | None] = {**review("Oui", "Sí").row, field: value}
    with pytest.raises(ValueError, match=r".*"):
        Review.read(row)
