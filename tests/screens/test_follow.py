"""She comes back: her act, taking her consent back, a copy; and the queue that names no act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.core.outbox import State, Withdrawal
from kiosk.core.reference import spell
from kiosk.core.status import Reason
from kiosk.guidance.files import SHIPPED, shipped_number
from kiosk.guidance.shelf import read_procedure
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.follow import FollowScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.qr import QrScreen
from kiosk.screens.queue import QueueScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from tests.screens.codes import recorded
from tests.screens.desk import OFFICE, PASSPHRASE, Desk, squeezed
from tests.screens.looks import whole


async def test_with_her_key_she_withdraws_by_herself(tmp_path: Path) -> None:
    """A scan changes nothing, Escape cancels, and a confirmed choice withdraws the act for good."""
    async with Desk(tmp_path).run() as hands:
        _, code = await recorded(hands)
        await hands.burst(code)
        await hands.press("1", "enter")
        assert isinstance(hands.app.screen, ConfirmScreen)
        whole(hands)
        await hands.press("enter")
        assert isinstance(hands.app.screen, ConfirmScreen)
        await hands.press("escape")
        assert isinstance(hands.app.screen, FollowScreen)
        assert hands.desk.entries()[0].state is State.WAITING
        await hands.press("1", "enter", "1", "enter")
        assert hands.desk.entries()[0].state is State.WAITING
        await hands.press("1", "enter", "2", "enter")
        (entry,) = hands.desk.entries()
        assert (entry.state, entry.withdrawal, entry.envelope) == (State.WITHDRAWN, Withdrawal.BY_KEY, b"")
        assert hands.shows(hands.app.words.say(Ui.WITHDRAWN))
        assert hands.shows(hands.app.words.say(State.WITHDRAWN))
        assert not hands.shows(hands.app.words.say(Ui.STATUS_WITHDRAW_KEY))
        whole(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(hands.app.words.say(Ui.STATUS_QUEUE_EMPTY))


async def test_without_her_key_her_wish_is_noted(tmp_path: Path) -> None:
    """By the reference alone her wish is recorded and asked about once; the office will check it with her."""
    async with Desk(tmp_path).run() as hands:
        reference, _ = await recorded(hands)
        await hands.type(reference)
        await hands.press("enter")
        assert not hands.shows(hands.app.words.say(Ui.STATUS_WITHDRAW_KEY))
        await hands.press("1", "enter", "escape")
        assert hands.desk.entries()[0].withdrawal is None
        await hands.press("1", "enter", "2", "enter")
        (entry,) = hands.desk.entries()
        assert (entry.state, entry.withdrawal) == (State.WAITING, Withdrawal.ORAL)
        assert entry.envelope
        assert hands.shows(hands.app.words.say(Ui.WITHDRAWAL_NOTED))
        assert not hands.shows(hands.app.words.say(Ui.STATUS_WITHDRAW_ORAL))
        whole(hands)


async def test_the_key_of_another_act_withdraws_nothing(tmp_path: Path) -> None:
    """A receipt opens its own act with its own key, never the one beside it."""
    async with Desk(tmp_path).run() as hands:
        first, _ = await recorded(hands)
        _, second = await recorded(hands)
        await hands.burst(second)
        await hands.press("1", "enter", "2", "enter")
        states = {entry.reference: entry.state for entry in hands.desk.entries()}
        assert states.pop(first) is State.WAITING
        assert set(states.values()) == {State.WITHDRAWN}


async def test_a_copy_has_no_key(tmp_path: Path) -> None:
    """A later copy says so, shows the reference, and F4 finds no code to show; leaving it comes back to the act."""
    async with Desk(tmp_path).run() as hands:
        reference, code = await recorded(hands)
        await hands.burst(code)
        await hands.press("2", "enter")
        assert isinstance(hands.app.screen, ReceiptScreen)
        read = ""
        while isinstance(hands.app.screen, ReceiptScreen):
            whole(hands)
            await hands.press("f4")
            assert not isinstance(hands.app.screen, QrScreen)
            read += squeezed(hands.text())
            await hands.press("enter")
        assert "DUPLICATA" in read.upper()
        assert spell(reference) in read
        assert code[10:] not in read
        assert isinstance(hands.app.screen, FollowScreen)


async def test_the_queue_names_no_act(tmp_path: Path) -> None:
    """The queue shows each reference, state and date, and not one word of what was asked for."""
    titles = [read_procedure(SHIPPED / f"{name}.toml").title.text for name in ("activate", "close", "mask")]
    async with Desk(tmp_path).run() as hands:
        await hands.press("f6")
        assert hands.shows(hands.app.words.say(Ui.QUEUE_EMPTY))
        assert hands.shows(hands.app.words.say(Ui.QUEUE_GUIDANCE, number=shipped_number()))
        whole(hands)
        await hands.press("escape")
        for name in ("activate", "close", "mask"):
            await hands.go(name, OFFICE)
            await hands.leave_receipt()
            await hands.press("enter")
        for language in ("1", "2", "3"):
            await hands.press("f6", "f2", language, "enter")
            assert isinstance(hands.app.screen, QueueScreen)
            whole(hands)
            text = "\n".join(hands.rows()[1:-2])
            for entry in hands.desk.entries():
                assert spell(entry.reference) in text
                assert f"{entry.news_by:%d/%m}" in text
            assert not any(title in text for title in titles)
            assert not any(word in text.lower() for word in ("fermer", "masquer", "activer", "close", "hide"))
            await hands.press("escape", "f2", "1", "enter")
        await hands.press("f6", "down", "enter")
        assert isinstance(hands.app.screen, FollowScreen)
        await hands.press("1", "enter", "2", "enter", "escape")
        assert isinstance(hands.app.screen, QueueScreen)
        assert sum(entry.withdrawal is not None for entry in hands.desk.entries()) == 1


async def test_the_code_of_the_receipt_is_shown_alone(tmp_path: Path) -> None:
    """F4 shows the QR, whole, on the receipt that has one; the next key brings the receipt back."""
    async with Desk(tmp_path).run() as hands:
        await hands.go("close", OFFICE)
        await hands.press("f4")
        assert isinstance(hands.app.screen, QrScreen)
        rows = [row for row in hands.rows() if "█" in row or "▀" in row]
        assert 10 < len(rows) <= 23
        await hands.press("escape")
        assert isinstance(hands.app.screen, ReceiptScreen)
        await hands.leave_receipt()
        await hands.press("f4")
        assert not isinstance(hands.app.screen, QrScreen)


async def test_an_answer_is_announced_until_it_is_told(tmp_path: Path) -> None:
    """Home and its status line say that an answer waits; her reference ends that, and her copy carries it."""
    async with Desk(tmp_path).run() as hands:
        reference, _ = await recorded(hands)
        store = hands.desk.store
        assert store is not None
        (entry,) = hands.desk.entries()
        reason = Reason.COME_TUESDAY
        store.change(replace(entry, state=State.APPOINTMENT, reason=reason, sequence=2**40, envelope=b""))
        await hands.app.frame.count()
        hands.app.usher.another_act()
        await hands.settle()
        assert hands.shows(hands.app.words.say(Ui.HOME_NEWS, n=1))
        assert hands.shows(hands.app.words.say(Ui.STATUS_NEWS, n=1))
        whole(hands)
        await hands.press("f6", "down", "enter", "escape", "escape")
        assert hands.shows(hands.app.words.say(Ui.STATUS_NEWS, n=1))
        await hands.type(reference)
        await hands.press("enter")
        await hands.press("2", "enter")
        assert isinstance(hands.app.screen, ReceiptScreen)
        read = ""
        while isinstance(hands.app.screen, ReceiptScreen):
            read += squeezed(hands.text())
            await hands.press("enter")
        assert squeezed(hands.app.words.say(reason)) in read
        await hands.press("escape")
        assert hands.shows(hands.app.words.say(Ui.STATUS_QUEUE_EMPTY))
        assert not hands.shows(hands.app.words.say(Ui.HOME_NEWS, n=1))


async def test_a_box_says_its_keys_and_that_nothing_is_chosen(tmp_path: Path) -> None:
    """A question says which keys answer it, and Enter without a choice says that one is wanted."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("f10")
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert hands.shows(hands.app.words.say(Ui.BOX_HINT))
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN))
        whole(hands)


async def test_sending_where_nothing_sends_says_why(tmp_path: Path) -> None:
    """F5 in the queue of a desk without a hub says that acts wait for a USB key or for a hub."""
    async with Desk(tmp_path, training=False).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "f6", "f5")
        assert hands.shows(hands.app.words.say(RoadUi.NONE))
        whole(hands)


async def test_stopping_says_how_to_go_back_and_help_what_keys_do(tmp_path: Path) -> None:
    """F10 asks for the passphrase and shows Esc; F1 at home says in words what each key of the page does."""
    async with Desk(tmp_path, training=False).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter", "f10")
        assert hands.shows(hands.app.words.say(Ui.QUIT_PASSPHRASE))
        assert hands.shows(f"{hands.app.words.say(Ui.CAP_ESCAPE)} {hands.app.words.say(Ui.KEY_BACK)}")
        await hands.press("escape", "f1")
        for told in (Ui.TELLS_QUEUE, Ui.TELLS_ROAD, Ui.TELLS_DISCREET, Ui.TELLS_VANISH):
            assert hands.shows(hands.app.words.say(told))
        whole(hands)
