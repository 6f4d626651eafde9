"""Home: groups in the person's words, one or two digits to any act, and nothing begins that was not seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from kiosk.core.aim import Aim, aim
from kiosk.core.title import by_group, number
from kiosk.glass.widgets.bars import KeyBar
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.base import KioskScreen
from kiosk.screens.follow import FollowScreen
from kiosk.screens.home import TELL_AFTER, HomeScreen
from kiosk.screens.triage import TriageScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.groups import WORDS
from kiosk.words.ui import Ui, sentence
from tests.fakes import shipped
from tests.screens.codes import recorded
from tests.screens.desk import OFFICE, PASSPHRASE, SIZE, Desk, Hands
from tests.screens.looks import whole

TITLES = shipped().titles()
GROUPS = by_group(TITLES)
FRENCH = str.maketrans("1234567890", "&é\"'(-è_çà")


def pointed(hands: Hands) -> str | None:
    """Tell what is pointed at."""
    return hands.app.screen.query_one(Choices).pointed


def act(hands: Hands) -> str:
    """Tell which act was begun; empty where none was."""
    return hands.visit.procedure.id if isinstance(hands.app.screen, VisitScreen) else ""


@pytest.mark.parametrize("keyboard", [{}, FRENCH])
def test_each_number_aims_at_its_act_and_no_other(keyboard: dict[int, int]) -> None:
    """Every number of up to three digits is tried, with Shift or without on a French keyboard."""
    found = {}
    for digits in map(str, range(1000)):
        aims = aim(GROUPS, digits.translate(keyboard))
        if aims is not None and aims.row is not None:
            if aims.group is not None:
                found[digits] = GROUPS[aims.group].titles[aims.row].id
            else:
                found[digits] = GROUPS[aims.row - 1].titles[0].id if aims.row else ""
    assert {name: digits for digits, name in found.items()} == {"": "0"} | {
        title.id: number(TITLES, title.id) for title in TITLES
    }
    assert len(found) == len(TITLES) + 1


def test_the_page_for_who_sits_at_the_table_has_every_number() -> None:
    """What is written of the groups and of the acts in docs/permanence.md is what home shows."""
    page = " ".join((Path(__file__).parents[2] / "docs" / "permanence.md").read_text(encoding="utf-8").split())
    for digit, each in enumerate(GROUPS, 1):
        assert f"| `{digit}` | {' '.join(sentence(WORDS[each.group]).split())} |" in page
        for title in each.titles:
            assert f"`{number(TITLES, title.id)}` {' '.join(title.title.text.split())}" in page


@pytest.mark.parametrize("typed", ["k7q", "2k", "00", "61", "9", "2222", "²", "٢"])
def test_what_is_no_number_of_the_list_aims_at_nothing(typed: str) -> None:
    """It may become a reference, whose first sign may be a digit."""
    assert aim(GROUPS, typed) is None
    assert aim(GROUPS, "") == Aim()
    assert aim(GROUPS, "29") == Aim(1, None, is_sound=False)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_home_shows_every_group_and_each_group_its_acts(tmp_path: Path, language: str) -> None:
    """At 80x24, with a notice on the screen, each list is there to its last row, and what a row holds is said."""
    async with Desk(tmp_path, language=language).run() as hands:
        assert hands.shows(hands.app.words.say(Ui.TRAINING_NOTICE))
        whole(hands)
        assert hands.app.screen.query_one(Choices).below == 0
        for digit, each in enumerate(GROUPS, 1):
            title = each.titles[0].title
            words = hands.app.words.say(WORDS[each.group]) if len(each.titles) > 1 else hands.app.words.guidance(title)
            assert any(row.split() == [str(digit), *words.split()] for row in hands.rows()), words
        for digit, each in enumerate(GROUPS, 1):
            if len(each.titles) > 1:
                await hands.press(*["down"] * (digit + 1))
                await hands.pilot.pause(0.1)
                assert all(hands.shows(hands.app.words.guidance(title.title)) for title in each.titles)
                whole(hands)
                await hands.press("enter")
                assert hands.shows(hands.app.words.say(WORDS[each.group]))
                assert pointed(hands) is None
                assert all(hands.shows(hands.app.words.guidance(title.title)) for title in each.titles)
                assert hands.app.words.say(Ui.KEY_BACK) in hands.rows()[-1]
                whole(hands)
                await hands.press("escape")
                assert hands.shows(hands.app.words.say(Ui.HOME_TITLE))


async def test_arrows_lead_to_an_act_as_well(tmp_path: Path) -> None:
    """They point, Enter opens a group and begins an act; a number half typed gives way to them."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("down", "down", "down", "enter", "down", "down", "enter")
        assert act(hands) == GROUPS[1].titles[1].id == "close"
        await hands.press("f12", "enter", "2", "1", "down", "down", "down", "down")
        assert (hands.line.value, pointed(hands)) == ("2", GROUPS[1].titles[-1].id)
        await hands.press("backspace")
        assert hands.shows(hands.app.words.say(Ui.HOME_TITLE))
        await hands.press("pagedown", "enter")
        assert hands.shows(hands.app.words.say(WORDS[GROUPS[-2].group]))
        await hands.press("escape", "0", "enter")
        assert isinstance(hands.app.screen, TriageScreen)


