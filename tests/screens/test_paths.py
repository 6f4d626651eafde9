"""Every way through every shipped procedure, on the screen: every word is there, nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.core.check import all_paths
from kiosk.core.procedure import CHANNEL, Answer, Kind, Step, shown, shown_options
from kiosk.library import SHIPPED, read
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.wording import Ui
from tests.screens.desk import Desk, Hands
from tests.screens.looks import Reader, whole

Way = tuple[dict[str, Answer], tuple[Step, ...]]
NAMES = sorted(file.stem for file in SHIPPED.glob("*.toml") if file.stem != "common")
PARTS = 4


def covering(ways: Sequence[Way]) -> list[Way]:
    """Choose ways that together show every step with every statement and every answer that any way shows."""
    left = set().union(*(_shows(way) for way in ways))
    chosen = []
    while left:
        best = max(ways, key=lambda way: len(left & _shows(way)))
        chosen.append(best)
        left -= _shows(best)
    return chosen


def _shows(way: Way) -> frozenset[tuple[str, ...]]:
    answers, steps = way
    seen: set[tuple[str, ...]] = {(step.id,) for step in steps}
    seen |= {(step.id, str(answers[CHANNEL])) for step in steps if step.kind in (Kind.CHECK, Kind.CONSENT)}
    for step in steps:
        says = (*step.says, *step.reasons_for, *step.reasons_against)
        seen |= {(step.id, each.text) for each in shown(says, answers)}
        seen |= {(step.id, option.id) for option in shown_options(step, answers)}
    return frozenset(seen)


async def walk(hands: Hands, name: str, way: Way) -> None:
    """Go one way from home to its end and back home, reading everything."""
    answers, steps = way
    reader = Reader()
    before = len(hands.desk.entries())
    await hands.go(name, answers, look=reader)
    if steps[-1].ends:
        assert hands.shows(hands.app.say(Ui.REFERRED))
        whole(hands)
        await hands.press("2", "enter")
    else:
        assert isinstance(hands.app.screen, ReceiptScreen), answers
        await hands.leave_receipt(look=whole)
    reader.finish(steps, answers)
    assert len(hands.desk.entries()) == before + (answers.get(CHANNEL) == "office" and not steps[-1].ends)
    assert isinstance(hands.app.screen, NeutralScreen)
    whole(hands)
    await hands.press("enter")
    assert isinstance(hands.app.screen, HomeScreen)
    whole(hands)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", NAMES)
async def test_every_path_in_french(tmp_path: Path, name: str, part: int) -> None:
    """Whatever is answered, every statement of every step can be read at 80x24, and the act ends as it should."""
    ways = list(all_paths(read(SHIPPED / f"{name}.toml")))
    async with Desk(tmp_path).run() as hands:
        for way in ways[part::PARTS]:
            await walk(hands, name, way)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "en_XA"])
@pytest.mark.parametrize("name", NAMES)
async def test_a_covering_set_of_paths_in_other_languages(tmp_path: Path, name: str, language: str) -> None:
    """In another language, and where all is a third longer, every statement and answer can be read at 80x24."""
    ways = covering(list(all_paths(read(SHIPPED / f"{name}.toml"))))
    async with Desk(tmp_path, language=language).run() as hands:
        for way in ways:
            await walk(hands, name, way)


@pytest.mark.parametrize("language", ["fr", "en", "en_XA"])
async def test_each_answer_explains_itself(tmp_path: Path, language: str) -> None:
    """Pointing at any answer of the channel shows what it means, whole, and chooses nothing."""
    for name in NAMES:
        procedure = read(SHIPPED / f"{name}.toml")
        answers, steps = max(all_paths(procedure), key=lambda way: _options(way))
        reader = Reader()
        async with Desk(tmp_path / name, language=language).run() as hands:
            await hands.go(name, answers, until=CHANNEL)
            for number in range(_options((answers, steps))):
                await hands.press(str(number + 1))
                reader(hands)
            assert CHANNEL not in hands.visit.answers
            reader.finish((hands.visit.step,), answers)


def _options(way: Way) -> int:
    answers, steps = way
    return max((len(shown_options(step, answers)) for step in steps if step.kind is Kind.CHANNEL), default=0)


def test_the_covering_set_is_smaller_and_whole() -> None:
    """The chosen ways show all that all ways show, with fewer of them."""
    for name in NAMES:
        ways = list(all_paths(read(SHIPPED / f"{name}.toml")))
        chosen = covering(ways)
        assert set().union(*map(_shows, chosen)) == set().union(*map(_shows, ways))
        assert len(chosen) < len(ways)
