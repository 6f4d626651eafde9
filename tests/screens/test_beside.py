"""Her words stand beside the staff's: in one line where both fit, one key away where they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.blocks import Line
from kiosk.core.consent import Choice, Understanding
from kiosk.core.errors import ConsentMissing
from kiosk.core.outbox import State
from kiosk.core.procedure import Kind
from kiosk.core.reference import spell
from kiosk.core.title import Group
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.actions import Keys
from kiosk.screens.follow import FollowScreen
from kiosk.screens.queue import QueueScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui
from tests.screens.desk import UNDERSTOOD, Desk, Hands
from tests.screens.looks import whole

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


async def in_romanian(hands: Hands) -> None:
    """Choose a language whose letters a terminal has and that nobody reviewed."""
    await hands.app.usher.speak("ro")
    await hands.settle()


def both_marks(hands: Hands) -> bool:
    """Tell whether the screen says in both languages that nobody reviewed it."""
    return all(hands.shows(WORDS.say(Line.DRAFTED, each)) for each in ("ro", "fr"))


async def test_home_and_its_groups_stand_in_both_languages_and_are_marked(tmp_path: Path) -> None:
    """The worker finds in her words what the person hears; where a line holds one alone, F6 has the staff's."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        assert not hands.shows(WORDS.say(Line.DRAFTED, "fr"))
        await in_romanian(hands)
        assert both_marks(hands)
        whole(hands)
        assert hands.app.screen.query_one(Choices).below == 0
        for each in (PersonUi.GROUP_SEE, PersonUi.GROUP_LOOKED):
            assert hands.shows(f"{WORDS.say(each, 'ro')} – {WORDS.say(each, 'fr')}")
        assert hands.shows(WORDS.say(Ui.KEY_BESIDE, "fr"))
        assert not hands.shows("F6 " + WORDS.say(Ui.KEY_QUEUE, "fr"))
        await hands.press("2")
        assert both_marks(hands)
        whole(hands)
        titles = [each.title for each in hands.app.session.library.titles() if each.group is Group.CLOSE]
        for title in titles:
            assert hands.shows(WORDS.plain(title, "ro"))
        await hands.press("f6")
        for title in titles:
            assert hands.shows(WORDS.plain(title, "fr"))
            assert not hands.shows(WORDS.plain(title, "ro"))
        assert not hands.shows(WORDS.say(Line.DRAFTED, "fr"))
        assert hands.line.value == "2"
        await hands.press("f6")
        assert hands.shows(WORDS.plain(titles[0], "ro"))
        await hands.press("f6", "2", "enter")
        assert not hands.app.words.beside
        assert hands.shows(WORDS.plain(hands.visit.step.title, "ro"))


async def test_f6_is_the_queue_where_there_is_one_language(tmp_path: Path) -> None:
    """At home in the staff's language F6 leads to the queue, as the bar says."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        assert hands.shows(WORDS.say(Ui.KEY_QUEUE, "fr"))
        await hands.press("f6")
        assert isinstance(hands.app.screen, QueueScreen)


async def test_words_that_are_explained_stand_in_both_languages_and_are_marked(tmp_path: Path) -> None:
    """F3 names each word in both; what it means is hers, and the staff's with F6, the same word still pointed at."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await hands.press("2", "2", "enter")
        await in_romanian(hands)
        await hands.press("f3", "down")
        await hands.pilot.pause(0.1)
        assert both_marks(hands)
        whole(hands, scrolls=True)
        (term,) = [hands.app.screen.query_one(Choices).pointed]
        means = next(each for each in hands.app.session.library.glossary() if each.id == term)
        assert hands.shows(f"{WORDS.plain(means.name, 'ro')} – {WORDS.plain(means.name, 'fr')}")
        assert hands.shows(WORDS.plain(means.says[0], "ro"))
        await hands.press("f6")
        await hands.pilot.pause(0.1)
        assert hands.app.screen.query_one(Choices).pointed == term
        assert hands.shows(WORDS.plain(means.says[0], "fr"))
        assert not hands.shows(WORDS.say(Line.DRAFTED, "fr"))


async def test_where_an_act_stands_is_said_in_both_languages(tmp_path: Path) -> None:
    """The state of an act and what comes next are words of hers: the staff's stand beside them, and the mark below."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await hands.go("close", {"channel": "office"})
        (entry,) = hands.desk.entries()
        await hands.press("f12", "enter")
        await in_romanian(hands)
        await hands.type(spell(entry.reference))
        await hands.press("enter")
        assert isinstance(hands.app.screen, FollowScreen)
        assert hands.shows(f"{WORDS.say(State.WAITING, 'ro')} – {WORDS.say(State.WAITING, 'fr')}")
        assert both_marks(hands)
        whole(hands)


async def test_who_leaves_is_thanked_in_both_languages(tmp_path: Path) -> None:
    """The last page has her words and the staff's, and says that nobody reviewed hers."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await hands.press("2", "2", "enter")
        await in_romanian(hands)
        await hands.press("f10", "2", "enter")
        assert all(hands.shows(WORDS.say(PersonUi.THANKS, each)) for each in ("ro", "fr"))
        assert both_marks(hands)


