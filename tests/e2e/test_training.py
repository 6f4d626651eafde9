"""The main job on a real terminal in training, and every way in which it can be cut short."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.terminal import Terminal, traces

NAME, LANGUAGE, PHONE = "Zelda Plantureux", "Enchantesque", "0698765432"
PLANTED = [NAME, "Plantureux", LANGUAGE, PHONE, "698765432"]
HOME = "Que veut faire la personne ?"


def to_questions(terminal: Terminal) -> None:
    """Go from home to the first question that names anybody."""
    terminal.wait_for(HOME)
    terminal.press("2", "enter")
    terminal.wait_for("Pour qui est-ce ?")
    terminal.press("1", "enter")
    for title in ("Ce que fermer change", "Ce qui ne change pas", "Avant de fermer", "Les deux côtés"):
        terminal.wait_for(title)
        terminal.press("enter")
    terminal.wait_for("Demander aussi l’effacement ?")
    terminal.press("1", "enter")
    terminal.wait_for("Comment continuer ?")
    terminal.press("3", "enter")
    terminal.wait_for("Nom et prénom")


def to_receipt(terminal: Terminal) -> str:
    """Go from the first question to the receipt, with every key of the way, and give the reference."""
    terminal.type(NAME)
    terminal.press("enter", "enter")
    terminal.wait_for("Votre langue")
    terminal.type(LANGUAGE)
    terminal.press("enter")
    for title in ("Un interprète ?", "carte Vitale ?"):
        terminal.wait_for(title)
        terminal.press("1", "enter")
    terminal.wait_for("Courrier sur Mon espace santé")
    terminal.press("enter")
    for title in ("Espace déjà activé ?", "Recevez-vous des SMS ?", "Comment vous retrouver ?"):
        terminal.wait_for(title)
        terminal.press("1", "enter")
    terminal.wait_for("Qui peut répondre ?")
    terminal.type(PHONE)
    terminal.press("enter", "enter")
    for title in ("Laisser un message ?", "Quand appeler ?"):
        terminal.wait_for(title)
        terminal.press("1", "enter")
    terminal.wait_for("Vérifiez ensemble")
    assert terminal.shows(NAME)
    while terminal.shows("Vérifiez ensemble"):
        terminal.press("enter")
    for title in ("Votre accord", "Confier au bureau"):
        terminal.wait_for(title)
        terminal.press("2", "enter")
        terminal.wait_for("C’est la personne qui répond")
        terminal.press("1", "enter")
    terminal.wait_for("RIEN N’EST ENCORE FAIT")
    read = terminal.text()
    while not (found := re.search(r"\b\w{3}-\w{3}-\w{3}\b", read)):
        terminal.press("enter")
        read = terminal.text()
    return found.group()


def restored(terminal: Terminal) -> bool:
    """Tell whether the program left the terminal as it was: usual screen, cursor shown, no mouse, no paste mode."""
    last = {
        mode: terminal.raw.rfind(f"\x1b[?{mode}".encode())
        for mode in ("1049l", "1049h", "25h", "25l", "2004l", "2004h")
    }
    return last["1049l"] > last["1049h"] and last["25h"] > last["25l"] and last["2004l"] >= last["2004h"]


@pytest.mark.slow
def test_the_main_job_with_keys_alone(start: Start, tmp_path: Path) -> None:
    """From home to the receipt and the neutral screen; sixteen colours suffice; no file holds what was typed."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    to_questions(terminal)
    reference = to_receipt(terminal)
    second = start("run", "--training", "--data", tmp_path / "data")
    assert second.end() == 4
    assert "tourne déjà" in second.raw.decode()
    while not terminal.shows("Et maintenant ?"):
        terminal.press("enter")
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
    terminal.press("escape", "f10", "2", "enter")
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
