"""From one act to the next: the triage, a call and its outcome, another child, what remains possible, words."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from kiosk.core.blocks import Line
from kiosk.core.carry import HERS
from kiosk.core.consent import Understanding
from kiosk.core.documents import OnPaper
from kiosk.core.procedure import Answer, Unsaid, shown, shown_options
from kiosk.core.tally import Outcome, Topic
from kiosk.core.title import Cover, Label
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.screens.home import HomeScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.triage import TriageScreen
from kiosk.screens.words import WordsScreen
from kiosk.words.catalogues import PSEUDO
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui
from tests.screens.desk import Desk, Hands, squeezed

CALL: dict[str, Answer] = {"whom": "self", "channel": "call_now", "erase": "no"}
CHILD: dict[str, Answer] = {**CALL, "whom": "child", "other_parent": "agree", "teen": "young"}


def counted(hands: Hands) -> Counter[Outcome]:
    """Give how many of each outcome were counted in this session."""
    waiting = hands.app.session.tally._waiting.elements()
    return Counter(Outcome(count.value) for count in waiting if count.topic is Topic.OUTCOME)


async def test_the_triage_proposes_says_why_and_asks_nothing_twice(tmp_path: Path) -> None:
    """From home by 0: the questions, the proposal, and the procedure begins after what was said already."""
    async with Desk(tmp_path).run() as hands:
        today = hands.app.today()
        await hands.press("0", "enter")
        assert isinstance(hands.app.screen, TriageScreen)
        assert hands.at == "ease"
        assert not hands.shows(hands.app.words.say(Ui.LISTEN_HINT))
        await hands.on(
            {"ease": "aloud", "whom": "self", "want": "without", "letter_came": "recent"},
            until="letter_when",
        )
        await hands.paste(f"{today:%d/%m/%Y}")
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.TRIAGE_BEGIN))
        assert hands.shows("encore temps de refuser la création")
        await hands.press("1", "enter")
        assert hands.visit.procedure.id == "oppose"
        assert hands.visit.answers["letter_date"] == today.isoformat()
        assert hands.at not in ("ease", "whom", "letter")
        assert hands.visit.answers["ease"] == "aloud"
        while hands.visit.back():
            pass
        assert hands.at == "ease"


async def test_where_she_has_words_of_her_own_the_worker_is_told_to_listen(tmp_path: Path) -> None:
    """The hint stands at a question that she answers in her own words, and at no other."""
    async with Desk(tmp_path).run() as hands:
        hint = hands.app.words.say(Ui.LISTEN_HINT)
        await hands.go("close", CALL, until="ease")
        assert not hands.shows(hint)
        await hands.on(CALL, until="whom")
        assert hands.shows(hint)


async def test_nobody_is_held_to_the_triage(tmp_path: Path) -> None:
    """Who knows nothing is answered, may choose another procedure, and nothing of it stays."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("0", "enter")
        step = None
        while isinstance(hands.app.screen, TriageScreen) and hands.at != step:
            step = hands.at
            said = {"ease": "nothing", "whom": "self"}.get(step, Unsaid.UNKNOWN)
            await hands.answer(dict.fromkeys(hands.visit.step.answers, said))
        assert hands.shows(hands.app.words.say(Ui.TRIAGE_HOME))
        await hands.press("2", "enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert not hands.visit.is_open


async def test_a_call_is_made_and_its_outcome_counted(tmp_path: Path) -> None:
    """The call sheet says whether somebody answers; then one is asked how it ended: one count, without a name."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", CALL)
        assert isinstance(hands.app.screen, ReceiptScreen)
        assert hands.shows("3422 est ouvert") or hands.shows("3422 est fermé") or hands.shows("3422 ferme")
        while not hands.shows(hands.app.words.say(Ui.CALL_TITLE)):
            await hands.press("enter")
        await hands.press("3", "enter")
        assert counted(hands)[Outcome.CALL_AGAIN] == 1
        assert hands.shows(hands.app.words.say(Ui.SHEET_AGAIN))
        while not hands.shows(hands.app.words.say(Ui.AFTER_ANOTHER)):
            await hands.press("enter")
        assert not hands.shows(hands.app.words.say(Ui.AFTER_CHILD))


@pytest.mark.parametrize("answer", ["1", "2", "3", "4"])
async def test_a_call_that_must_be_made_again_leaves_a_slip(tmp_path: Path, answer: str) -> None:
    """When 3422 can be called and what to say, on paper or to be copied, about nobody; any other end leaves none."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", CALL)
        while not hands.shows(hands.app.words.say(Ui.CALL_TITLE)):
            await hands.press("enter")
        await hands.press(answer, "enter")
        seen = ""
        while not hands.shows(hands.app.words.say(Ui.AFTER_ANOTHER)):
            seen += " ".join(str(each.render()) for each in hands.app.screen.query(Static))
            await hands.press("enter")
        for words in ("lundi au vendredi", "Je demande la clôture"):
            assert (words in " ".join(seen.split())) is (answer == "3")
        assert "À noter" not in seen


