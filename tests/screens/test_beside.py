"""Her words stand beside the staff's: in one line where both fit, one key away where they do not."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.blocks import Line
from kiosk.core.consent import Understanding
from kiosk.core.procedure import Kind
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import Ui
from tests.screens.desk import Desk, Hands

WORDS = Catalogues()


def shows_step(hands: Hands, language: str) -> bool:
    """Tell whether the words of the step stand on the screen in a language."""
    step = hands.visit.step
    labels = [option.label for option in step.options if step.kind is Kind.CHOOSE]
    assert labels
    return all(hands.shows(WORDS.plain(label, language)) for label in labels)


async def test_answers_stand_in_both_languages_where_a_line_holds_them(tmp_path: Path) -> None:
    """On a page in Romanian the worker reads what she reads out; keys and hints stay hers."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2", "enter")
        await hands.app.usher.speak("ro")
        await hands.settle()
        assert shows_step(hands, "ro")
        assert shows_step(hands, "fr")
        assert hands.shows(WORDS.say(Ui.KEY_LEAVE, "fr"))
        assert hands.shows(WORDS.say(Line.DRAFTED, "ro"))


async def test_a_key_shows_the_page_in_the_language_of_the_staff_and_back(tmp_path: Path) -> None:
    """F6 turns the page to the staff's words and back; the next page is in hers, and so is what is recorded."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2", "enter")
        await hands.app.usher.speak("ro")
        await hands.settle()
        while hands.visit.step.kind is not Kind.INFORM:
            await hands.press("1", "enter")
        (says, *_) = hands.visit.step.says
        assert hands.shows(WORDS.plain(says, "ro"))
        assert not hands.shows(WORDS.plain(says, "fr"))
        await hands.press("f6")
        assert hands.shows(WORDS.plain(says, "fr"))
        assert not hands.shows(WORDS.plain(says, "ro"))
        assert hands.visit.language == hands.app.words.language == "ro"
        await hands.press("f6")
        assert hands.shows(WORDS.plain(says, "ro"))
        await hands.press("f6", "escape")
        assert not hands.app.words.beside


async def test_the_key_is_nothing_where_there_is_one_language(tmp_path: Path) -> None:
    """In French for a French desk there is nothing beside, and the help does not name the key."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2", "enter")
        before = hands.text()
        await hands.press("f6")
        assert hands.text() == before
        await hands.press("f1")
        assert not hands.shows(WORDS.say(Ui.TELLS_BESIDE, "fr"))


async def test_the_frame_stays_the_staff_s(tmp_path: Path) -> None:
    """For a person who chose English, the keys and errors of a French desk stay French; the page is English."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2", "enter")
        await hands.app.usher.speak("en")
        await hands.settle()
        assert shows_step(hands, "en")
        assert hands.shows(WORDS.say(Ui.KEY_LEAVE, "fr"))
        await hands.press("enter")
        assert hands.shows(WORDS.say(Ui.NOTHING_CHOSEN, "fr"))


async def to_consent(hands: Hands, language: str) -> None:
    """Go to the words of a consent in a language."""
    await hands.go("close", {"channel": "self"}, until="consent")
    await hands.app.usher.speak(language)
    await hands.settle()


async def test_she_never_reads_herself_a_consent_that_is_not_in_her_language(tmp_path: Path) -> None:
    """Its words are French where nobody reviewed hers: they reach her by somebody who speaks both."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await to_consent(hands, "ro")
        assert hands.shows(WORDS.say(Ui.CONSENT_LANGUAGE, "fr"))
        assert not hands.shows(WORDS.say(Understanding.READ, "fr"))
        assert hands.shows(WORDS.say(Understanding.INTERPRETER, "fr"))


async def test_a_script_that_the_terminal_cannot_draw_stays_off_its_screen(tmp_path: Path) -> None:
    """Each page says so to the staff; a consent that is reviewed is recorded in hers, and stands there in French."""

    class Reviewed(Catalogues):
        """Everything was reviewed."""

        def is_reviewed(self, *_: object) -> bool:
            return True

    async with Desk(tmp_path, words=Reviewed()).run() as hands:
        await hands.begin("close")
        await hands.app.usher.speak("ar")
        await hands.settle()
        assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr"))
        await hands.on({"channel": "self"}, until="consent")
        wording = hands.visit.wording(reviewed=True)
        assert wording.language == "ar"
        assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr"))
        for hers, french in zip(wording.text.split("\n"), wording.french.split("\n"), strict=True):
            assert hands.shows(french)
            assert not hands.shows(hers)
