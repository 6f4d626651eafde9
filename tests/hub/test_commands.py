"""The volunteer's commands: what they show, what they refuse, and what they leave on the disk."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy.exc import DatabaseError

from kiosk.commands.line import main
from kiosk.crypto import enrol
from kiosk.hub import commands, settings
from kiosk.hub.database import open_engine, sqlite_url
from kiosk.hub.report import look_at_hub
from kiosk.machine.exits import Exit
from kiosk.wire.protocol import SyncAsk, SyncTold
from tests.hub.made import NOW, Asks, MadeDesk, MadeHub

DAY = 86_400


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak French, whatever the machine speaks."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.delenv("KIOSK_HUB_DATABASE", raising=False)


def test_a_folder_that_cannot_be_and_a_copy_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has its own sentence and remedy: no word of USB keys, none of reading where nothing could be written."""
    (tmp_path / "file").touch()
    assert main(["hub", "code", "--data", str(tmp_path / "file" / "hub")]) == Exit.FAULT
    said = capsys.readouterr().err
    assert "ne peut pas être créé" in said
    assert "--data" in said
    assert "clé USB" not in said
    hub = ["--data", str(tmp_path / "hub")]
    assert main(["hub", "code", *hub]) == Exit.OK
    for place, words in (
        ("nowhere/copy", "son dossier n’existe pas"),
        (f"{'long' * 99}", "ne peut pas être écrit ici"),
    ):
        capsys.readouterr()
        assert main(["hub", "backup", str(tmp_path / place), *hub]) == Exit.FAULT
        assert words in capsys.readouterr().err
    from kiosk.hub import report

    # A disk that fills up while it is written, as SQLite says it.
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    monkeypatch.setattr(report, "text", lambda _: broken(full))
    assert main(["hub", "backup", str(tmp_path / "copy"), *hub]) == Exit.FAULT
    assert "plus de place" in capsys.readouterr().err
    assert not (tmp_path / "copy").exists()


def broken(error: Exception) -> None:
    raise DatabaseError("VACUUM", {}, error)


def test_a_code_is_one_that_a_person_can_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`kiosk hub code` prints a code that parses; the folder and the database are for their owner alone."""
    assert main(["hub", "code", "--data", str(tmp_path / "hub")]) == Exit.OK
    line = next(line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("    "))
    assert len(enrol.parse_code(line)) == enrol.SECRET_BYTES
    for path in (tmp_path / "hub", tmp_path / "hub" / "hub.db"):
        assert path.stat().st_mode & 0o077 == 0


def test_the_status_says_who_is_there_what_waits_and_what_is_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Desks, office, waiting, refused, late: in sentences and as JSON, with exit code 1 where somebody must act."""
    made, desk = MadeHub(sqlite_url(tmp_path / "hub.db")), MadeDesk(1)
    made.settle_in(desk)
    with TestClient(made.app) as client:
        line = Asks(client, desk.token)
        line.ask("/v1/sync", SyncAsk(acts=(desk.act(1), desk.act(2), MadeDesk(2).act(1))), SyncTold)
        line.ask("/v1/sync", SyncAsk(withdrawals=(desk.withdrawal(2),)), SyncTold)
    engine = open_engine(sqlite_url(tmp_path / "hub.db"))
    early, late = (look_at_hub(engine, tmp_path, 15, NOW + days * DAY) for days in (15, 16))
    engine.dispose()
    assert (early.late, late.late, late.waiting, late.acts, late.stops, late.oldest) == (0, 1, 1, 2, 1, NOW)
    monkeypatch.setattr(commands, "seconds", lambda: NOW + 16 * DAY)
    assert main(["hub", "status", "--data", str(tmp_path)]) == Exit.FAULT
    shown = capsys.readouterr().out
    for words in ("Bus du jeudi\u00a0: reconnu", "1 envois refusés", "depuis plus de 15 jours", "Mo libres"):
        assert words in shown
    assert desk.act(1).reference not in shown
    main(["hub", "status", "--data", str(tmp_path), "--json"])
    assert json.loads(capsys.readouterr().out)["late"] == 1


def test_plain_http_leaves_the_machine_only_after_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a certificate, an open address is refused, unless the settings say that it may be."""
    assert main(["hub", "serve", "--data", str(tmp_path), "--host", "0.0.0.0"]) == Exit.REFUSED
    assert "insecure_http = true" in capsys.readouterr().err
    for host, exposed in (("127.0.0.1", False), ("::1", False), ("", True), ("192.0.2.1", True)):
        assert settings.read_hub_settings(tmp_path, host=host).exposed == exposed
    (tmp_path / "hub.toml").write_text('host = "0.0.0.0"\ninsecure_http = true\n')
    assert not settings.read_hub_settings(tmp_path).exposed


@pytest.mark.parametrize(
    "text", ["port = 0", "worker = 2", "workers = 0", 'key = "x"', "port = ", "keep_days = 0", 'port = "a"', "\xff"]
)
def test_a_wrong_setting_is_refused_with_its_file(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown keys, impossible values and broken files are faults in words, not defects."""
    (tmp_path / "hub.toml").write_text(text, encoding="latin-1")
    assert main(["hub", "status", "--data", str(tmp_path)]) == Exit.FAULT
    assert "hub.toml" in capsys.readouterr().err


def test_another_database_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that is none, one of another kind, and a file that is no database."""
    (tmp_path / "hub.db").write_bytes(b"no database" * 1000)
    for address, named in (
        ("mysql://x/y", "database"),
        ("nonsense", "database"),
        (sqlite_url(tmp_path / "hub.db"), "hub.db"),
    ):
        assert main(["hub", "status", "--data", str(tmp_path), "--database", address]) == Exit.FAULT
        assert named in capsys.readouterr().err