async def test_several_children_in_one_visit(tmp_path: Path) -> None:
    """After a child's act another child is offered, with the reason to do so first.

    Neither whom nor what the parent said of herself is asked again; all about the child is.
    """
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", CHILD)
        while not hands.shows(hands.app.words.say(Ui.CALL_TITLE)):
            await hands.press("enter")
        await hands.press("1", "enter")
        assert hands.shows(hands.app.words.say(Ui.AFTER_CHILD))
        children = hands.app.session.library.open("close").children
        assert children
        assert all(hands.shows(hands.app.words.guidance(each)) for each in children)
        await hands.press("1", "enter")
        assert hands.at == "other_parent"
        assert set(hands.visit.answers) - HERS == {"whom"}
        assert "ease" in hands.visit.answers


async def test_a_window_that_is_closed_says_what_remains(tmp_path: Path) -> None:
    """The day after six weeks, refusing leads to what is still possible, and that begins with what was said."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("oppose", {"whom": "self"}, until="letter")
        today = hands.app.today()
        await hands.paste(f"{date.fromordinal(today.toordinal() - 43):%d/%m/%Y}")
        await hands.press("enter")
        assert hands.visit.answers["window"] == "closed"
        await hands.on({})
        leads = next(step.leads for step in hands.app.session.library.open("oppose").steps if step.id == "too_late")
        assert hands.shows(hands.app.words.say(Ui.AFTER_LEADS))
        await hands.press("1", "enter")
        assert hands.visit.procedure.id == leads[0]
        assert hands.visit.answers["whom"] == "self"
        assert hands.at != "whom"


async def test_a_window_that_ends_soon_is_said_and_the_call_comes_first(tmp_path: Path) -> None:
    """Before she chooses how to go on: the last day, that the office may be late, and the call as the first way."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("oppose", {"whom": "self"}, until="letter")
        today = hands.app.today()
        await hands.paste(f"{date.fromordinal(today.toordinal() - 40):%d/%m/%Y}")
        await hands.press("enter")
        await hands.on({"channel": "office"}, until="channel")
        last = date.fromordinal(today.toordinal() + 2)
        assert hands.shows(hands.app.words.say(PersonUi.WINDOW_LAST_DAY, date=last))
        assert hands.shows(hands.app.words.say(PersonUi.WINDOW_OFFICE_LATE_ON, date=last))
        assert hands.digit("call_now") == "1"
        await hands.on({"channel": "office", "contact": "call"})
        (entry,) = hands.desk.entries()
        assert (entry.deadline, entry.news_by) == (last, today + timedelta(days=1))
        await hands.leave_receipt()
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.HOME_URGENT, date=last))


async def test_a_last_day_on_which_nobody_answers_is_said_at_once(tmp_path: Path) -> None:
    """On a Saturday, the last day being Sunday: no call is left, said after the date and where she chooses.

    Choosing the office says that it may be late, too; with more weeks left, the last day of calls is said.
    """
    async with Desk(tmp_path).run() as hands:
        await hands.go("oppose", {"whom": "self"}, until="letter")
        today = hands.app.today()
        say = hands.app.words.say
        for left, words in (
            (1, say(PersonUi.WINDOW_NO_CALL)),
            (29, say(PersonUi.WINDOW_LAST_CALL, date=date(2026, 12, 18))),
        ):
            last = today + timedelta(days=left)
            hands.line.value = ""
            await hands.paste(f"{last - timedelta(days=42):%d/%m/%Y}")
            await hands.press("enter")
            closed = say(Line.PHONE_CLOSED, date=date(2026, 11, 23))
            told = (say(PersonUi.WINDOW_LAST_DAY, date=last), say(PersonUi.WINDOW_LAST_CLOSED), words, closed)
            assert all(map(hands.shows, told))
            await hands.on({}, until="channel")
            assert all(map(hands.shows, told))
            assert hands.shows(say(PersonUi.CALL_CLOSED, day="23/11"))  # beside the answer that offers a call
            await hands.press(hands.digit("office"))
            assert hands.shows(say(PersonUi.WINDOW_OFFICE_LATE_ON, date=last)) is (left == 1)
            while hands.at != "letter":
                await hands.press("escape")


def ways(hands: Hands) -> list[str]:
    """Give what is said of each way to go on."""
    assert hands.at == "channel"
    options = shown_options(hands.visit.step, hands.visit.answers)
    assert len(options) > 1
    assert all(option.says for option in options)
    return [hands.app.words.guidance(says) for option in options for says in shown(option.says, hands.visit.answers)]


