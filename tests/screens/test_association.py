"""What an association asks of the screens: counts that nobody has to answer, the slip of the day, exercises."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.core.blocks import Title
from kiosk.core.exercise import Case, Solution
from kiosk.core.outbox import State
from kiosk.core.procedure import Answer
from kiosk.core.reference import spell
from kiosk.core.tally import UNSAID, Count, Outcome, Topic, Wanted
from kiosk.core.word import NotKept
from kiosk.desk.paper import paper_of
from kiosk.desk.training import case_printer, staged
from kiosk.flows.unlock import Session
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.queue import QueueScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.survey import SurveyScreen
from kiosk.screens.visit import VisitScreen
from kiosk.words.ui import Ui, sentence
from tests.screens.desk import PASSPHRASE, Desk, Hands

ASKED = Wanted(frozenset({Topic.AGE, Topic.RETURN, Topic.ORIENTATION}))
CALL: dict[str, Answer] = {"whom": "self", "channel": "call_now"}


class Counting(Desk):
    """A desk whose association wants to know more, and that can play exercises."""

    wanted = ASKED

    def open(self, passphrase: str) -> Session:
        """Open it; in training, what is given names an exercise."""
        session = super().open(passphrase)
        session = replace(session, tools=replace(session.tools, wanted=self.wanted))
        case = passphrase if self.training else ""
        if printer := case_printer(case):
            session = replace(session, paper=paper_of(printer))
        return staged(session, case)

    def counted(self, hands: Hands) -> Counter[Count]:
        """Give what was counted and what waits to be written."""
        session = hands.app.session
        session.store.count(session.tally.take())
        return Counter(session.store.counts())


async def to_survey(hands: Hands) -> None:
    await hands.go("close", CALL)
    assert isinstance(hands.app.screen, ReceiptScreen)
    await hands.leave_receipt()


async def test_answers_are_counted_and_nothing_is_chosen(tmp_path: Path) -> None:
    """One box asks one thing after the other; Enter alone answers nothing; each answer is one count, joined to none."""
    desk = Counting(tmp_path)
    async with desk.run() as hands:
        await to_survey(hands)
        assert isinstance(hands.app.screen, SurveyScreen)
        await hands.press("enter")
        assert hands.shows(sentence(Ui.SURVEY_TEXT).partition("\n")[0])
        await hands.press("4", "enter", "1", "enter", "7", "enter")
        assert isinstance(hands.app.screen, NeutralScreen)
        assert hands.app.usher.visit is None
        counts = desk.counted(hands)
        assert counts[Count("2026-11", "25_39", Topic.AGE)] == 1
        assert counts[Count("2026-11", "first", Topic.RETURN)] == 1
        assert counts[Count("2026-11", UNSAID, Topic.ORIENTATION)] == 1
        assert counts[Count("2026-11", UNSAID, Topic.VISIT)] == 1
        assert counts[Count("2026-11", "close", Topic.PROCEDURE)] == 1
        assert counts[Count("2026-11", Outcome.CALL_DONE)] == 1
        assert set(counts.values()) == {1}


async def test_not_answering_is_one_key(tmp_path: Path) -> None:
    """Escape ends the questions at once; the person is counted, and nothing about her."""
    desk = Counting(tmp_path)
    async with desk.run() as hands:
        await to_survey(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, NeutralScreen)
        counts = desk.counted(hands)
        assert {count.value for count in counts if count.topic in ASKED.asked} == {UNSAID}


async def test_a_key_that_repeats_answers_one_question(tmp_path: Path) -> None:
    """Enter pressed three times at once confirms one answer and leaves the next question as it is."""
    desk = Counting(tmp_path)
    async with desk.run() as hands:
        await to_survey(hands)
        await hands.press("4")
        for _ in range(3):
            hands.send("enter", after=0.2)
        await hands.settle()
        assert isinstance(hands.app.screen, SurveyScreen)
        assert hands.app.screen.told == {Topic.AGE: "25_39"}


async def test_who_leaves_is_not_asked(tmp_path: Path) -> None:
    """A person who stops on her way is asked nothing."""
    async with Counting(tmp_path).run() as hands:
        await hands.begin("close")
        await hands.press("f10", "2", "enter")
        assert isinstance(hands.app.screen, NeutralScreen)


async def test_nothing_is_asked_unless_it_is_switched_on(tmp_path: Path) -> None:
    """Without a setting the visit ends as it always did."""
    async with Desk(tmp_path).run() as hands:
        await to_survey(hands)
        assert isinstance(hands.app.screen, NeutralScreen)


@pytest.mark.parametrize("on_screen", [True, False])
async def test_the_slip_of_the_day(tmp_path: Path, on_screen: bool) -> None:
    """From the queue one key shows or prints the references, and no word of what the acts are."""
    desk = Counting(tmp_path, on_screen=on_screen)
    async with desk.run() as hands:
        await hands.app.reopen(Case.DEADLINE)
        await hands.settle()
        await hands.press("1", "enter", "f6")
        assert isinstance(hands.app.screen, QueueScreen)
        await hands.press("f4")
        assert isinstance(hands.app.screen, ReceiptScreen)
        if on_screen:
            assert hands.shows(sentence(Ui.DAY_LOOK).format(number=1))
            assert hands.shows(sentence(Ui.DAY_WAITING).format(number=3))
        else:
            await hands.press("1", "enter")
            receipt = desk.printed[0][0]
            text = str(receipt)
            assert all(spell(entry.reference) in text for entry in desk.entries())
            assert not any(title.title.text in text for title in hands.app.session.library.titles())
            assert [block.pieces[0].text for block in receipt.blocks if isinstance(block, Title)] == [
                sentence(Ui.TRAINING),
                sentence(Ui.DAY_TITLE),
            ]
        await hands.press("escape")
        assert isinstance(hands.app.screen, QueueScreen)


@pytest.mark.parametrize("case", Case)
async def test_an_exercise_is_chosen_at_home(tmp_path: Path, case: Case) -> None:
    """F4 in training offers the exercises; the story is told, then the worker stands where it becomes difficult."""
    desk = Counting(tmp_path)
    async with desk.run() as hands:
        await hands.press("f5", str(list(Case).index(case) + 1), "enter")
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert hands.shows(hands.app.words.say(case))
        await hands.press("1", "enter")
        match case:
            case Case.PARENTS:
                assert hands.at == "other_parent"
                await hands.press("3", "enter", "enter")
                assert not desk.entries()
            case Case.REFUSAL | Case.PAPER:
                assert hands.at == "consent"
            case Case.DEADLINE:
                assert isinstance(hands.app.screen, HomeScreen)
                assert len(desk.entries()) == 4
            case Case.HUB:
                assert any(entry.state is State.QUARANTINED for entry in desk.entries())


async def test_an_exercise_has_its_solution(tmp_path: Path) -> None:
    """The story says where it is, and at home it says what to look at and what a responsible person can do."""
    async with Counting(tmp_path).run() as hands:
        await hands.press("f5")
        assert not hands.shows(hands.app.words.say(Ui.CASES_SOLUTION))  # of none
        await hands.press(str(list(Case).index(Case.HUB) + 1), "enter")
        assert hands.shows(hands.app.words.say(Ui.CASES_HINT))
        await hands.press("1", "enter", "f6", "down", "enter")
        assert hands.shows(hands.app.words.say(NotKept.CONFLICT).split(".")[0])  # the reason, as a real hub gives it
        await hands.press("escape", "escape", "f5", str(len(Case) + 2), "enter")
        for part in hands.app.words.say(Solution.HUB).split(". "):
            assert hands.shows(part.strip("."))
        await hands.press("1", "enter")
        assert isinstance(hands.app.screen, HomeScreen)


async def test_no_paper_then_some(tmp_path: Path) -> None:
    """In the exercise without paper the act exists, the cause is said, and the second print comes out."""
    desk = Counting(tmp_path)
    async with desk.run() as hands:
        await hands.app.reopen(Case.PAPER)
        await hands.settle()
        await hands.press("1", "enter")
        await hands.on({})
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert len(desk.entries()) == 1
        await hands.press("1", "enter")
        assert hands.shows("Il n’y a plus de papier.")
        await hands.press("1", "enter")
        assert hands.shows(sentence(Ui.RECEIPT_IN_HAND))


async def test_a_real_desk_has_no_exercises(tmp_path: Path) -> None:
    """Outside training F5 does nothing, and the bar does not name it."""
    async with Counting(tmp_path, training=False).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert sentence(Ui.KEY_CASES) not in hands.text()
        await hands.press("f5")
        assert isinstance(hands.app.screen, HomeScreen)
        assert not isinstance(hands.app.screen, VisitScreen)
