"""What keeps a hub from beginning is said: another database in its place would have another key, and no act."""

from __future__ import annotations

import os
import sqlite3
import ssl
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.core.errors import FileFault
from kiosk.hub import database
from kiosk.hub.compose import open_hub
from kiosk.hub.serving import load_certificate
from kiosk.hub.settings import DATABASE, read_hub_settings
from kiosk.hub.tables import hub, metadata
from kiosk.words.catalogues import Catalogues
from scripts.measures.pty import ROOT


def sqlite_file(file: Path) -> bytes:
    """Make a sound file without anything of a hub in it."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE other (id INTEGER)")
        other.commit()
    return file.read_bytes()


def test_a_database_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    """The first start makes it; once it is missing or empty every start refuses, until the very file is put back."""
    engine, seed = open_hub(read_hub_settings(tmp_path))
    engine.dispose()
    kept = {file: file.read_bytes() for file in tmp_path.glob(f"{DATABASE}*")}
    for file in kept:
        file.unlink()
    for _ in range(2):
        with pytest.raises(FileFault, match="gone"):
            open_hub(read_hub_settings(tmp_path))
        assert not (tmp_path / DATABASE).exists()
    for empty in (b"", sqlite_file(tmp_path / "other")):
        (tmp_path / DATABASE).write_bytes(empty)
        for _ in range(2):
            with pytest.raises(FileFault, match="gone"):
                open_hub(read_hub_settings(tmp_path))
        for file in tmp_path.glob(f"{DATABASE}*"):
            file.unlink()
    for file, data in kept.items():
        file.write_bytes(data)
    engine, again = open_hub(read_hub_settings(tmp_path))
    engine.dispose()
    assert again == seed


def test_an_emptied_or_another_database_is_not_begun_anew(url: str, tmp_path: Path) -> None:
    """Of either kind: this hub's folder knows which hub it served, so nothing gets another key in its place."""
    folder = tmp_path / "hub"
    sqlite = url.startswith("sqlite")
    if sqlite:
        folder.mkdir()
        (tmp_path / "hub.db").rename(folder / DATABASE)
    settings = read_hub_settings(folder, database=None if sqlite else url)
    engine, seed = open_hub(settings)
    with engine.connect() as connection:
        connection.execute(hub.update().values(seed=bytes(32)))
    with pytest.raises(FileFault, match="other_hub"):
        open_hub(settings)
    with engine.connect() as connection:
        connection.execute(hub.update().values(seed=seed))
    for mark in folder.glob("begun*"):
        for damaged in (b"", bytes(40), mark.read_bytes()[:-3], b"x" * 5000):
            mark.write_bytes(damaged)
            open_hub(settings)[0].dispose()  # it accuses no database, and is whole again
            assert len(mark.read_bytes()) == 130
    metadata.drop_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(FileFault, match="gone"):
        open_hub(settings)
    engine.dispose()


@pytest.mark.parametrize(
    ("harm", "reason", "said"),
    [
        ("cut", "database_damaged", "copie de secours"),
        ("junk", "database_damaged", "copie de secours"),
        ("held", "database_busy", "Arrêtez-le"),
        ("folder", "folder", "dossier"),
        ("pipe", "special", "ordinaire"),
    ],
)
def test_what_keeps_a_database_closed_has_its_own_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str, reason: str, said: str
) -> None:
    """Damaged, held by another program, no file at all: the file is named, with what helps; nothing is made anew."""
    monkeypatch.setattr(database, "_BUSY_MS", 50)
    open_hub(read_hub_settings(tmp_path))[0].dispose()
    file = tmp_path / DATABASE
    with closing(sqlite3.connect(file)) as other:
        if harm == "held":
            other.execute("BEGIN EXCLUSIVE")
        elif harm in ("folder", "pipe"):
            file.unlink()
            file.mkdir() if harm == "folder" else os.mkfifo(file)
        else:
            file.write_bytes(file.read_bytes()[:6000] if harm == "cut" else b"junk" * 3000)
        with pytest.raises(FileFault) as fault:
            open_hub(read_hub_settings(tmp_path))
    assert (fault.value.file, fault.value.reason) == (DATABASE, reason)
    assert said in Catalogues().error(fault.value, "fr")


def test_a_database_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    """Where no PostgreSQL listens, the sentence says so, and names neither address nor password."""
    settings = read_hub_settings(tmp_path, database="postgresql://kiosk:geheim@127.0.0.1:1/hub")
    with pytest.raises(FileFault) as fault:
        open_hub(settings)
    assert fault.value.reason == "database_away"
    assert "geheim" not in Catalogues().error(fault.value, "fr")


def test_a_certificate_is_never_waited_for(tmp_path: Path) -> None:
    """A pipe in the place of a certificate is named at once: waiting for it, a hub would serve nobody meanwhile."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileFault, match="special"):
        load_certificate(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), str(tmp_path / "pipe"), str(tmp_path / "pipe"))


def test_a_hub_that_starts_survives_a_hang_up() -> None:
    """Told to read a renewed certificate before it serves, it goes on: it has not read the old one yet."""
    program = (
        "import os, signal, sys\n"
        "from kiosk.commands import line\n"
        "from kiosk.core.errors import FileFault\n"
        "from kiosk.hub import compose\n"
        "def opens(_):\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    raise FileFault('x', 'gone')\n"
        "compose.open_hub = opens\n"
        "sys.exit(line.main(['hub', 'serve', '--data', '/nowhere']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