@pytest.mark.parametrize("gap", [0.0, 0.005, 0.03])
async def test_what_was_not_painted_is_not_begun(tmp_path: Path, gap: float) -> None:
    """Two digits and Enter, faster than any hand, begin nothing; the act is pointed at, and one Enter begins it."""
    async with Desk(tmp_path).run() as hands:
        for each in ("2", "3"):
            hands.send(each, after=gap)
        hands.send("enter", after=0.0)  # before the machine could paint what the digits lead to
        await hands.settle()
        assert isinstance(hands.app.screen, HomeScreen)
        assert (hands.line.value, pointed(hands)) == ("23", "erase_archive")
        await hands.press("enter")
        assert act(hands) == "erase_archive"


async def test_a_hand_that_knows_the_number_waits_for_nothing(tmp_path: Path) -> None:
    """Digits and Enter a tenth of a second apart, each painted before the next, begin the act that they name."""
    async with Desk(tmp_path).run() as hands:
        for each in ("4", "2", "enter"):
            hands.send(each, after=0.1)
            await hands.settle()
        assert act(hands) == "unblock"


async def test_enter_that_is_held_opens_a_group_and_no_act(tmp_path: Path) -> None:
    """However long it is held: in a group that was just opened nothing is pointed at."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("down", "down")
        hands.send("enter")
        for _ in range(12):
            hands.send("enter", after=0.09)
        await hands.settle()
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.say(WORDS[GROUPS[0].group]))
        hands.send("enter")
        await hands.settle()
        assert hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN))


@pytest.mark.parametrize("scanned", [False, True])
async def test_a_reference_that_begins_with_digits_of_an_act(tmp_path: Path, scanned: bool) -> None:
    """Typed or scanned, it opens what it names, though its first signs are the number of an act."""
    draws = iter([bytes([0x10, 0x40, 0, 0, 0])])
    desk = Desk(tmp_path)
    usual = desk.random
    desk.random = lambda count: next(draws, usual(count)) if count == 5 else usual(count)
    async with desk.run() as hands:
        reference, _ = await recorded(hands)
        assert aim(GROUPS, reference[:2]) == Aim(1, 0)
        if scanned:
            await hands.burst(reference)
        else:
            await hands.type(reference)
            await hands.press("enter")
        assert isinstance(hands.app.screen, FollowScreen)
        await hands.press("escape")
        assert hands.line.value == ""
        assert hands.shows(hands.app.words.say(Ui.HOME_TITLE))


async def test_a_number_that_is_not_there_leaves_the_group_open(tmp_path: Path) -> None:
    """It is said, the digit that led to the group stays, and the next one counts."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "9", "enter")
        assert hands.shows(hands.app.words.say(Ui.HOME_NOT_UNDERSTOOD))
        assert hands.line.value == "2"
        await hands.press("2", "enter")
        assert act(hands) == "close"


