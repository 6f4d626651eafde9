"""What is typed is understood as it is meant; what is odd is asked back, once, and never by a key that is held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.core.answer import Problem
from kiosk.core.documents import Sort
from kiosk.core.doubt import Doubt
from kiosk.core.procedure import Answer, Unsaid
from kiosk.core.when import When
from kiosk.glass.gate import STANDS
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from tests.fakes import still_clock
from tests.screens.codes import CODE
from tests.screens.desk import OFFICE, Desk, Hands

CHILD: dict[str, Answer] = {**OFFICE, "whom": "child", "other_parent": "agree", "teen": "young"}
COMES: dict[str, Answer] = {**OFFICE, "contact": "come"}


async def at_birth(hands: Hands, answers: dict[str, Answer], step: str = "who") -> None:
    """Go to a birth date, the name before it typed."""
    await hands.go("close", answers, until=step)
    await hands.type("Zoé Lenoir")
    await hands.press("enter")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1950", "1950"), ("mars 1958", "1958-03"), ("01021950", "1950-02-01"), ("le 1er mars 1958", "1958-03-01")],
)
async def test_a_date_is_taken_as_far_as_it_is_known(tmp_path: Path, typed: str, kept: str) -> None:
    """One Enter takes it; the check page shows it, and whose it is; the line shows it on the way back."""
    async with Desk(tmp_path).run() as hands:
        await at_birth(hands, OFFICE)
        await hands.paste(typed)
        await hands.press("enter")
        assert hands.at == "speaking"
        assert hands.visit.answers["birth_date"] == kept
        await hands.press("escape")
        assert hands.app.screen.query_one("#birth_date").value == "/".join(reversed(kept.split("-")))  # type: ignore[attr-defined]
        await hands.on(OFFICE | {"birth_date": kept}, until="check")
        assert hands.shows("Vous : Nom et prénom – Zoé Lenoir-Diaby")
        assert hands.shows("Vous : Date de naissance – ")


async def test_a_short_year_is_said_and_asked_back(tmp_path: Path) -> None:
    """The year that was understood stands in the line; Enter takes it, another answer clears the question."""
    async with Desk(tmp_path).run() as hands:
        await at_birth(hands, OFFICE)
        await hands.paste("12/05/61")
        await hands.press("enter")
        asked = hands.app.words.say(Doubt.SHORT_YEAR, date=When(1961, 5, 12))
        assert (hands.at, hands.line.value) == ("who", "12/05/1961")
        assert hands.shows(asked)
        await hands.press("backspace")
        assert not hands.shows(asked)
        await hands.press("1", "enter")
        assert (hands.at, hands.visit.answers["birth_date"]) == ("speaking", "1961-05-12")


@pytest.mark.parametrize("typed", ["hier", "3 thermidor 1990", "x" * 60])
async def test_what_is_no_date_is_told_so_until_another_is_typed(tmp_path: Path, typed: str) -> None:
    """Never that it is too long; and the sentence goes with the next letter."""
    async with Desk(tmp_path).run() as hands:
        await at_birth(hands, OFFICE)
        await hands.paste(typed)
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Problem.NOT_A_DATE))
        await hands.press("backspace")
        assert not hands.shows(hands.app.words.say(Problem.NOT_A_DATE))


async def test_a_held_enter_answers_nothing_that_was_asked_back(tmp_path: Path) -> None:
    """Thirty Enters of a held key leave the question standing; one that comes after it was read goes on."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="reach")
        await hands.paste("0612345678")
        hands.send("enter")
        for _ in range(30):
            hands.send("enter", after=0.03)
        await hands.settle()
        assert hands.shows(hands.app.words.say(Doubt.READ_BACK, number="06 12 34 56 78"))
        assert (hands.at, hands.line.id, hands.line.value) == ("reach", "phone", "06 12 34 56 78")
        hands.send("enter", after=STANDS + 0.1)
        await hands.settle()
        assert hands.line.id == "who_answers"


