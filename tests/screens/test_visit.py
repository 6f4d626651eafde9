"""A visit at the screen: the person decides, nothing is lost on the way back, nothing stays at the end."""

from __future__ import annotations

import gc
import sys
from asyncio import TimerHandle
from pathlib import Path
from types import FrameType, ModuleType

import pytest

from kiosk.core.blocks import Line
from kiosk.core.consent import Choice
from kiosk.core.documents import Sort
from kiosk.core.errors import StoreFailed, StoreFull, StoreReadOnly
from kiosk.core.procedure import CHANNEL, FieldType, Kind
from kiosk.flows.revise import correctable
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.consent import ConsentView
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui
from tests.office.made import TYPED
from tests.screens.desk import CHILD, OFFICE, UNDERSTOOD, Desk, Hands, squeezed
from tests.screens.looks import whole

PLANTED = ["nieL-éoZ", "euqsetnahcnE", "5432198760"]
"""What is typed, written backwards: the test itself must not be where a name is found."""


def planted(number: int) -> str:
    """Give what is typed."""
    return PLANTED[number][::-1]


@pytest.mark.parametrize("name", ["activate", "close", "mask"])
async def test_nothing_is_chosen_beforehand(tmp_path: Path, name: str) -> None:
    """On every choice and consent nothing is pointed at, Enter says so and goes nowhere, and a digit only points."""
    asked = 0
    async with Desk(tmp_path).run() as hands:
        await hands.begin(name)
        while isinstance(hands.app.screen, VisitScreen):
            step = hands.visit.step
            if step.kind in (Kind.CHOOSE, Kind.CHANNEL, Kind.CONSENT):
                asked += 1
                await _nothing_chosen(hands)
                if step.kind is Kind.CONSENT:
                    await hands.press(UNDERSTOOD, "enter")
                    await _nothing_chosen(hands)
                    await hands.press("1", "enter")
                    continue
            await hands.answer(CHILD)
        assert isinstance(hands.app.screen, ReceiptScreen)
    assert asked > 9


async def _nothing_chosen(hands: Hands) -> None:
    at, choices = hands.at, hands.app.screen.query_one(Choices)
    assert choices.pointed is None
    assert not any(row.lstrip().startswith(">") for row in hands.rows())
    await hands.press("enter")
    assert hands.at == at
    assert hands.app.screen.query_one(Choices) is choices
    assert hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN))
    for digit in range(1, choices.option_count + 1):
        await hands.press(str(digit))
        assert choices.highlighted == digit - 1
        assert any(row.lstrip().startswith(f"> {digit} ") for row in hands.rows())
    assert not hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN))
    choices.highlighted = None
    await hands.settle()
    assert hands.at == at


@pytest.mark.parametrize("at", ["consent", "handover"])
async def test_a_no_leaves_nothing(tmp_path: Path, at: str) -> None:
    """Saying no takes as many keys as saying yes, keeps nothing, says that it is her right, and goes on for her."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until=at)
        await hands.press(UNDERSTOOD, "enter", "2", "enter")
        assert hands.desk.entries() == []
        assert not hands.visit.is_open
        words = Ui.REFUSED if at == "consent" else Ui.REFUSED_HANDOVER
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert hands.shows(hands.app.words.say(words))
        await hands.press("2", "enter")
        assert isinstance(hands.app.screen, NeutralScreen)
        assert hands.shows(hands.app.words.say(PersonUi.THANKS))
        assert hands.app.usher.visit is None


async def test_leaving_asks_and_leaves_nothing(tmp_path: Path) -> None:
    """F10 asks; no comes back with every answer; yes erases all, thanks the person, and nothing was recorded."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="speaking")
        await hands.type("moitié")
        before = hands.visit.answers
        await hands.press("f10")
        assert hands.shows(hands.app.words.say(Ui.LEAVE_TITLE))
        await hands.press("enter")
        assert isinstance(hands.app.screen, ConfirmScreen)
        await hands.press("1", "enter")
        assert (hands.at, hands.line.value, hands.visit.answers) == ("speaking", "moitié", before)
        await hands.press("f10", "escape")
        assert hands.at == "speaking"
        await hands.press("f10", "2", "enter")
        assert isinstance(hands.app.screen, NeutralScreen)
        assert hands.shows(hands.app.words.say(PersonUi.THANKS))
        assert hands.app.usher.visit is None
        assert hands.desk.entries() == []
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)


