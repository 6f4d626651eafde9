"""The main job on a real terminal in training, and every way in which it can be cut short."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from kiosk.core.procedure import Answer, Unsaid, shown
from kiosk.words.ui import Ui
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, NAME, PLANTED, Journey, to_next, to_questions, to_receipt
from tests.e2e.terminal import restored, traces

WAYS: dict[str, tuple[str, dict[str, Answer], str]] = {
    "a call made at once": (
        "oppose",
        {"whom": "self", "letter_date": Unsaid.UNKNOWN, "channel": "call_now"},
        "Comment s’est terminé l’appel ?",
    ),
    "a letter to sign, for a child": (
        "close",
        {"whom": "child", "other_parent": "agree", "teen": "young", "erase": "yes", "channel": "letter"},
        "Et maintenant ?",
    ),
    "a guide to take home, for an adult under protection": (
        "mask",
        {"whom": "protected", "protected_wish": "agrees", "measure": "assist", "channel": "self"},
        "Et maintenant ?",
    ),
}
"""For three journeys that hand nothing over: the procedure, what is answered, and what is asked after the sheet."""


@pytest.mark.slow
def test_the_main_job_with_keys_alone(start: Start, tmp_path: Path) -> None:
    """From home to the receipt and the neutral screen; sixteen colours suffice; no file holds what was typed."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    to_questions(terminal)
    reference = to_receipt(terminal)
    second = start("run", "--training", "--data", tmp_path / "data")
    assert second.end() == 4
    assert "tourne déjà" in second.raw.decode()
    to_next(terminal)
    terminal.press("2", "enter")
    terminal.wait_for("La visite est terminée.")
    assert not any(word in terminal.text() for word in PLANTED)
    terminal.press("enter")
    terminal.wait_for("File : 1 en attente")
    terminal.press("f6")
    terminal.wait_for(reference)
    assert b"38;2;" not in terminal.raw
    assert b"48;2;" not in terminal.raw
    for row in terminal.screen.buffer.values():
        assert all(cell.fg != cell.bg or cell.data == " " for cell in row.values())
    terminal.lead(("escape", HOME), ("f10", Ui.QUIT_TITLE.value))
    terminal.press("2", "enter")
    assert terminal.end() == 0
    assert restored(terminal)
    assert traces(tmp_path, PLANTED) == []
    assert not re.search(rb"\x1b\][0-2];[^\x07\x1b]*(?:Zelda|Plantureux)", terminal.raw)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "closed"])
def test_a_visit_that_is_cut_short_leaves_nothing(start: Start, tmp_path: Path, how: str) -> None:
    """Told to end, or its terminal gone, it ends within three seconds, and no file holds what was typed."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    to_questions(terminal)
    terminal.type(NAME)
    assert terminal.shows(NAME)
    if how == "closed":
        assert terminal.hang_up(3) in (0, 120)  # 120 is Python's own: its last output had nowhere to go
    else:
        terminal.kill(signal.Signals[how])
        assert terminal.end(3) == 0
        assert restored(terminal)
        assert "Traceback" not in terminal.raw.decode(errors="replace")
    assert traces(tmp_path, PLANTED) == []
    again = start("run", "--training", "--data", tmp_path / "data")
    again.wait_for(HOME)


@pytest.mark.slow
def test_a_small_terminal_then_a_large_one(start: Start, tmp_path: Path) -> None:
    """A terminal of 40x10 gets its sentence; once it is large enough, home is there."""
    terminal = start("run", "--training", "--data", tmp_path / "data", size=(40, 10))
    terminal.wait_for("La fenêtre est trop petite")
    terminal.screen.resize(24, 80)
    terminal.process.setwinsize(24, 80)
    terminal.wait_for(HOME)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_other_journeys_with_keys_alone(start: Start, tmp_path: Path, way: str) -> None:
    """Every statement on the way is painted, a sheet without a reference comes out, and nothing is put on the disk."""
    name, answers, after = WAYS[way]
    terminal = start("run", "--training", "--data", tmp_path / "data")
    journey = Journey(terminal, name, answers)
    journey.begin()
    journey.go()
    terminal.wait_for("RIEN N’EST ENCORE FAIT")
    painted = "".join(journey.read.split())
    for step in journey.steps:
        for says in shown(step.says, journey.answers):
            assert "".join(says.text.rstrip(".").split()) in painted, says.text
    sheet = ""
    while not terminal.shows(after):
        sheet += terminal.text()
        terminal.press("enter")
    assert not re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b", sheet)
    assert "Ce reçu n’est pas un document officiel." in " ".join(sheet.split())
    terminal.press("escape")
    terminal.kill(signal.SIGTERM)
    assert terminal.end(5) == 0


def test_the_terminals_own_cursor_follows_what_is_pointed_at(start: Start, tmp_path: Path) -> None:
    """Where a Braille display and a screen reader look: the cursor of the terminal is in the row that is marked."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    for _ in range(3):
        terminal.press("down")
        terminal.rest()
        row, _column = re.findall(rb"\x1b\[(\d+);(\d+)H", terminal.raw)[-1]
        assert terminal.screen.display[int(row) - 1].lstrip().startswith(">")
