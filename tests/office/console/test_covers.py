"""What covers the console: F8, F9, and nobody there. Whoever comes next sees nothing of whose act was open."""

from __future__ import annotations

import pytest

from kiosk.office.console.app import ConsoleApp
from kiosk.words.linear import LockUi
from tests.office.console.bureau import NAME, FakeBureau, made
from tests.office.console.seen import PASSPHRASE, WORDS, at_console

OTHER = "cinq autres mots ici"


async def test_nothing_is_seen_before_the_passphrase() -> None:
    """A wrong passphrase is said, shows nothing, and makes one wait."""
    bureau = FakeBureau.of(made(1))
    async with at_console(bureau, open_=False) as hand:
        await hand.type("pas la bonne")
        await hand.press("enter")
        assert "Ce n’est pas la bonne phrase de passe" in hand.sees
        assert "K7Q" not in hand.sees
        assert "pas la bonne\n" not in hand.sees


async def test_f8_hides_and_comes_back() -> None:
    """One key hides an act, the same shows it again."""
    async with at_console(FakeBureau.of(made(1))) as hand:
        await hand.press("enter", "f8")
        assert NAME not in hand.sees
        assert "Écran caché" in hand.sees
        await hand.press("f8")
        assert NAME in hand.sees


@pytest.mark.parametrize("before", [(), ("n",), ("a",), ("f8",)])
async def test_f9_locks_whatever_is_open(before: tuple[str, ...]) -> None:
    """The lock covers an act, a question and a hidden page; the same person comes back to where they were."""
    async with at_console(FakeBureau.of(made(1))) as hand:
        await hand.press("enter", "p", *before, "f9")
        assert NAME not in hand.sees
        assert "Tapez votre phrase de passe" in hand.sees
        await hand.press("escape")
        assert "Tapez votre phrase de passe" in hand.sees
        await hand.type(PASSPHRASE)
        await hand.press("enter")
        assert "Tapez votre phrase de passe" not in hand.sees


async def test_f9_at_the_lock_begins_its_line_anew() -> None:
    """What a cat or a line's noise left in the line makes no passphrase wrong: after F9 it counts whole."""
    async with at_console(FakeBureau.of(made(1))) as hand:
        await hand.press("enter", "f9")
        await hand.type("le chat")
        await hand.press("f9")
        await hand.type(PASSPHRASE)
        await hand.press("enter")
        assert NAME in hand.sees


async def test_somebody_else_sees_nothing_of_it() -> None:
    """Another person's passphrase opens the list, and the act that was open is closed."""
    bureau = FakeBureau.of(made(1))
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "f9")
        await hand.type(OTHER)
        await hand.press("enter")
        assert NAME not in hand.sees
        assert "À prendre" in hand.sees
        assert bureau.who == "Bo"
        assert "Bo" in hand.sees.split("\n")[0]


async def test_nobody_there_is_locked() -> None:
    """After a while without a key the screen is covered, later while an act is open; a key that comes first is lost."""
    async with at_console(FakeBureau.of(made(1)), idle=(300, 1800)) as hand:
        hand.app._touched -= 301
        hand.app.look()
        await hand.settle()
        assert hand.app.is_locked
        await hand.type(PASSPHRASE)
        await hand.press("enter", "enter")
        assert NAME in hand.sees
        hand.app._touched -= 301
        hand.app.look()
        await hand.settle()
        assert not hand.app.is_locked
        hand.app._touched -= 1800
        await hand.press("p")
        assert hand.app.is_locked


async def test_a_lock_that_is_near_is_announced() -> None:
    """Half a minute before it says so in words and by the bell, on each screen; a key takes that back."""
    async with at_console(FakeBureau.of(made(1)), idle=(300, 1800)) as hand:
        rung: list[bool] = []
        hand.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        told = WORDS.say(LockUi.SOON, "fr")
        hand.app._touched -= 200
        hand.app.look()
        await hand.settle()
        assert (told in hand.sees, rung) == (False, [])
        hand.app._touched -= 75
        for _ in range(2):
            hand.app.look()
            await hand.settle()
        assert (told in hand.sees, rung) == (True, [True])
        await hand.press("down")
        assert told not in hand.sees
        assert not hand.app.is_locked


async def test_without_the_bell_words_are_enough() -> None:
    """Where the settings want no bell, none rings."""
    async with at_console(FakeBureau.of(made(1)), idle=(300, 1800), bell=False) as hand:
        rung: list[bool] = []
        hand.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        hand.app._touched -= 280
        hand.app.look()
        await hand.settle()
        assert WORDS.say(LockUi.SOON, "fr") in hand.sees
        assert not rung


@pytest.mark.parametrize("before", [(), ("enter",), ("enter", "n"), ("f1",), ("f8",)])
async def test_f12_closes_the_act_and_locks(before: tuple[str, ...]) -> None:
    """Whatever is open, one key covers it at once; whoever unlocks begins at the list, the same person, too."""
    async with at_console(FakeBureau.of(made(1))) as hand:
        await hand.press(*before)
        await hand.press("f12")
        assert hand.app.is_locked
        assert NAME not in hand.sees
        await hand.type(PASSPHRASE)
        await hand.press("enter")
        assert not hand.app.is_covered
        assert "À prendre" in hand.sees
        assert len(hand.app.screen_stack) == 2


async def test_it_ends_after_a_question() -> None:
    """F10 asks; no stays, yes lets go of the office."""
    bureau = FakeBureau.of(made(1))
    async with at_console(bureau) as hand:
        await hand.press("f10", "2", "enter")
        assert hand.app.is_running
        await hand.press("f10", "1", "enter")
    assert bureau.closed


def test_the_console_is_what_the_desk_is() -> None:
    """No way out that Textual gives every app is left open."""
    assert ConsoleApp.ENABLE_COMMAND_PALETTE is False
    assert "quit" not in {binding.action for binding in ConsoleApp.BINDINGS if not isinstance(binding, tuple)}
