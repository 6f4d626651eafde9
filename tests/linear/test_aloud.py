"""In plain lines, a word says the question and a word is silence; whatever covers or follows is silence, too."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest

from kiosk.core.aloud import Manner, SpeechEnd
from kiosk.core.blocks import Line
from kiosk.plain.teletype import Heard
from kiosk.words.catalogues import Catalogues
from kiosk.words.speech import ENDS, LINES_MANNERS, SpeechUi
from tests.linear.lines import Lines
from tests.office.made import TYPED
from tests.plain.line import Script
from tests.screens.desk import OFFICE, PASSPHRASE, Desk, squeezed
from tests.speech.made import FakeMouth

WORDS = Catalogues()


def test_a_word_says_the_question_and_a_word_is_silence(tmp_path: Path) -> None:
    """Who speaks is told, the question is not asked again, and "silence" ends it."""
    mouth = FakeMouth(holds=True)
    lines = Lines(Desk(tmp_path, mouth=mouth))

    def script() -> Script:
        yield from lines.begin("close")
        title = lines.visit.step.title.text
        before = len(lines.line.said)
        yield "écouter"
        assert mouth.texts[0] == title
        assert mouth.speaks
        assert lines.line.said[before:] == [WORDS.say(LINES_MANNERS[Manner.MACHINE], "fr")]
        yield "silence"
        assert not mouth.speaks
        yield "f7"
        assert mouth.speaks
        yield from lines.passes(lines.visit.step, OFFICE)
        assert not mouth.speaks  # something else is asked
        assert len(mouth.pages) == 2

    lines.run(script())
    assert not mouth.speaks


@pytest.mark.parametrize(
    "cover", [Heard(key="hide", touched=True), "verrouiller", Heard(key="vanish", touched=True), None]
)
def test_what_covers_is_silence(tmp_path: Path, cover: Heard | str | None) -> None:
    """Hidden, locked, left in haste, or the terminal gone: nothing is heard from then on."""
    mouth = FakeMouth(holds=True)
    lines = Lines(Desk(tmp_path, mouth=mouth, training=False))

    def script() -> Script:
        yield PASSPHRASE
        yield from lines.begin("close")
        yield "écouter"
        assert mouth.speaks
        if cover is not None:
            yield cover
            assert not mouth.speaks

    lines.run(script())
    assert not mouth.speaks
    assert len(mouth.pages) == 1


def test_what_went_wrong_is_told_once(tmp_path: Path) -> None:
    """No sound is a sentence in the middle of the question, which still waits for its answer."""
    mouth = FakeMouth(ends=SpeechEnd.NO_SOUND)
    lines = Lines(Desk(tmp_path, mouth=mouth))
    told = WORDS.say(ENDS[SpeechEnd.NO_SOUND], "fr")

    def script() -> Script:
        yield from lines.begin("close")
        at = lines.at
        yield "écouter"
        for _ in range(3):
            sleep(0.05)
            yield Heard()
        assert lines.line.text().count(squeezed(told)) == 1
        assert lines.at == at

    lines.run(script())


def test_a_voice_that_is_switched_off_is_told(tmp_path: Path) -> None:
    """Where the settings want no voice, the word says so; where there is nothing to say, it is no word."""
    lines = Lines(Desk(tmp_path))

    def script() -> Script:
        yield "écouter"
        assert not lines.line.shows(WORDS.say(SpeechUi.OFF, "fr"))
        yield from lines.begin("close")
        yield "écouter"
        assert lines.line.shows(WORDS.say(SpeechUi.OFF, "fr"))

    lines.run(script())


def test_nothing_typed_is_ever_said(tmp_path: Path) -> None:
    """Each question of a whole act and its receipt are said: no name, no number and no date that was typed."""
    mouth = FakeMouth()
    lines = Lines(Desk(tmp_path, mouth=mouth))

    def script() -> Script:
        yield from lines.begin("close")
        while lines.at:
            pages = len(mouth.pages)
            yield "écouter"
            assert len(mouth.pages) == pages + 1
            yield from lines.passes(lines.visit.step, OFFICE)
        pages = len(mouth.pages)
        yield "écouter"
        assert len(mouth.pages) == pages + 1

    lines.run(script())
    planted = {squeezed(each) for text in TYPED.values() for each in (text, *text.split())}
    for text in mouth.texts:
        assert not [each for each in planted if each in squeezed(text)], text


@pytest.mark.parametrize("on_screen", [True, False])
def test_a_paper_is_spoken_of_only_where_there_is_one(on_screen: bool, tmp_path: Path) -> None:
    """In lines, too, nobody hears "Keep this paper" where there is none, nor where it is read out instead."""
    mouth = FakeMouth()
    lines = Lines(Desk(tmp_path, mouth=mouth, on_screen=on_screen))
    keep, copied = (WORDS.say(code, "fr") for code in (Line.KEEP_THIS_PAPER, Line.COPY_THIS))

    def script() -> Script:
        yield from lines.go("close", OFFICE)
        if not on_screen:
            yield "écouter"
            assert keep in mouth.texts
            mouth.pages.clear()
            yield "5"  # without paper
        yield "écouter"
        heard = [each.text for each in mouth.pages[-1]]
        assert keep not in heard
        assert copied in heard

    lines.run(script())
