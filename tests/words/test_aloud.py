"""A page is worded for the ear as it stands on the screen: with its doubts, and saying what nobody reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.aloud import Utterance, every_aloud, step_aloud
from kiosk.core.blocks import Line
from kiosk.core.procedure import Says
from kiosk.desk.desk import open_settings
from kiosk.desk.speech import mouth_of
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.words.aloud import MachineVoices, frame_aloud, to_record, words_aloud
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui

SHELF = Shelf((SHIPPED,))
ACTS = ("close", "oppose", "mask", "newborn")
CLOSE = SHELF.open("close")
WORDS = Catalogues()
SAYS = next(each.what for each in every_aloud(CLOSE) if isinstance(each.what, Says))


def test_a_page_is_heard_in_her_language_and_says_first_what_nobody_reviewed() -> None:
    """Each sentence is heard in hers as it is written; that nobody reviewed it comes before all else."""
    page = step_aloud(CLOSE.steps[0], {})
    heard = words_aloud(page, "es", WORDS)
    assert heard[0].text == WORDS.say(Line.DRAFTED, "es")
    assert heard[1].text == WORDS.plain(CLOSE.steps[0].title, "es")
    assert {each.language for each in heard} == {"es"}
    assert words_aloud(page, "fr", WORDS)[0].text == CLOSE.steps[0].title.text


def test_what_has_no_words_in_her_language_is_heard_in_french() -> None:
    """As on the screen: in French, by a French voice, and not read as if it were hers."""
    (heard,) = words_aloud([Utterance(replace(SAYS, text="Cette phrase est neuve."))], "es", WORDS)
    assert (heard.text.partition(" (")[0].rstrip("."), heard.language) == ("Cette phrase est neuve", "fr")


def test_doubts_are_heard() -> None:
    """Who can answer, or whose opinion it is, is heard with the statement."""
    every = (each.what for name in ACTS for each in every_aloud(SHELF.open(name)))
    doubted = next(each for each in every if isinstance(each, Says) and WORDS.guidance(each, "fr") != each.text)
    assert "(" in WORDS.guidance(doubted, "fr")
    (heard,) = words_aloud([Utterance(doubted)], "fr", WORDS)
    assert heard.text == WORDS.guidance(doubted, "fr")


def test_an_old_statement_keeps_its_recording_and_its_age_is_heard() -> None:
    """That a statement is old is a sentence of its own: its day would make the recording fall silent."""
    old = Catalogues(today=lambda: date(2036, 1, 1))
    (young,), (heard, age) = (words_aloud([Utterance(SAYS)], "fr", each) for each in (WORDS, old))
    assert heard == young
    assert str(SAYS.checked.year) in age.text
    assert to_record([Utterance(SAYS)], "fr", old) == [(young.text, young)]


@pytest.mark.parametrize("code", [Ui.KEY_GO_ON, PersonUi.WINDOW_LAST_DAY, Line.NEWS_BY])
def test_what_is_the_staffs_or_wants_a_value_is_not_said(code: Ui | PersonUi | Line) -> None:
    """A date in a sentence is hers, and keys are the staff's: neither is worded for the ear."""
    with pytest.raises(TypeError):
        words_aloud([Utterance(code)], "fr", WORDS)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_sentence_of_the_guidance_can_be_recorded_once(language: str) -> None:
    """A speaker meets each wording once, and whatever a page of a procedure says has a recording's name among them."""
    every = [each for name in ACTS for each in every_aloud(SHELF.open(name))]
    every += frame_aloud(SHELF.glossary())
    wanted = to_record(every, language, WORDS)
    names = {aloud.name for _, aloud in wanted}
    assert len(names) == len(wanted) > 300
    for step in CLOSE.steps:
        heard = words_aloud(step_aloud(step, {}), language, WORDS)
        assert {each.name for each in heard if each.language == language} <= names


def test_a_machine_knows_each_language_by_a_name() -> None:
    """Dari goes by the name of its Persian; it is data, as all that a language needs."""
    known = MachineVoices(WORDS)
    assert (known["prs"], known["fr"], known["ar"]) == ("fa", "fr", "ar")


def test_the_names_of_voices_open_no_catalogue(tmp_path: Path) -> None:
    """A desk that can speak holds no word of another language before somebody chooses it."""
    words = Catalogues()
    desk = open_settings(tmp_path)
    assert mouth_of(desk, words) is not None
    assert "fr" in MachineVoices(words)
    assert "xx" not in MachineVoices(words)
    assert words._files.opened == {}
