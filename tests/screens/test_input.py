"""Whatever is typed, pasted or scanned: a clear sentence, nothing interpreted, nothing lost, nothing cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.answer import Problem
from kiosk.core.procedure import Unsaid
from kiosk.core.reference import make_reference, spell
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.consent import ConsentView
from kiosk.screens.follow import FollowScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.ui import Ui
from tests.screens.codes import CODE, recorded
from tests.screens.desk import CHILD, OFFICE, UNDERSTOOD, Desk, Hands, squeezed
from tests.screens.looks import whole

NAMES = {
    "Zoé Lenoir-Diaby": "Zoé Lenoir-Diaby",
    "Zoe\u0301": "Zoé",
    "Люба Лебедева": "Люба Лебедева",
    "Ștefan Mureșan": "Ștefan Mureșan",
    "\u202eZoé\u202c\u200f": "Zoé",
    "Zoé\x07\x00 Lenoir": "Zoé Lenoir",
    "Zoé\nLenoir\r\n": "Zoé Lenoir",
    "[red]x[/red]": Problem.NOT_A_NAME,
    "Zoé\x1b[31mLenoir": Problem.NOT_A_NAME,
    "😀 Zoé": Problem.NOT_A_NAME,
    "N" * 200: Problem.TOO_LONG,
    "\u200f \u202e": Problem.NEEDED,
}
TEXTS = ["[red]x[/red]", "[@click=app.quit]ici[/]", "Je parle 😀 et Ł", "ourdou " * 28, "A" * 200, "a\x1b[Jb", "\\[b]"]


@pytest.mark.parametrize("typed", NAMES, ids=ascii)
async def test_a_name(tmp_path: Path, typed: str) -> None:
    """A name of any people is taken as it is meant; what is none is refused in words and stays to be corrected."""
    wanted = NAMES[typed]
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.paste(typed)
        await hands.press("enter", "enter")
        whole(hands)
        if isinstance(wanted, Problem):
            assert hands.at == "who"
            assert hands.shows(hands.app.words.say(wanted))
            assert "name" not in hands.visit.answers
        else:
            assert hands.visit.answers["name"] == wanted
            assert (hands.at, hands.visit.answers["birth_date"]) == ("speaking", Unsaid.UNKNOWN)


@pytest.mark.parametrize("typed", TEXTS, ids=ascii)
async def test_a_text_is_shown_as_it_is(tmp_path: Path, typed: str) -> None:
    """No markup, no control sequence and no length of an answer changes how the screen is drawn."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="speaking")
        await hands.paste(typed)
        whole(hands)
        await hands.press("enter")
        kept = hands.visit.answers["spoken_language"]
        assert isinstance(kept, str)
        assert "\x1b" not in kept
        await hands.on(OFFICE, until="check")
        read = ""
        while hands.at == "check":
            whole(hands)
            read += squeezed(hands.text())
            await hands.press("enter")
        assert squeezed(kept) in read


@pytest.mark.parametrize("typed", ["31/02/1990", "1/1/1800", "01/01/2990", "hier"])
async def test_a_date_that_is_none(tmp_path: Path, typed: str) -> None:
    """An impossible date is refused with a sentence, and the line keeps it."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.type("Zoé")
        await hands.press("enter")
        await hands.type(typed)
        await hands.press("enter")
        assert (hands.at, hands.line.value) == ("who", typed)
        assert any(hands.shows(hands.app.words.say(each)) for each in (Problem.NOT_A_DATE, Problem.DATE_TOO_FAR))


async def test_a_scanner_in_the_middle_of_a_visit_changes_nothing(tmp_path: Path) -> None:
    """A burst ending in Enter at an information, a choice, a check or a consent goes nowhere and answers nothing."""
    seen = set()
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        while isinstance(hands.app.screen, VisitScreen):
            step = hands.visit.step
            if step.kind.value not in seen or step.kind.value == "consent":
                seen.add(step.kind.value)
                if step.kind.value != "ask":
                    await _burst_changes_nothing(hands)
            if step.kind.value == "consent":
                await hands.press(UNDERSTOOD, "enter")
                view = hands.app.screen.query_one(ConsentView)
                await hands.press("1")
                await _burst_changes_nothing(hands)
                assert hands.app.screen.query_one(ConsentView) is view
                await hands.press("1", "enter")
                continue
            await hands.answer(CHILD)
        assert isinstance(hands.app.screen, ReceiptScreen)
        before = hands.text()
        await hands.burst(CODE)
        assert hands.text() == before
    assert seen == {"inform", "choose", "channel", "ask", "check", "consent"}


async def _burst_changes_nothing(hands: Hands) -> None:
    at, answers, text = hands.at, hands.visit.answers, hands.text()
    pointed = [each.pointed for each in hands.app.screen.query(Choices)]
    await hands.burst(CODE)
    assert (hands.at, hands.visit.answers) == (at, answers)
    assert [each.pointed for each in hands.app.screen.query(Choices)] == pointed
    assert hands.text() == text
    assert hands.desk.entries() == []


@pytest.mark.parametrize("already", ["", "ourdou"])
async def test_a_scan_in_a_line_is_taken_out(tmp_path: Path, already: str) -> None:
    """The key of a receipt that is scanned into a line leaves it at once, and the scanner's Enter answers nothing."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="speaking")
        await hands.type(already)
        await hands.burst(CODE)
        assert (hands.at, hands.line.value) == ("speaking", already)
        assert hands.shows(hands.app.words.say(Problem.SCANNED))
        assert "spoken_language" not in hands.visit.answers
        await hands.press("enter")
        assert hands.visit.answers["spoken_language"] == (already or Unsaid.NONE)