async def test_ages_that_contradict_are_asked_about(tmp_path: Path) -> None:
    """A child of forty-one, an adult of seven: a question, then taken all the same."""
    for answers, step, name, born, doubt in (
        (OFFICE, "who", "birth_date", "03/03/2019", Doubt.SELF_IS_YOUNG),
        (CHILD, "child_who", "child_birth_date", "03/03/1985", Doubt.CHILD_IS_GROWN),
    ):
        async with Desk(tmp_path / step).run() as hands:
            await at_birth(hands, answers, step)
            await hands.paste(born)
            await hands.press("enter")
            year = int(born[-4:])
            assert hands.shows(hands.app.words.say(doubt, age=2026 - year))
            await hands.press("enter")
            assert hands.at != step
            assert hands.visit.answers[name] == f"{year}-03-03"


async def test_no_age_is_doubted_while_the_clock_is(tmp_path: Path) -> None:
    """A machine whose date cannot be right asks about no date."""
    clock = still_clock()
    clock.wall = clock.wall.replace(year=1970)
    async with Desk(tmp_path, clock=clock).run() as hands:
        await at_birth(hands, OFFICE)
        await hands.paste("03/03/2019")
        await hands.press("enter")
        assert (hands.at, hands.visit.answers["birth_date"]) == ("speaking", "2019-03-03")


async def test_coming_back_on_no_day_without_a_telephone_gets_a_word(tmp_path: Path) -> None:
    """Nobody could find her again: it is said before, and she may go on."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", COMES, until="coming_back")
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Doubt.NO_WAY_BACK))
        await hands.press("enter")
        assert hands.at != "coming_back"
        assert hands.visit.answers["come_back"] is Unsaid.UNKNOWN


async def test_no_last_day_is_counted_from_a_date_that_is_not_exact(tmp_path: Path) -> None:
    """The kiosk says that it does not; the act has no last day, and the way goes on as for one who does not know."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("oppose", {**OFFICE, "letter_date": "2026-11"}, until="letter")
        await hands.paste("novembre 2026")
        await hands.press("enter")
        assert hands.visit.last_day is None
        assert hands.at == "date_unknown"
        assert hands.shows(hands.app.words.say(PersonUi.WINDOW_PARTIAL))


async def test_the_language_that_was_chosen_stands_in_its_line(tmp_path: Path) -> None:
    """Chosen with F2, it need not be typed; it can be changed, and follows another choice until it is."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("f2", "2", "enter")
        await hands.go("close", OFFICE, until="speaking")
        assert hands.app.words.language == "en"
        assert hands.line.value == "anglais"
        await hands.press("f2", "1", "enter")
        assert hands.line.value == ""
        await hands.press("f2", "2", "enter")
        await hands.press("enter")
        assert hands.visit.answers["spoken_language"] == "anglais"


async def test_no_month_of_another_language_stands_on_a_french_page(tmp_path: Path) -> None:
    """Where the screens have no words in her language, their dates are French like all else on them."""
    async with Desk(tmp_path, words=Catalogues(today=lambda: date(2026, 11, 21))).run() as hands:
        for language in ("ar", "prs", "zh"):
            hands.app.words.language = language
            await hands.go("close", OFFICE, until="check")
            assert hands.shows("Date de naissance – 9 mars 1958")
            await hands.press("f10", "2", "enter", "enter")


async def test_a_scanners_prefix_goes_with_the_code(tmp_path: Path) -> None:
    """Nothing of a receipt that is scanned into a line stays there, the AIM prefix of the scanner neither."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="speaking")
        await hands.type("ourdou")
        await hands.burst(f"]Q1{CODE}")
        assert (hands.at, hands.line.value) == ("speaking", "ourdou")
        assert hands.shows(hands.app.words.say(Problem.SCANNED))


async def test_a_documents_date_is_understood_and_asked_back_too(tmp_path: Path) -> None:
    """A month is enough for a document; a short year is named; what is no date is never too long."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("mask", {**OFFICE, "what": "documents"}, until="which")
        await hands.press("1", "enter")
        await hands.paste("x" * 60)
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Problem.NOT_A_DATE))
        hands.line.value = ""
        await hands.paste("5/1/26")
        await hands.press("enter")
        assert hands.line.value == "05/01/2026"
        assert hands.shows(hands.app.words.say(Doubt.SHORT_YEAR, date=When(2026, 1, 5)))
        hands.line.value = ""
        await hands.paste("janvier 2026")
        await hands.press("enter", "enter", "enter")
        assert hands.shows("01/2026")
        await hands.press("escape")
        assert hands.shows(f"Enlevé de la liste : {hands.app.words.say(Sort.RESULTS)}, 01/2026")