async def test_escape_goes_back_to_the_first_step_and_every_answer_is_still_there(tmp_path: Path) -> None:
    """Back through the whole path and forth again with Enter alone, nothing has to be answered anew."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="message")
        before = hands.visit.answers
        while hands.at != "ease":
            await hands.press("escape")
        await hands.press("escape")
        assert isinstance(hands.app.screen, ConfirmScreen)
        await hands.press("1", "enter")
        for _ in range(60):
            if hands.at != "message":
                await hands.press("enter")
        assert hands.at == "message"
        assert hands.visit.answers == before


async def to_correct(hands: Hands, step: str) -> None:
    """Choose, where all answers are read over, the one that is to be corrected."""
    await hands.press("escape")
    assert isinstance(hands.app.screen, ConfirmScreen)
    at = [each.id for each in correctable(hands.visit)].index(step) + 1
    await hands.press(*str(at), "enter")
    assert hands.at == step


async def test_one_answer_is_corrected_at_once(tmp_path: Path) -> None:
    """Escape where all is read over asks which answer; its question is the next page, and after it all is read over."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="check")
        before = hands.visit.answers
        await hands.press("escape", "escape")
        assert hands.at == "check", "Escape closes the box"
        await to_correct(hands, "who")
        hands.line.value = ""
        await hands.paste("Awa Diop")
        await hands.press("enter", "enter")
        assert hands.at == "check"
        assert hands.visit.answers == {**before, "name": "Awa Diop"}
        await hands.on(OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)


async def test_what_a_corrected_answer_changes_is_told_before_all_is_read_over(tmp_path: Path) -> None:
    """A question that is new is asked, what is told is told again, and no consent is given to what nobody heard."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="check")
        await to_correct(hands, "whom")
        met: list[str] = []
        while hands.at != "check":
            met.append(hands.at)
            await hands.answer(CHILD)
        assert {"other_parent", "teen", "effects", "sides", "channel", "child_who"} <= set(met)
        assert "who" not in met, "her name is known"
        await hands.on(CHILD)
        assert isinstance(hands.app.screen, ReceiptScreen)


async def test_what_she_named_is_read_again_where_she_agrees(tmp_path: Path) -> None:
    """The documents stand in the consent, in discreet mode too; they are in no words that are kept or spoken."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("mask", {**OFFICE, "what": "documents"}, until="consent")
        for _ in range(2):
            for each in (hands.app.words.say(Sort.RESULTS), "31/12/2025", "Dr Martin", "Bilan"):
                assert hands.shows(each), each
            await hands.press("f4")
        view = hands.app.screen.query_one(ConsentView)
        spoken = " ".join(each.text for each in hands.app.screen.page_aloud())  # type: ignore[attr-defined]
        for kept in (view.wording.text, view.wording.french, spoken):
            assert "Martin" not in kept
            assert "Bilan" not in kept


async def test_half_typed_words_survive_going_back_and_another_language(tmp_path: Path) -> None:
    """What stands in a line and was not confirmed is there again after Escape and after F2, and the last word wins."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.type("Zo")
        await hands.press("escape", "enter")
        assert (hands.at, hands.line.value) == ("who", "Zo")
        await hands.press("f2", *_language(hands, "en"), "enter")
        assert (hands.at, hands.app.words.language, hands.line.value) == ("who", "en", "Zo")
        hands.line.value = ""
        await hands.type("Zelda")
        await hands.press("enter")
        await hands.press("enter")
        assert hands.at == "speaking"
        await hands.press("escape")
        assert hands.line.value == "Zelda"


def _language(hands: Hands, code: str) -> list[str]:
    codes = [each.code for each in hands.app.words._catalogues.languages()]
    return [str(codes.index(code) + 1)]


@pytest.mark.parametrize("keys", [["f3", "escape"], ["f5", "escape"], ["f4", "f4"], ["f1", "escape"], ["f8", "f8"]])
async def test_an_answer_pointed_at_stays_so_whatever_is_read_meanwhile(tmp_path: Path, keys: list[str]) -> None:
    """An answer that Enter has not confirmed yet: words, sheet, help and what hides leave it, and all else."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("2")
        before = hands.text()
        await hands.press(keys[0])
        assert hands.text() != before
        await hands.press(*keys[1:])
        assert (hands.text(), hands.app.screen.query_one(Choices).highlighted) == (before, 1)


