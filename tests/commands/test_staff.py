"""What the desk's own commands ask, before they ask it and after it was answered."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

import pytest

from kiosk.commands import staff as desk_commands
from kiosk.commands.line import main
from kiosk.core.staff import Member
from kiosk.desk.folder import SETTINGS
from kiosk.desk.keys import STAFF, dump_names, open_desk
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.machine.passphrase import weakness_of
from tests.desk.made import FIRST, SECOND, a_desk

Answers = Callable[..., list[str]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Type answers in their order; what is done to the process itself is noted beside what was asked."""
    happened: list[str] = []

    def give(*typed: str) -> list[str]:
        left = list(typed)

        def hidden(_: Terminal, prompt: Enum | None = None) -> str | None:
            happened.append("passphrase")
            return left.pop(0) if left else None

        def shown(_: str = "") -> str:
            happened.append("words")
            return left.pop(0)

        monkeypatch.setattr(Terminal, "ask_passphrase", hidden)
        monkeypatch.setattr("builtins.input", shown)
        return happened

    monkeypatch.setattr("kiosk.machine.process.harden", lambda: happened.append("harden"))
    return give


@pytest.mark.parametrize(
    "command",
    ["sync", "import x.ksa", "export .", "staff list", "staff rekey", "backup .", "audit show", "erase", "restore usb"],
)
def test_no_passphrase_is_asked_in_an_open_process(command: str, tmp_path: Path, answers: Answers) -> None:
    """Every command that asks for a passphrase has closed its process to others before."""
    desk, _ = a_desk(tmp_path)
    a_desk(tmp_path / "other")
    happened = answers()
    words = [str(tmp_path / "other" / "desk") if word == "usb" else word for word in command.split()]
    assert main([*words, "--data", str(desk)]) == Exit.REFUSED
    assert happened == ["harden", "passphrase"]


def test_a_pseudonym_is_asked_for(tmp_path: Path, answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it on the command line a colleague is added and removed by answering; a lost name goes by its number."""
    desk, _ = a_desk(tmp_path)
    answers(FIRST, "Bo", SECOND, SECOND)
    assert main(["staff", "add", "--data", str(desk)]) == Exit.OK
    opened = open_desk(desk, FIRST)
    assert [each.name for each in opened.members()] == ["Ama", "Bo"]
    opened.store.note(STAFF, dump_names([Member(1, "Ama")]))
    opened.close()
    capsys.readouterr()
    answers(FIRST)
    assert main(["staff", "list", "--data", str(desk)]) == Exit.OK
    assert "kiosk staff remove 3" in capsys.readouterr().out
    answers(FIRST, "3", "")
    assert main(["staff", "remove", "--data", str(desk)]) == Exit.OK
    answers(SECOND)
    assert main(["staff", "list", "--data", str(desk)]) == Exit.REFUSED


def test_no_name_of_this_place_is_a_passphrase(tmp_path: Path, answers: Answers) -> None:
    """Neither a new colleague nor who changes a passphrase may take the association's, the desk's or the place's."""
    desk, _ = a_desk(tmp_path)
    (desk / SETTINGS).write_text('[desk]\nplace = "Les Glycines Bleues"\n')
    known = "Les Glycines Bleues"
    assert weakness_of(known) is None
    answers(FIRST, "Bo", known, known)
    assert main(["staff", "add", "--data", str(desk)]) == Exit.REFUSED
    answers(FIRST, known, known)
    assert main(["staff", "passphrase", "--data", str(desk)]) == Exit.REFUSED
    opened = open_desk(desk, FIRST)
    assert desk_commands._known(opened) == ["Ama", "Association", "Mardi", "", "Les Glycines Bleues"]
    opened.close()
