"""`kiosk doctor` says what it looked at and what it could not, in one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.desk.folder import STORE
from kiosk.desk.making import create_desk
from kiosk.machine.exits import Exit
from kiosk.office import keys
from tests.office.made import CHEAP, PASSPHRASE


def test_the_doctor_vouches_for_no_act(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the key, records that are gone are seen and said; that the others are whole is never said."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
    keys.settle_office(tmp_path / "office", founding, PASSPHRASE, CHEAP)
    desk = tmp_path / "desk"
    create_desk(desk, (tmp_path / "office" / keys.PUBLIC).read_bytes(), PASSPHRASE, "Bus", cost=CHEAP)
    main(["doctor", "--data", str(desk)])
    assert "la borne le voit quand elle s’ouvre" in capsys.readouterr().out
    journal = desk / STORE / "journal"
    journal.write_bytes(journal.read_bytes()[:70])
    assert main(["doctor", "--data", str(desk)]) == Exit.FAULT
    said = capsys.readouterr().out
    assert "! Les données de la borne sont abîmées." in said
    assert "en ordre" not in said


def test_an_english_doctor_speaks_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Titles of procedures and names of languages are those of the language of the rest."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    main(["doctor", "--data", str(tmp_path)])
    said = capsys.readouterr().out
    assert "Close Mon espace santé" in said
    assert "Arabic" in said
    assert "Fermer" not in said
    assert "arabe" not in said
