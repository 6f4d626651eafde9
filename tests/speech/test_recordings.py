"""Recordings are found by their words, measured, and accepted whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.aloud import Aloud
from kiosk.core.sound import CLIPPED, QUIET, SHORTEST, SILENT, Flaw, Level, flaws, longest
from kiosk.speech.recordings import END, LARGEST, Recordings, level_of
from tests.speech.made import PAGE, record, tone


def test_a_recording_goes_by_its_words_alone(tmp_path: Path) -> None:
    """Its name follows from the words: how they are spaced changes nothing, one letter and the language do."""
    recordings = Recordings(tmp_path)
    path = record(recordings, PAGE[0], tone(0.3))
    assert path == tmp_path / "fr" / f"{PAGE[0].name}{END}"
    assert recordings.read(PAGE[0]) == tone(0.3)
    assert recordings.has(Aloud(PAGE[0].text.replace(" ", "\u00a0"), "fr"))
    assert not recordings.has(Aloud(PAGE[0].text.rstrip("."), "fr"))
    assert not recordings.has(Aloud(PAGE[0].text, "en"))
    assert recordings.names("fr") == {PAGE[0].name}
    assert recordings.count() == {"fr": 1}
    assert Recordings(tmp_path / "none").count() == {}


def test_what_nobody_accepted_is_no_recording(tmp_path: Path) -> None:
    """A sentence that is recorded anew keeps its old sound until the new one is accepted."""
    recordings = Recordings(tmp_path)
    record(recordings, PAGE[0], tone(0.3))
    recordings.fresh(PAGE[0]).write_bytes(tone(0.6))
    assert recordings.read(PAGE[0]) == tone(0.3)
    assert recordings.count() == {"fr": 1}
    recordings.accept(PAGE[0])
    assert recordings.read(PAGE[0]) == tone(0.6)


@pytest.mark.parametrize("sound", [b"", b"RIFF", tone(0.1)[:30], b"\0" * 2000, tone(0.1).replace(b"WAVE", b"EVAW")])
def test_what_is_no_sound_is_refused(tmp_path: Path, sound: bytes) -> None:
    """Any bytes may lie in the folder: they are no sound, and nothing is raised but that."""
    recordings = Recordings(tmp_path)
    path = record(recordings, PAGE[0], sound)
    assert recordings.read(PAGE[0]) is None
    with pytest.raises(ValueError):
        recordings.measure(path)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    """Nobody plays an hour by mistake, nor fills the memory with it."""
    recordings = Recordings(tmp_path)
    path = record(recordings, PAGE[0], b"")
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert recordings.read(PAGE[0]) is None
    with pytest.raises(ValueError):
        recordings.measure(path)


def test_the_level_of_a_sound() -> None:
    """Half as loud is half as loud; a whole second is one."""
    loud, soft = level_of(tone(1.0, 0.8)), level_of(tone(1.0, 0.4))
    assert loud.seconds == pytest.approx(1.0)
    assert loud.loud == pytest.approx(2 * soft.loud, rel=0.02)
    assert (loud.clipped, soft.clipped) == (0, 0)
    assert level_of(tone(1.0, 1.0)).clipped > CLIPPED


@pytest.mark.parametrize(
    ("level", "wrong"),
    [
        (Level(2, 0.3, 0), []),
        (Level(2, QUIET, CLIPPED), []),
        (Level(2, QUIET * 0.99, 0), [Flaw.QUIET]),
        (Level(2, SILENT * 0.99, 0), [Flaw.SILENT]),
        (Level(SHORTEST * 0.99, 0.3, 0), [Flaw.SILENT]),
        (Level(2, 0.3, CLIPPED + 1), [Flaw.CLIPPED]),
        (Level(longest("Oui.") + 0.1, 0.01, 99), [Flaw.QUIET, Flaw.CLIPPED, Flaw.LONG]),
    ],
)
def test_what_is_wrong_with_a_recording(level: Level, wrong: list[Flaw]) -> None:
    """Each limit is one of a voice among people; several may be passed at once."""
    assert list(flaws(level, "Oui.")) == wrong
