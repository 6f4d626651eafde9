"""`kiosk update` and `kiosk office agree`, as they are typed: what is said, how it ends, and that both fit together."""

from __future__ import annotations

import argparse
import errno
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.commands.line import main
from kiosk.commands.update import update_machine
from kiosk.core.trace import Event
from kiosk.crypto import sign
from kiosk.desk.folder import OFFICE as OFFICE_FILE
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import assent, house, update_commands
from kiosk.uplink import release
from kiosk.words.catalogues import Catalogues
from tests.desk.releases import FIRST, NOON, CutTrees, MadeMachine, Project, agree
from tests.office.made import PASSPHRASE, MadeOffice

TERMINAL = Terminal(Catalogues(), "fr")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    made.release(2, 1)
    made.feed(3)
    return made


def test_from_the_office_to_the_desk_and_back(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The office looks and agrees on the key; the desk takes it, says what it is, goes back once and says so."""
    office = MadeOffice(tmp_path / "office")
    machine = MadeMachine(tmp_path, project.root)
    (machine.desk / OFFICE_FILE).write_bytes(sign.sign_file(office.secrets.seed, office.public))
    key = project.copy_to(tmp_path / "key")
    assert update_machine(machine.machine, key, TERMINAL) is Exit.REFUSED
    assert "Le bureau n’a pas donné son accord" in capsys.readouterr().err.replace("\u00a0", " ")

    @contextmanager
    def open_house(*_: Any, **__: Any) -> Iterator[house.House]:
        with house.opened(office.folder, PASSPHRASE, lambda: NOON) as opened:
            yield opened
            assert opened.ledger.book.traces()[-1].event is Event.AGREED_UPDATE

    monkeypatch.setattr(update_commands, "open_house", open_house)
    monkeypatch.setattr(update_commands, "now", lambda: NOON)
    monkeypatch.setattr(release, "SHIPPED_ROOT", machine.keys)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda: "oui")
    arguments = argparse.Namespace(folder=office.folder, release=key)
    assert update_commands._agree(arguments, TERMINAL) is Exit.OK
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "programme 0.2.0, numéro 2" in said
    assert "consignes numéro 3" in said

    assert update_machine(machine.machine, key, TERMINAL) is Exit.OK
    assert "programme 0.2.0 (numéro 2), consignes numéro 3" in capsys.readouterr().out.replace("\u00a0", " ")
    assert update_machine(machine.machine, key, TERMINAL) is Exit.OK
    assert "déjà cette version" in capsys.readouterr().err
    assert update_machine(machine.machine, None, TERMINAL) is Exit.OK
    assert "--back" in capsys.readouterr().out
    assert update_machine(machine.machine, None, TERMINAL, back=True) is Exit.OK
    assert "(numéro 1)" in capsys.readouterr().out.replace("\u00a0", " ")
    assert update_machine(machine.machine, None, TERMINAL, back=True) is Exit.FAULT


def test_the_office_agrees_to_nothing_that_no_desk_would_take(tmp_path: Path, project: Project) -> None:
    """What is no release of the project's is not even shown to the office as one."""
    stranger = Project(tmp_path / "stranger", "stranger")
    stranger.release(2, 1)
    (tmp_path / "root.json").write_bytes(project.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "SHIPPED_ROOT", tmp_path / "root.json")
        with pytest.raises(Exception, match="wrong_keys"):
            assent.look_at_release(stranger.copy_to(tmp_path / "key"), FIRST)


def test_who_is_no_administrator_is_told(tmp_path: Path, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Who may not write asks for sudo, in words, whatever else cannot be read either."""
    machine = MadeMachine(tmp_path, project.root)
    agree(key := project.copy_to(tmp_path / "key"))
    machine.trees = CutTrees(1, PermissionError(errno.EACCES, "no"))
    (machine.desk / OFFICE_FILE).unlink()
    assert update_machine(machine.machine, key, TERMINAL) is Exit.FAULT
    assert "sudo kiosk update" in capsys.readouterr().err


def test_elsewhere_than_in_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the program does not come from the package, that is said; and a folder and --back are not for one time."""
    if not Path("/usr/lib/kiosk-desk").exists():
        assert main(["update"]) == Exit.FAULT
        assert capsys.readouterr().err
    assert main(["update", "x", "--back"]) == Exit.USAGE


def test_the_makers_command(tmp_path: Path) -> None:
    """Keys come from a file that is its owner's alone and is never replaced; a feed of this checkout is signed."""
    script = Path(__file__).parents[2] / "scripts" / "release"
    keys, folder = tmp_path / "keys.json", tmp_path / "kiosk-update"

    def made(*words: object) -> str:
        done = subprocess.run([script, *map(str, words)], capture_output=True, text=True, check=True)
        return done.stdout

    made("keys", keys)
    assert keys.stat().st_mode & 0o077 == 0
    with pytest.raises(subprocess.CalledProcessError):
        made("keys", keys)
    root = made("begin", folder, "--keys", keys)
    (tmp_path / "root.json").write_text(root.strip())
    assert re.search(r"consignes numéro \d", made("guidance", folder, "--keys", keys))
    seed = keys.read_text().split('"')[3]
    assert not [each for each in folder.rglob("*") if each.is_file() and seed.encode() in each.read_bytes()]
    from kiosk.machine.clock import now

    verified = release.verify_release(folder, {}, now(), tmp_path / "root.json")
    (offered,) = verified.parts.values()
    assert b"".join(release.target_bytes(folder, offered))
