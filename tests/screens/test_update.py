"""An update that a key brings is told where somebody looks: locked, at home, and where keys are spoken of."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.left import DONE, TAKING, Left
from kiosk.core.release import UpdateFault
from kiosk.screens.unlock import TURN_OF_UPDATES
from tests.screens.desk import PASSPHRASE, Desk, Hands
from tests.screens.road import FakeRoad

LEAVE, OFF, NO_ASSENT = "Laissez la clé", "éteignez la machine", "pas donné son accord"
HELD = "« kiosk office agree »."


def read(hands: Hands) -> str:
    """Read the screen, whatever its rows."""
    return " ".join(hands.text().split())


async def seen(hands: Hands, words: str, seconds: float = 3 * TURN_OF_UPDATES) -> None:
    """Wait until a screen says it."""
    waited = 0.0
    while words not in read(hands):
        await hands.pilot.pause(0.1)
        waited += 0.1
        assert waited < seconds, hands.text()


async def test_a_locked_desk_tells_what_its_key_left(tmp_path: Path) -> None:
    """Whoever brings keys has no passphrase: when to leave it, when to switch off, and why not; and then nothing."""
    said = [Left()]
    desk = Desk(tmp_path, training=False, road=FakeRoad())
    desk.left = lambda: said[0]
    async with desk.run() as hands:
        assert LEAVE not in read(hands)
        for now, words in (
            (Left(TAKING), LEAVE),
            (Left(DONE, "0.2"), OFF),
            (Left(UpdateFault.NO_ASSENT), NO_ASSENT),
            (Left(), ""),
        ):
            said[0] = now
            await seen(hands, words)
        for _ in range(30):
            if NO_ASSENT not in read(hands):
                break
            await hands.pilot.pause(0.1)
        assert NO_ASSENT not in read(hands)
        said[0] = Left(DONE, "0.2")
        await hands.type(PASSPHRASE)
        await hands.press("enter")
        assert OFF in read(hands)
        await hands.press("f7")
        assert OFF in read(hands)
        assert "0.2" in read(hands)


async def test_a_desk_that_no_key_updates_looks_at_nothing(tmp_path: Path) -> None:
    """Nothing is asked of the disk where the program is no package's."""
    desk = Desk(tmp_path, training=False)
    async with desk.run() as hands:
        assert not hands.app.frame.has_updates
        assert hands.app.frame.update() == ""
