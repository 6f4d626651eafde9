"""A machine that stands still for a moment while a key is held: on real terminals, the page stays."""

from __future__ import annotations

import signal
from pathlib import Path
from time import monotonic

import pytest

from kiosk.core.haste import AGAIN
from kiosk.core.procedure import Kind
from kiosk.core.title import number
from tests.e2e.conftest import Start
from tests.e2e.journey import MAIN, SHELF, Journey
from tests.e2e.terminal import Terminal
from tests.e2e.typist import Typist

FIRST, THEN = 0.5, 0.05
"""Seconds until a held key repeats, and between two repeats."""
STILL = 1.5
"""Seconds after which the machine stands still: the page that the press brought has stood for its moment."""


def hold(terminal: Terminal, still: float) -> tuple[bytes, bytes]:
    """Hold Enter while the machine stands still for so long; give what was painted before that and in all."""
    begun = monotonic()
    terminal.process.write(b"\r")
    pressed, before, stopped = begun + FIRST, b"", 0
    while (now := monotonic()) < begun + STILL + still + 1:
        terminal.look(0.005)
        if now >= pressed:
            terminal.process.write(b"\r")
            pressed = now + THEN
        if not stopped and now >= begun + STILL:
            before, stopped = terminal.raw, 1
            terminal.kill(signal.SIGSTOP)
        if stopped == 1 and now >= begun + STILL + still:
            stopped = 2
            terminal.kill(signal.SIGCONT)
    terminal.rest()
    return before, terminal.raw


@pytest.mark.slow
@pytest.mark.parametrize("still", [0.3, 0.9])
def test_a_stall_lets_no_held_key_pass_a_page(start: Start, tmp_path: Path, still: float) -> None:
    """What came meanwhile is read at once and late, and is still the key that was held; let go, it counts again."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    journey = Journey(terminal, "see", MAIN)
    journey.begin()
    told = [step for step in journey.steps if step.kind is Kind.INFORM]
    journey.go(until=told[0].id)
    terminal.read()
    hold(terminal, still)
    shown = terminal.text()
    assert told[1].title.text in shown
    terminal.press("enter")
    terminal.rest(2 * AGAIN)
    assert terminal.text() != shown


@pytest.mark.slow
@pytest.mark.parametrize("still", [0.3, 0.9])
def test_a_stall_lets_no_held_key_answer_in_lines(start: Start, tmp_path: Path, still: float) -> None:
    """The same in the face of plain lines."""
    typist = Typist(start("run", "--linear", "--training", "--data", tmp_path / "data"))
    typist.types(number(SHELF.titles(), "see"), "référence ou mot : ")
    while "suite" not in typist.hears(r"(?:\? |Numéro : )\Z|Entrée : suite\. ").group():
        typist.terminal.process.write(b"1\r")
    typist.terminal.read()
    before, after = hold(typist.terminal, still)
    assert before == after
