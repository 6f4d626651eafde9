"""The laws of answers that come by hand: the office signs the file, each statement is signed by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.core.errors import KioskError, NotGenuine, TooNew
from kiosk.core.outbox import State
from kiosk.core.word import HubWord, OfficeWord
from kiosk.uplink.answers import read_answers
from tests.uplink.made import DESK, HUB, KNOWN, NEXT, OFFICE, OTHER_DESK, SEALED, STRANGER, Says, answers, public


def test_what_was_signed_comes_as_words() -> None:
    """A statement of the office and one of its hub come whole; those about other desks are not this desk's."""
    held = Says("held", "hub", HUB, sequence=1)
    read = read_answers(answers(held, Says(), Says(desk=OTHER_DESK)), DESK, KNOWN)
    assert [(type(word), word.state, word.sequence, word.hash) for word in read.words] == [
        (HubWord, State.HELD, 1, SEALED),
        (OfficeWord, State.TAKEN, 3, SEALED),
    ]
    assert (read.forged, read.office) == (0, b"")
    assert read.made == datetime.fromtimestamp(1_800_000_000, UTC)


@pytest.mark.parametrize(
    "says",
    [Says(seed=STRANGER), Says(seed=HUB), Says("taken", "hub", HUB), Says("held", "office"), Says("held", "hub")],
)
def test_a_statement_that_is_not_theirs_to_make_is_left_out(says: Says) -> None:
    """In a genuine file, a statement by another key, or by the wrong one of the two, is counted and not believed."""
    read = read_answers(answers(says, Says("redo", sequence=4)), DESK, KNOWN)
    assert ([word.state for word in read.words], read.forged) == ([State.REDO], 1)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (answers(Says(), seed=STRANGER), NotGenuine),
        (answers(Says(), seed=STRANGER, office=public(STRANGER, 2)), NotGenuine),
        (answers(Says(), seed=NEXT, office=public(NEXT, 2, before=STRANGER)), NotGenuine),
        (answers()[:-1], NotGenuine),
        (public(), NotGenuine),
        (b"", NotGenuine),
        (b"KSKA\x02" + answers()[5:], TooNew),
    ],
)
def test_another_office_says_nothing(data: bytes, error: type[KioskError]) -> None:
    """A file that this office did not sign, however it presents itself, is refused whole."""
    with pytest.raises(error):
        read_answers(data, DESK, KNOWN)


def test_any_changed_byte_is_noticed() -> None:
    """No byte of the file can be another."""
    whole = answers(Says())
    for at in range(0, len(whole), 7):
        damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises((NotGenuine, TooNew)):
            read_answers(damaged, DESK, KNOWN)


def test_a_new_key_comes_with_the_old_ones_word() -> None:
    """Where the former signing key names the new one, statements under either count, and the newer file is given."""
    newer = public(NEXT, 2, before=OFFICE)
    read = read_answers(answers(Says(seed=NEXT, sequence=4), Says(), seed=NEXT, office=newer), DESK, KNOWN)
    assert ([word.sequence for word in read.words], read.forged, read.office) == ([4, 3], 0, newer)
    assert read_answers(answers(Says(), office=public(serial=2)), DESK, KNOWN).office == public(serial=2)
    assert read_answers(answers(Says(), office=public(serial=0)), DESK, KNOWN).office == b""
