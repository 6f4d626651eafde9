"""The laws of every `Mouth`: the desk's own, and the one that the tests of the faces have."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.aloud import Manner, SpeechEnd
from kiosk.core.ports import Mouth
from tests.speech.made import PAGE, FakeMouth, Heard, Made

Make = Callable[[bool], Mouth]


@pytest.fixture(params=["desk", "fake"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Give what makes a mouth: one whose pages last until it is hushed, or one that has said a page at once."""

    def give(holds: bool) -> Mouth:
        if request.param == "fake":
            return FakeMouth(holds=holds)
        return Made(tmp_path, play="exec sleep 60" if holds else "cat > /dev/null").mouth()

    return give


def test_a_page_is_said_and_its_end_is_heard_of_once_from_another_thread(make: Make) -> None:
    """Saying comes back at once and names who speaks; the end comes later, once."""
    heard = Heard()
    mouth = make(False)
    assert mouth.say(PAGE, heard) is Manner.MACHINE
    assert heard.wait() is SpeechEnd.SAID
    mouth.hush()
    assert heard.ends == [SpeechEnd.SAID]
    assert heard.threads != [threading.current_thread()]


def test_that_a_machine_speaks_is_no_sentence_of_the_page(make: Make) -> None:
    """A page that has nothing but it is said at once: there is nothing to say."""
    heard = Heard()
    assert make(False).say([replace(PAGE[0], of_machine=True)], heard) in Manner
    assert heard.wait() is SpeechEnd.SAID


def test_silence_ends_a_page(make: Make) -> None:
    """Whatever is being said ends as soon as silence is wanted, and says that it was hushed; twice is once."""
    heard = Heard()
    mouth = make(True)
    mouth.say(PAGE, heard)
    assert not heard.ends
    mouth.hush()
    mouth.hush()
    assert heard.wait() is SpeechEnd.HUSHED
    assert len(heard.ends) == 1


def test_a_page_takes_the_place_of_another(make: Make) -> None:
    """Two pages are never heard at once."""
    first, second = Heard(), Heard()
    mouth = make(True)
    mouth.say(PAGE, first)
    mouth.say(PAGE[1:], second)
    assert first.wait() is SpeechEnd.HUSHED
    assert not second.ends
    mouth.hush()
    assert second.wait() is SpeechEnd.HUSHED


def test_silence_where_nothing_is_said_is_nothing(make: Make) -> None:
    """A mouth that was hushed before says the next page all the same."""
    heard = Heard()
    mouth = make(False)
    mouth.hush()
    mouth.say(PAGE, heard)
    assert heard.wait() is SpeechEnd.SAID
