"""A real desk and a real office, from nothing to the act in the office's hands, on real terminals."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from kiosk.desk.folder import VAULT
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME, SHOWN, to_questions, to_receipt
from tests.e2e.made import SECRETS, WIDE, became_staff, found_office, made_desk
from tests.e2e.terminal import PASSPHRASE, Terminal, traces


@pytest.mark.slow
def test_from_nothing_to_the_act_in_the_office(start: Start, tmp_path: Path) -> None:
    """An act survives kill -9 behind its receipt, travels, is opened by the office, and is nowhere in clear."""
    office, data, usb = tmp_path / "office", tmp_path / "data", tmp_path / "usb"
    usb.mkdir()
    found_office(start, office)
    made_desk(start, data, office)

    terminal = start("run", "--data", data)
    terminal.wait_for("Borne verrouillée")
    terminal.type(PASSPHRASE)
    assert PASSPHRASE not in terminal.text()
    terminal.press("enter")
    to_questions(terminal)
    reference = to_receipt(terminal)
    busy = start("export", usb, "--data", data, size=WIDE)
    busy.said("Phrase de passe")
    busy.line(PASSPHRASE)
    assert busy.end() == 4
    terminal.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    again = start("run", "--data", data)
    again.wait_for("Borne verrouillée")
    again.type(PASSPHRASE)
    again.press("enter")
    again.wait_for(HOME)
    again.press("f6")
    again.wait_for(reference)
    assert again.shows("en attente")
    again.lead(("escape", HOME))
    again.press("f10")
    again.wait_for("tapez la phrase de passe")
    again.type(PASSPHRASE)
    again.press("enter")
    assert again.end() == 0

    export = start("export", usb, "--data", data, size=WIDE)
    export.said("Phrase de passe")
    export.line(PASSPHRASE)
    assert export.end() == 0
    bundle, _ = written = sorted(usb.iterdir(), key=lambda each: each.suffix)
    assert [each.suffix for each in written] == [".ksb", ".kst"]  # the acts, and how the desk is

    trust = start("office", "trust", office, data / "desk.public", size=WIDE)
    trust.said("pour faire confiance")
    trust.line("oui")
    trust.said("Phrase de passe")
    trust.line(PASSPHRASE)
    assert trust.end() == 0

    opening = start("office", "open", office, bundle, size=WIDE)
    opening.said("Phrase de passe")
    opening.line(PASSPHRASE)
    assert opening.end() == 0
    for shown in (reference, *SHOWN, "Fermer Mon espace santé", "Je demande à fermer mon espace santé."):
        assert shown in opening.raw.decode(), shown
    assert traces(tmp_path, SECRETS) == []


@pytest.mark.slow
def test_a_real_desk_wants_a_desk_and_a_passphrase(start: Start, tmp_path: Path) -> None:
    """Without a desk it says which command makes one; with a wrong passphrase it stays closed; Ctrl+C does nothing."""
    empty = start("run", "--data", tmp_path / "nothing", size=WIDE)
    assert empty.end() == 5
    empty.said("kiosk init")
    found_office(start, tmp_path / "office")
    made_desk(start, tmp_path / "data", tmp_path / "office")
    terminal = start("run", "--data", tmp_path / "data")
    terminal.wait_for("Borne verrouillée")
    terminal.type("ce n’est pas la phrase")
    terminal.press("enter")
    terminal.wait_for("Ce n’est pas la bonne phrase de passe")
    terminal.press("\x03", "\x11", "\x1a", "\x1c", "\x10", "\x04")
    assert terminal.process.isalive()
    assert terminal.shows("Borne verrouillée")
    terminal.kill(signal.SIGTERM)
    assert terminal.end(3) == 0


@pytest.mark.slow
def test_staff_copies_and_the_end_of_a_desk(start: Start, tmp_path: Path) -> None:
    """A colleague is added and opens, a copy is read back, an erasure asks twice; no pseudonym is left in clear."""
    office, data, usb = tmp_path / "office", tmp_path / "data", tmp_path / "usb"
    usb.mkdir()
    found_office(start, office)
    made_desk(start, data, office)
    colleague = "girafe lavabo nuage"

    def run(*arguments: object, says: tuple[tuple[str, str], ...], code: int = 0) -> str:
        terminal = start(*arguments, "--data", data, size=WIDE)
        for question, answer in says:
            terminal.said(question)
            terminal.line(answer)
        assert terminal.end() == code, terminal.raw.decode()
        return terminal.raw.decode()

    own = ("Votre phrase de passe", PASSPHRASE)
    assert "Trop facile" in run("staff", "add", "Zénobie", says=(own, ("Nouvelle phrase", "motdepasse2024")), code=3)
    run("staff", "add", "Zénobie", says=(own, ("Nouvelle phrase", colleague), ("Encore une fois", colleague)))
    assert "Zénobie (vous)" in run("staff", "list", says=(("Votre phrase de passe", colleague),))
    refused = run("staff", "passphrase", "Zénobie", says=(own,), code=2)
    assert "n’est pas le vôtre" in refused
    run("backup", usb, says=(("Phrase de passe", colleague),))
    assert traces(tmp_path, [*SECRETS, colleague, "Zénobie"]) == []
    shown = run("audit", "show", says=(own,))
    assert re.search(r"Ama +personne ajoutée", shown)
    assert re.search(r"Zénobie +copie du poste", shown)
    run("erase", says=(("Phrase de passe", PASSPHRASE), ("pour continuer", "effacer"), ("Tapez encore", "")), code=3)
    run("erase", says=(("Phrase de passe", PASSPHRASE), ("pour continuer", "effacer"), ("Tapez encore", "effacer")))
    assert not list(data.iterdir())
    run("restore", next(usb.iterdir()), says=(("de la copie", colleague),))
    assert "n’a été changé sans phrase de passe" in run("audit", "verify", says=(("Votre phrase de passe", colleague),))


@pytest.mark.slow
def test_a_damaged_desk_and_a_lost_paper(start: Start, tmp_path: Path) -> None:
    """A responsible person gets out of damage, of a mistyped recovery paper and of a cut init by what is said alone."""
    office, data, usb = tmp_path / "office", tmp_path / "data", tmp_path / "usb"
    usb.mkdir()
    found_office(start, office)
    made_desk(start, data, office)

    def begin(*arguments: object, says: tuple[tuple[str, str], ...]) -> Terminal:
        terminal = start(*arguments, "--data", data, size=WIDE)
        for question, answer in says:
            terminal.said(question)
            terminal.line(answer)
        return terminal

    def ends(terminal: Terminal, code: int, *words: str) -> None:
        assert terminal.end() == code, terminal.raw.decode()
        for each in words:
            terminal.said(re.escape(each))

    def copies(terminal: Terminal, *, right: bool) -> None:
        paper = [terminal.said(rf"\s{number}\.  (\w{{4}})").group(1) for number in range(1, 9)]
        terminal.said("L’écran sera effacé")
        terminal.line("")
        asked = int(terminal.said(r"Tapez le groupe numéro (\d)").group(1))
        terminal.line(paper[asked - 1] if right else "UUUU\nUUUU\nUUUU")

    own, now = ("Votre phrase de passe", PASSPHRASE), ("ne la connaît plus", PASSPHRASE)
    ends(begin("backup", usb, says=(("Phrase de passe", PASSPHRASE),)), 0)
    (copy,) = usb.iterdir()
    for right in (False, True):
        terminal = begin("staff", "rekey", says=(own,))
        copies(terminal, right=right)
        ends(terminal, 0 if right else 1, "Détruisez l’ancien papier" if right else "lancez « kiosk staff rekey »")

    journal = data / "store" / "journal"
    journal.write_bytes(journal.read_bytes()[:150] + bytes(20) + journal.read_bytes()[170:])
    ends(begin("staff", "list", says=(own,)), 1, "« kiosk restore »")
    ends(begin("backup", usb, says=(("Phrase de passe", PASSPHRASE),)), 1, "copiés tels quels")
    ends(begin("restore", copy, says=(now, ("pour continuer", "non"))), 3, "Rien n’a été changé")
    ends(begin("restore", data, says=()), 1, "un dossier de ce poste")
    back = begin("restore", copy, says=(now, ("pour continuer", "oui"), ("de la copie", PASSPHRASE)))
    ends(back, 0, "    Ama", "« kiosk staff remove »", "data.kept-1")

    (data / VAULT).unlink()
    terminal = begin("init", office / "office.public", says=())
    became_staff(terminal)
    ends(terminal, 0, "store.kept")
    erase = begin("erase", says=(now, ("pour continuer", "effacer"), ("Tapez encore", "effacer")))
    ends(erase, 0, "Ce dossier sera détruit aussi")
    assert not list(data.iterdir())
    assert {each.name for each in tmp_path.iterdir() if each.name.startswith("data")} == {"data"}