async def test_the_bar_has_the_keys_that_matter_at_a_step(tmp_path: Path) -> None:
    """F2 where she may not have chosen yet; F6 where there are two languages; F7 always; the help has all."""
    async with Desk(tmp_path, words=WORDS).run() as hands:

        def bar() -> str:
            return hands.rows()[-1]

        await hands.press("2", "2", "enter")
        assert all(cap in bar() for cap in ("F2 ", "F7 ", "F8 ", "F10 "))
        assert "F6" not in bar()
        await in_romanian(hands)
        assert all(cap in bar() for cap in ("F6 ", "F7 ", "F8 ", "F10 "))
        await hands.press("f1")
        for key in (Keys.WORDS, Keys.SHEET, Keys.LANGUAGE, Keys.BESIDE):
            ((_, told),) = hands.app.words.told_keys((key,))
            assert hands.shows(told)
        await hands.press("escape")
        await hands.app.usher.speak("fr")
        await hands.settle()
        await hands.press("1", "enter")
        assert all(cap in bar() for cap in ("F3 ", "F7 ", "F8 ", "F10 "))


async def test_the_list_of_languages_says_that_it_goes_on(tmp_path: Path) -> None:
    """A row below it says how many more there are, and says it no more at the end."""
    async with Desk(tmp_path, words=Catalogues(pseudo=True)).run() as hands:
        await hands.press("f2")
        below = hands.app.screen.query_one(Choices).below
        assert below
        assert hands.shows(WORDS.say(Ui.HOME_MORE, "fr", n=below))
        await hands.press("end")
        assert not hands.shows("plus bas")


async def test_the_list_of_languages_draws_no_script_that_the_terminal_cannot(tmp_path: Path) -> None:
    """What it says is Latin, Greek or Cyrillic; such a language stands by its French name, with a mark."""
    async with Desk(tmp_path, words=Catalogues()).run() as hands:
        await hands.press("f2", "end")
        whole(hands, scrolls=True)
        assert hands.shows("arabe * °")
        await hands.press("home")
        whole(hands, scrolls=True)
        assert hands.shows(WORDS.say(Ui.LANGUAGE_ON_PAPER, "fr"))
        assert not hands.shows(WORDS.say(Ui.LANGUAGE_PART, "fr"))


async def test_what_the_screen_shows_in_place_of_paper_is_in_a_script_that_it_draws(tmp_path: Path) -> None:
    """A sheet and a receipt are French there, and say so, where only paper can have hers; in Romanian they are hers."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await hands.press("2", "2", "enter")
        for language, shown in (("ro", True), ("prs", False)):
            await hands.app.usher.speak(language)
            await hands.settle()
            await hands.press("f5")
            assert isinstance(hands.app.screen, ReceiptScreen)
            assert hands.shows(WORDS.say(Line.NOT_OFFICIAL, "fr"))
            assert hands.shows(WORDS.say(Line.NOT_OFFICIAL, language)) is shown
            assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr", language="dari")) is not shown
            await hands.press("escape")
        await hands.app.usher.speak("fr")
        await hands.on({"channel": "self"})
        await hands.app.usher.speak("prs")
        await hands.settle()
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr", language="dari"))
        assert not any("\u0600" <= letter < "\u0700" for letter in hands.text())


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
        assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr", language="arabe"))
        await hands.on({"channel": "self"}, until="consent")
        wording = hands.visit.wording(reviewed=True)
        assert wording.language == "ar"
        assert hands.shows(WORDS.say(Ui.NOT_DRAWN, "fr", language="arabe"))
        for hers, french in zip(wording.text.split("\n"), wording.french.split("\n"), strict=True):
            assert hands.shows(french)
            assert not hands.shows(hers)
        assert not hands.shows(WORDS.say(Understanding.READ, "fr"))
        with pytest.raises(ConsentMissing):
            hands.visit.decide(Choice.YES, Understanding.READ, replace(wording, drawn=False))


async def test_while_a_reviewed_consent_stands_in_french_she_does_not_read_it(tmp_path: Path) -> None:
    """With the staff's words on the page (F6) she is offered to hear it alone; with hers again, to read it."""

    class Reviewed(Catalogues):
        """Everything was reviewed."""

        def is_reviewed(self, *_: object) -> bool:
            return True

    async with Desk(tmp_path, words=Reviewed()).run() as hands:
        await to_consent(hands, "es")
        offered = WORDS.say(Understanding.READ, "fr")
        assert hands.shows(offered)
        await hands.press("f6")
        assert not hands.shows(offered)
        await hands.press("f6")
        assert hands.shows(offered)


async def test_her_yes_and_no_are_said_in_both_languages(tmp_path: Path) -> None:
    """Whoever puts the question knows which answer is which; that nobody reviewed them is marked in both."""
    async with Desk(tmp_path, words=WORDS).run() as hands:
        await to_consent(hands, "sq")
        assert hands.shows(WORDS.say(Line.DRAFTED, "sq"))
        await hands.read_on()
        await hands.press(UNDERSTOOD, "enter")
        for choice in Choice:
            for language in ("sq", "fr"):
                assert hands.shows(WORDS.say(choice, language))