async def test_a_reference_at_home(tmp_path: Path) -> None:
    """Scanned or typed in any way that a tired person types, a reference opens its act, and only that."""
    async with Desk(tmp_path).run() as hands:
        reference, code = await recorded(hands)
        ways = [spell(reference), spell(reference).lower(), reference, f" {spell(reference)} "]
        ways.append(reference.replace("0", "O").replace("1", "I").lower())
        for typed in ways:
            await hands.type(typed)
            await hands.press("enter")
            assert isinstance(hands.app.screen, FollowScreen), typed
            assert hands.shows(spell(reference))
            whole(hands)
            await hands.press("escape")
            assert isinstance(hands.app.screen, HomeScreen)
        await hands.burst(code)
        assert isinstance(hands.app.screen, FollowScreen)
        assert hands.shows(hands.app.words.say(Ui.STATUS_WITH_KEY))
        assert hands.desk.entries()[0].withdrawal is None


async def test_o_and_i_are_forgiven_at_home(tmp_path: Path) -> None:
    """A reference with 0 and 1 opens when they are typed as O, o, I or l."""
    draws = iter([bytes(5)])
    other = Desk(tmp_path)
    usual = other.random
    other.random = lambda count: next(draws, usual(count)) if count == 5 else usual(count)
    async with other.run() as hands:
        reference, _ = await recorded(hands)
        assert reference.count("0") >= 8
        await hands.type(reference.replace("0", "o"))
        await hands.press("enter")
        assert isinstance(hands.app.screen, FollowScreen)


@pytest.mark.parametrize("typed", ["K7Q-4M2-9XE", "K7Q-4M2", "[red]", "99", "\x1b[A", "é" * 150, "4" * 37])
async def test_what_is_no_reference_at_home(tmp_path: Path, typed: str) -> None:
    """What is neither a number of the list nor a reference gets a sentence, and the line is free again."""
    async with Desk(tmp_path).run() as hands:
        await hands.paste(typed)
        whole(hands)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.say(Ui.HOME_NOT_UNDERSTOOD))
        assert hands.line.value == ""
        whole(hands)


async def test_a_reference_that_this_desk_does_not_know(tmp_path: Path) -> None:
    """A good reference of another desk is called unknown; with a wrong check symbol it is no reference."""
    async with Desk(tmp_path).run() as hands:
        other = make_reference(b"other")
        await hands.type(spell(other).lower())
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.say(Ui.HOME_UNKNOWN_REFERENCE, reference=spell(other)))
        whole(hands)
        wrong = other[:-1] + ("0" if other[-1] != "0" else "1")
        await hands.type(wrong)
        assert not hands.shows(hands.app.words.say(Ui.HOME_UNKNOWN_REFERENCE, reference=spell(other)))
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.HOME_NOT_UNDERSTOOD))


@pytest.mark.parametrize(("typed", "digit"), [*zip("&é\"'(-è_çà", "1234567890", strict=True), ("É", "2"), ("À", "0")])
async def test_the_digits_of_a_french_keyboard_without_shift(tmp_path: Path, typed: str, digit: str) -> None:
    """At home and in a list, what the keys of the digits type without Shift points where the digit would."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "1", "enter", digit)
        pointed = [each.pointed for each in hands.app.screen.query(Choices)]
        await hands.press("f12", "enter", "é", "&", "enter", typed)
        assert isinstance(hands.app.screen, VisitScreen)
        assert [each.pointed for each in hands.app.screen.query(Choices)] == pointed
        assert any(pointed) or digit not in "12"