async def test_each_way_is_told_before_one_is_chosen(tmp_path: Path) -> None:
    """Below each way to go on stands what it can and cannot do, while nothing is pointed at."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", CALL, until="channel")
        assert hands.app.screen.query_one(Choices).pointed is None
        assert all(map(hands.shows, ways(hands)))
        assert not hands.app.screen.query_one(Pages).display


async def test_ways_that_have_no_room_are_read_before_one_is_chosen(tmp_path: Path) -> None:
    """Where the ways and what is said of them are longer than the screen: pages first, and a choice waits for them."""
    async with Desk(tmp_path, language=PSEUDO).run() as hands:
        await hands.go("oppose", {"whom": "self"}, until="letter")
        await hands.paste(f"{hands.app.today() - timedelta(days=40):%d/%m/%Y}")
        await hands.press("enter")
        await hands.on({}, until="channel")
        pages = hands.app.screen.query_one(Pages)
        assert pages.display
        assert pages.count > 1
        seen = hands.text()
        await hands.press("1")
        for _ in range(pages.count - 1):
            await hands.press("enter")
            assert hands.at == "channel"
            seen += hands.text()
        assert all(squeezed(each) in squeezed(seen) for each in ways(hands))
        assert hands.app.screen.query_one(Choices).pointed == "call_now"
        await hands.press("enter")
        assert hands.at != "channel"
        assert hands.visit.answers["channel"] == "call_now"


async def test_no_answer_is_not_the_same_as_not_knowing(tmp_path: Path) -> None:
    """Where both may be said of a date, the hint says how, and going back and forth keeps what was said."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("oppose", {"whom": "self"}, until="letter")
        assert hands.shows(hands.app.words.say(Ui.FIELD_DASH_MEANS_NONE))
        for typed, answer in (("-", Unsaid.NONE), ("", Unsaid.UNKNOWN)):
            hands.line.value = typed
            await hands.press("enter")
            assert hands.visit.answers["letter_date"] is answer
            await hands.press("escape")
            assert hands.line.value == typed
            await hands.press("enter")
            assert hands.visit.answers["letter_date"] is answer
            await hands.press("escape")


async def test_a_group_announces_what_has_no_room(tmp_path: Path) -> None:
    """However many acts an association puts in one group: a row says how many stand below."""
    async with Desk(tmp_path).run() as hands:
        words = Label("Essai", "essai")
        await hands.app.push_screen(HomeScreen([Cover(f"own_{n}", n, words, words) for n in range(30)]))
        await hands.settle()
        await hands.press("1")
        below = hands.app.screen.query_one(Choices).below
        assert below
        assert hands.shows(hands.app.words.say(Ui.HOME_MORE, n=below))
        await hands.press("2", "7")
        assert [each.pointed for each in hands.app.screen.query(Choices)] == ["own_26"]


@pytest.mark.parametrize(("erase", "offered"), [("yes", False), ("no", True)])
async def test_a_relative_never_interprets_an_erasure(tmp_path: Path, erase: str, offered: bool) -> None:
    """Where erasing is asked for, "with a relative" is no way to understand; where it is not, it is."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", {**CALL, "erase": erase}, until="consent")
        assert hands.shows(hands.app.words.say(Understanding.RELATIVE)) is offered
        assert hands.shows(hands.app.words.say(Ui.CONSENT_NO_RELATIVE)) is not offered
        if offered:
            await hands.press("4", "enter")
            assert hands.shows(hands.app.words.say(Ui.CONSENT_ALONE))


async def test_documents_are_named_and_stay_with_her(tmp_path: Path) -> None:
    """A document is noted in a few keys; the receipt shows what she chose, the queue shows nothing of it."""
    async with Desk(tmp_path).run() as hands:
        await hands.go(
            "mask", {"whom": "self", "what": "documents", "channel": "office", "contact": "call"}, until="which"
        )
        await hands.press("1", "enter")
        for detail in ("05/01/2026", "Dr Martin", "Bilan secret"):
            await hands.paste(detail)
            await hands.press("enter")
        assert hands.shows("Bilan secret")
        assert len(hands.app.screen_stack[-1]._named) == 1  # type: ignore[attr-defined]
        await hands.press("escape")  # which names what it takes off
        assert not hands.app.screen_stack[-1]._named  # type: ignore[attr-defined]
        await hands.name_document(lambda _: None)
        assert hands.visit.on_paper is OnPaper.NOTHING
        await hands.on({"contact": "call"})
        receipt = hands.app.screen
        assert isinstance(receipt, ReceiptScreen)
        assert "Martin" not in str(receipt._receipt)
        assert [entry.deadline for entry in hands.desk.entries()] == [None]


async def test_words_are_one_key_away(tmp_path: Path) -> None:
    """F3 explains words, those of the step first, and comes back to the step with nothing lost."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", CALL, until="limits")
        await hands.press("f3")
        screen = hands.app.screen
        assert isinstance(screen, WordsScreen)
        assert "soignant" in " ".join(screen._terms[0].forms) or hands.shows("* ")
        await hands.press("down", "escape")
        assert hands.at == "limits"
        assert hands.visit.answers["whom"] == "self"