async def test_discreet_mode_names_no_act_and_every_act_can_be_found(tmp_path: Path) -> None:
    """The groups, which say nothing of anybody, keep their words; acts and the open group have numbers alone."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("2", "2", "f4")
        assert (hands.line.value, pointed(hands)) == ("22", "close")
        assert hands.shows(hands.app.words.say(Ui.HOME_TITLE))
        for title in TITLES:
            assert not hands.shows(title.title.text)
        assert hands.shows(hands.app.words.say(Ui.DISCREET_ACT, number="23"))
        await hands.press("escape")
        assert all(hands.shows(hands.app.words.say(WORDS[each.group])) for each in GROUPS if len(each.titles) > 1)
        await hands.press("2", "2", "enter")
        assert act(hands) == "close"
        assert hands.shows(hands.app.words.say(Ui.DISCREET_ACT, number="22"))


async def test_another_language_keeps_the_open_group(tmp_path: Path) -> None:
    """The list, the number half typed and the cursor stay: the next digit goes on from the first."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("5", "f2", "2", "enter")
        assert hands.app.words.language == "en"
        assert hands.shows(hands.app.words.guidance(GROUPS[4].titles[1].title))
        await hands.press("f1", "escape", "2", "enter")
        assert act(hands) == GROUPS[4].titles[1].id


async def test_an_arrow_at_once_after_a_digit_leads_in_its_group(tmp_path: Path) -> None:
    """Before the list has heard of the digit: what stands in the line and the list say the same."""
    async with Desk(tmp_path).run() as hands:
        assert isinstance(hands.app.screen, HomeScreen)
        hands.line.value = "2"
        hands.app.screen.action_move(1)
        await hands.settle()
        assert (hands.line.value, pointed(hands)) == ("2", GROUPS[1].titles[0].id)


@pytest.mark.parametrize("row", [0, 2])
async def test_the_words_explained_keep_what_is_pointed_at(tmp_path: Path, row: int) -> None:
    """An act that the arrows led to, and the row that asks where to begin, are pointed at and explained as before."""
    async with Desk(tmp_path).run() as hands:
        await hands.press(*(["2"] if row else []), *["down"] * (row + 1))
        await hands.pilot.pause(2 * TELL_AFTER)
        before, name = hands.text(), pointed(hands)
        await hands.press("f3")
        assert hands.text() != before
        await hands.press("escape")
        await hands.pilot.pause(2 * TELL_AFTER)
        assert (pointed(hands), hands.text()) == (name, before)
        await hands.press("f2", "2", "enter")
        assert hands.app.words.language == "en"
        assert pointed(hands) == name
        await hands.press("f3", "f2", "1", "enter", "escape")
        assert hands.app.words.language == "fr"
        assert pointed(hands) == name


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("training", [True, False])
async def test_the_keys_of_every_screen_fit_one_row(tmp_path: Path, language: str, training: bool) -> None:
    """Each has a bar of one row that cuts no word; every other key of the screen is told by the help, and F1 is."""
    async with Desk(tmp_path, language=language, training=training).run() as hands:
        if not training:
            await hands.paste(PASSPHRASE)
            await hands.press("enter")
        for screen in _subclasses(KioskScreen):
            words = [" ".join(key) for key in hands.app.words.keys(screen.keys)]
            assert cell_len(" ".join(words)) <= SIZE[0], (screen, words)
        await hands.go("close", OFFICE, until="who")
        whole(hands)
        assert hands.app.screen.query_one(KeyBar).size.height == 1
        await hands.press("f1")
        for key in (*VisitScreen.keys, *VisitScreen.more):
            assert all(hands.shows(words) for _, words in hands.app.words.told_keys((key,))), key


def _subclasses(one: type[KioskScreen]) -> list[type[KioskScreen]]:
    return [each for direct in one.__subclasses__() for each in (direct, *_subclasses(direct))]