async def test_an_answer_pointed_at_stays_so_in_another_language(tmp_path: Path) -> None:
    """Also where the page stands in the staff's language meanwhile."""
    async with Desk(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("2", "f2", *_language(hands, "en"), "enter")
        assert hands.app.words.language == "en"
        assert hands.app.screen.query_one(Choices).highlighted == 1
        await hands.press("f6")
        assert hands.app.screen.query_one(Choices).highlighted == 1


@pytest.mark.parametrize("keys", [["f5", "escape"], ["f4", "f4"]])
async def test_how_she_understood_is_not_asked_twice(tmp_path: Path, keys: list[str]) -> None:
    """The sheet, read at her consent, and the discreet mode leave the question where it was."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="consent")
        await hands.press(UNDERSTOOD, "enter")
        before = hands.text()
        assert hands.app.screen.query_one(Choices).id == "choice"
        await hands.press(*keys)
        assert hands.text() == before


@pytest.mark.slow
async def test_the_language_can_change_at_every_step(tmp_path: Path) -> None:
    """At each step F2 shows the same step in another language, with the same answers, whole; and back."""
    seen = []
    async with Desk(tmp_path).run() as hands:
        await hands.begin("mask")
        while isinstance(hands.app.screen, VisitScreen):
            at, before, french = hands.at, hands.visit.answers, hands.text()
            for code in ("en", "en_XA", "fr"):
                await hands.press("f2", *_language(hands, code), "enter")
                assert (hands.at, hands.visit.answers, hands.visit.language) == (at, before, code)
                whole(hands)
                assert (hands.text() == french) is (code == "fr") or "Heure" in french
            seen.append(at)
            await hands.answer(OFFICE)
        assert isinstance(hands.app.screen, ReceiptScreen)
        await hands.press("f2", *_language(hands, "en"), "enter")
        assert hands.shows(hands.app.words.say(Ui.RECEIPT_TITLE))
        whole(hands)
    assert {"whom", "effects", "sides", CHANNEL, "who", "check", "consent", "handover"} <= set(seen)


async def test_a_translation_that_nobody_reviewed_is_no_consent(tmp_path: Path) -> None:
    """In an unreviewed language, English too, its words are French, and a notice says to use an interpreter."""
    async with Desk(tmp_path, language="en_XA").run() as hands:
        await hands.go("close", {"channel": "self"}, until="consent")
        view = hands.app.screen.query_one(ConsentView)
        assert view.wording.language == "fr"
        assert hands.shows("Je demande à fermer mon espace santé.")
        assert hands.shows(hands.app.words.say(Ui.CONSENT_LANGUAGE))
        await hands.press("f2", *_language(hands, "en"), "enter")
        view = hands.app.screen.query_one(ConsentView)
        assert view.wording.language == "fr"
        assert hands.shows(hands.app.words.say(Ui.CONSENT_LANGUAGE))
        await hands.press("f2", *_language(hands, "fr"), "enter")
        assert not hands.shows(hands.app.words.say(Ui.CONSENT_LANGUAGE))


async def test_a_page_that_nobody_reviewed_says_so(tmp_path: Path) -> None:
    """A page in words that nobody reviewed says so in hers and in French, at a consent, too; in French not."""
    async with Desk(tmp_path, language="en_XA").run() as hands:
        say = hands.app.words._catalogues.say
        await hands.begin("close")
        for until in ("effects", "sides"):
            await hands.on({"channel": "self"}, until=until)
            assert hands.shows(say(Line.DRAFTED, "en_XA"))
            assert hands.shows(say(Line.DRAFTED, "fr"))
            whole(hands)
            for code in ("fr", "en", "en_XA"):
                await hands.press("f2", *_language(hands, code), "enter")
                assert hands.shows(say(Line.DRAFTED, "fr")) is (code != "fr")
        await hands.on({"channel": "self"}, until="consent")
        assert hands.shows(say(Line.DRAFTED, "fr"))


async def test_a_page_that_nobody_reviewed_can_be_french(tmp_path: Path) -> None:
    """Where an association wants no drafts, the page has French words, and no mark."""
    words = Catalogues(pseudo=True, drafted=False)
    async with Desk(tmp_path, language="en_XA", words=words).run() as hands:
        await hands.go("close", {"channel": "self"}, until="effects")
        step = hands.visit.step
        assert hands.shows(words.guidance(step.title, "fr"))
        assert not hands.shows(words.say(Line.DRAFTED, "fr"))


async def test_another_act_for_the_same_person(tmp_path: Path) -> None:
    """After a receipt another act begins in her language and asks nothing twice of herself; each has its own entry.

    What is taken over is named, can be looked at on the way back, and goes with her; whom the act is for is asked.
    """
    async with Desk(tmp_path).run() as hands:
        await hands.press("f2", *_language(hands, "en"), "enter")
        await hands.go("close", CHILD)
        await hands.leave_receipt("1")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.app.words.language == "en"
        assert hands.shows(hands.app.words.say(Ui.HOME_SAME_PERSON))
        await hands.begin("close")
        assert "whom" not in hands.visit.answers
        asked, seen = [], ""

        def look(hands: Hands) -> None:
            nonlocal seen
            asked.append(hands.at)
            seen += squeezed(hands.text())

        await hands.on(OFFICE, until="check", look=look)
        assert not {"who", "speaking", "contact", "reach", "message", "means", "card", "ease"} & set(asked)
        assert {"whom", "channel"} <= set(asked)
        assert squeezed("repris ici : Vous") in seen + squeezed(hands.text())
        assert hands.visit.answers["phone"] == TYPED[FieldType.PHONE]
        await to_correct(hands, "who")
        hands.line.value = ""
        await hands.paste("Rosa Neuve")
        await hands.press("enter", "enter")
        await hands.on(OFFICE, until="check")
        assert hands.shows("Rosa Neuve")
        assert hands.visit.answers["phone"] == TYPED[FieldType.PHONE]
        await hands.on(OFFICE)
        await hands.leave_receipt("2")
        await hands.press("enter")
        await hands.begin("close")
        assert hands.visit.answers == {}
        await hands.on(OFFICE, until="who")
        assert hands.line.value == ""
        assert hands.app.words.language == "fr"
        assert len({entry.reference for entry in hands.desk.entries()}) == 2


@pytest.mark.parametrize("failure", [StoreFull, StoreReadOnly, StoreFailed])
async def test_a_disk_that_refuses_loses_nothing(tmp_path: Path, failure: type[StoreFull]) -> None:
    """When the disk refuses at the moment of consent, she is told that nothing was recorded; choosing again works."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="handover")
        before = hands.visit.answers
        assert hands.desk.store
        hands.desk.store.failing = failure()
        await hands.press(UNDERSTOOD, "enter", "1", "enter")
        assert (hands.at, hands.visit.answers) == ("handover", before)
        assert hands.shows(hands.app.words.say(Ui.NOT_RECORDED, why=hands.app.words.error(failure())))
        whole(hands)
        assert hands.desk.entries() == []
        hands.desk.store.failing = None
        await hands.press("1", "enter")
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert len(hands.desk.entries()) == 1


async def test_two_enters_record_one_act(tmp_path: Path) -> None:
    """A key pressed twice in a hurry at the yes records one act and skips no page of its receipt."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="handover")
        await hands.press(UNDERSTOOD, "enter", str(list(Choice).index(Choice.YES) + 1))
        hands.send("enter")
        hands.send("enter")
        await hands.settle()
        assert len(hands.desk.entries()) == 1
        assert isinstance(hands.app.screen, ReceiptScreen)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["receipt", "refusal", "leaving"])
async def test_nothing_of_a_person_is_left_in_memory(tmp_path: Path, end: str) -> None:
    """After a visit no name or number that was typed can be reached from the app, nor stands in anything it shows."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE, until="who")
        await hands.type(planted(0))
        await hands.press("enter", "enter")
        await hands.type(planted(1))
        await hands.press("enter")
        await hands.on(OFFICE, until="reach")
        await hands.type(planted(2))
        await hands.press("enter", "enter", "enter", "enter")  # the number is read back
        await hands.on(OFFICE, until="check")
        assert hands.shows(planted(0))
        assert found(hands.app), "the search must be able to find what is there"
        if end == "leaving":
            await hands.press("f10", "2", "enter")
        elif end == "refusal":
            await hands.on(OFFICE, until="consent")
            await hands.press(UNDERSTOOD, "enter", "2", "enter", "2", "enter")
        else:
            await hands.on(OFFICE)
            await hands.leave_receipt()
        assert isinstance(hands.app.screen, NeutralScreen)
        gc.collect()
        assert found(hands.app) == []
        await hands.press("enter")
        assert not any(planted(number) in hands.text() for number in range(3))


def found(root: object) -> list[str]:
    """Give where a planted word is reachable from an object: the types on the way."""
    skip = {id(vars(each)) for each in (*gc.get_objects(), *sys.modules.values()) if isinstance(each, ModuleType)}
    waiting: list[tuple[object, tuple[str, ...]]] = [(root, ())]
    known: set[int] = set(skip)
    hits = []
    while waiting:
        each, way = waiting.pop()
        if id(each) in known or isinstance(each, ModuleType | FrameType | pytest.Item):
            continue  # what other tests type is theirs
        known.add(id(each))
        if isinstance(each, TimerHandle) and each.cancelled():
            continue  # the pilot's own time limits, which the loop drops later
        if any(_holds(each, backwards) for backwards in PLANTED):
            hits.append(" > ".join(way[-8:]))
        waiting += [(one, (*way, type(each).__name__)) for one in gc.get_referents(each)]
    return hits


def _holds(each: object, backwards: str) -> bool:
    word = backwards[::-1]
    if isinstance(each, str):
        return word in each
    return isinstance(each, bytes | bytearray) and word.encode() in each
