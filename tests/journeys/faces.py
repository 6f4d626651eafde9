"""One way to go a journey on either face, so that every journey is gone on both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kiosk.core.procedure import CHANNEL, Answer, Kind, Procedure, Says, Step, shown, shown_options
from kiosk.glass.widgets.pages import Pages
from kiosk.linear.steps import Steps
from kiosk.plain.teletype import Gone
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.visit import VisitScreen
from tests.linear.lines import Lines
from tests.office.made import TYPED
from tests.plain.line import Script
from tests.screens.desk import Desk, Hands, squeezed
from tests.screens.looks import Reader, whole

GIVEN = "1"
"""Stands for whatever is typed, where the engine goes through the paths."""
Screen = tuple[Step, dict[str, Answer]]
Picked = Sequence[tuple[Procedure, Sequence[Screen]]]
Journey = tuple[str, dict[str, Answer], tuple[Step, ...]]


class Face(Protocol):
    """A face under test."""

    async def read_all(
        self, folder: Path, language: str, screens: Sequence[tuple[Procedure, Sequence[Screen]]]
    ) -> None:
        """Read all of these steps, as their answers lead to them."""

    async def go_all(self, folder: Path, journeys: Sequence[Journey]) -> None:
        """Go these journeys to their receipt, one after the other."""


def given(procedure: Procedure, answers: dict[str, Answer]) -> dict[str, Answer]:
    """Put what is typed in place of what stands for it."""
    types = {field.id: field.type for each in procedure.steps for field in each.fields}
    return {name: TYPED[types[name]] if value == GIVEN else value for name, value in answers.items()}


class Screens:
    """The face of screens."""

    async def read_all(
        self, folder: Path, language: str, screens: Sequence[tuple[Procedure, Sequence[Screen]]]
    ) -> None:
        """Put each step on the screen, and read every page and every answer of it."""
        async with Desk(folder, language=language).run() as hands:
            for procedure, chosen in screens:
                await hands.begin(procedure.id)
                for step, answers in chosen:
                    await self._read(hands, step, answers)
                hands.visit.wipe()
                await hands.app.usher._home()
                await hands.settle()

    async def _read(self, hands: Hands, step: Step, answers: dict[str, Answer]) -> None:
        screen, reader = hands.app.screen, Reader()
        assert isinstance(screen, VisitScreen)
        hands.visit._answers = given(hands.visit.procedure, answers)
        hands.visit._at = step.id
        await screen._show()
        await hands.settle()
        assert hands.at == step.id
        reader(hands)
        for pages in screen.query(Pages):
            while pages.display and not pages.is_last:
                screen.action_page(1)
                await hands.settle()
                reader(hands)
        if step.kind in (Kind.CHOOSE, Kind.CHANNEL):
            for number, option in enumerate(shown_options(step, hands.visit.answers), start=1):
                if option.says:
                    await hands.press(str(number))
                    reader(hands)
            # Pointing at an answer chooses nothing: it shows what the answer means.
            assert hands.visit.answers.get(CHANNEL) == answers.get(CHANNEL)
        reader.finish((step,), answers)

    async def go_all(self, folder: Path, journeys: Sequence[Journey]) -> None:
        """Press every key of each."""
        async with Desk(folder).run() as hands:
            for made, (name, answers, steps) in enumerate(journeys, start=1):
                reader = Reader()
                await hands.go(name, answers, look=reader)
                assert isinstance(hands.app.screen, ReceiptScreen), name
                reader.finish(steps, answers)
                assert len(hands.desk.entries()) == made
                await hands.leave_receipt(look=whole)
                await hands.press("enter")


class PlainLines:
    """The face of plain lines."""

    async def read_all(
        self, folder: Path, language: str, screens: Sequence[tuple[Procedure, Sequence[Screen]]]
    ) -> None:
        """Have each step said, and hear all of it."""
        lines = Lines(Desk(folder, language=language))

        def script() -> Script:
            face = lines.face
            for procedure, chosen in screens:
                visit = face._welcome()
                visit.begin(procedure)
                for step, answers in chosen:
                    visit._answers, visit._at = given(procedure, answers), step.id
                    face.talk.empty()  # no step comes before another that says the same
                    at, lines.line.person = len(lines.line.heard_all), iter(())
                    try:
                        Steps(face, visit, procedure).pass_step()
                    except Gone:
                        pass
                    else:
                        raise AssertionError("it did not wait for an answer")
                    hears(lines, step, squeezed("\n".join(lines.line.heard_all[at:])))
                visit.wipe()
            yield ""

        lines.run(script())

    async def go_all(self, folder: Path, journeys: Sequence[Journey]) -> None:
        """Type every line of each."""
        lines = Lines(Desk(folder))

        def script() -> Script:
            for made, (name, answers, steps) in enumerate(journeys, start=1):
                order: list[str] = []
                wanted: dict[str, set[str]] = defaultdict(set)
                begun = len(lines.line.heard_all)

                def look(here: Lines, order: list[str] = order, wanted: dict[str, set[str]] = wanted) -> None:
                    order.append(here.at)
                    wanted[here.at] |= words_of(here, here.visit.step)

                yield from lines.go(name, answers, look=look)
                assert order == [step.id for step in steps], name
                read = squeezed("\n".join(lines.line.heard_all[begun:]))
                for step, words in wanted.items():
                    for each in words:
                        assert squeezed(each) in read, f"{name} {step}: {each!r} was never said"
                assert len(lines.desk.entries()) == made
                yield from lines.leaves()

        lines.run(script())


def words_of(lines: Lines, step: Step) -> set[str]:
    """Give what a step must say with the answers so far."""
    visit, voice = lines.visit, lines.face.voice
    french = not voice.is_reviewed(visit) and step.kind is Kind.CONSENT
    options = shown_options(step, visit.answers)
    said: list[Says] = [
        *shown(step.says, visit.answers),
        *shown(step.reasons_for, visit.answers),
        *shown(step.reasons_against, visit.answers),
        *(says for option in options for says in shown(option.says, visit.answers)),
    ]
    words = {voice._catalogues.guidance(each, "fr") if french else voice.guidance(each) for each in said}
    words |= {voice.guidance(each.label) for each in options} | {voice.guidance(each.label) for each in step.fields[:1]}
    return words | {voice.guidance(step.title)}


def hears(lines: Lines, step: Step, read: str) -> None:
    """Assert that all of a step was said."""
    assert lines.visit.step is step
    for each in words_of(lines, step):
        assert squeezed(each) in read, f"{step.id}: {each!r} was never said"


FACES: dict[str, Face] = {"screens": Screens(), "lines": PlainLines()}
