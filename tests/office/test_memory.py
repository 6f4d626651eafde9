"""The laws of the office's ledger: what is wrong with it is said, it is never begun anew in silence, and it heals."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.commands.usage import speaking
from kiosk.core.errors import IllegalMove, LedgerDamaged, LedgerMissing, LedgerOlder, LedgerUnmarked, OfficeBusy
from kiosk.core.french import glued
from kiosk.core.office import Record
from kiosk.core.outbox import State
from kiosk.core.reference import spell
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office import act_commands, exchange, house, memory
from kiosk.office.commands import register
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence
from tests.office.made import PASSPHRASE, MadeDesk, MadeOffice
from tests.office.person import ASKED, NAME, Person
from tests.office.road import Road, RoadDesk


def ledger_of(folder: Path) -> Path:
    """Give the ledger's file."""
    return folder / house.LEDGER / "journal"


def flip(file: Path, part: float = 0.5) -> None:
    """Flip one bit in the middle of what was written, or elsewhere."""
    data = bytearray(file.read_bytes())
    data[int(len(bytes(data).rstrip(b"\0")) * part)] ^= 1
    file.write_bytes(data)


def worked(tmp_path: Path, usb: Path) -> tuple[MadeOffice, MadeDesk, list[str], Path]:
    """Make an office without a hub that took three acts from a key and answered one."""
    office = MadeOffice(tmp_path / "office")
    desk = office.desk()
    references = [desk.hand_over().reference for _ in range(3)]
    (name,) = desk.export(usb).files
    assert Person("import", office.folder, usb / name).talk((ASKED, PASSPHRASE)) == Exit.OK
    return office, desk, references, usb / name


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["flip", "cut", "missing", "empty folder"])
def test_a_ledger_that_is_harmed_is_said_each_time(tmp_path: Path, usb: Path, harm: str) -> None:
    """One flipped bit, a cut, a ledger that is gone: each command says so with the office's remedy, and ends with 1."""
    office, _, _, _ = worked(tmp_path, usb)
    file = ledger_of(office.folder)
    match harm:
        case "flip":
            flip(file)
        case "cut":
            file.write_bytes(file.read_bytes()[: len(file.read_bytes().rstrip(b"\0")) // 2])
        case "missing":
            shutil.rmtree(file.parent)
        case _:
            file.unlink()
    for _ in range(2):
        person = Person("inbox", office.folder, "--list")
        assert person.talk((ASKED, PASSPHRASE)) == Exit.FAULT
        assert "kiosk office heal" in person.seen
        assert "kiosk restore" not in person.seen
        assert "en cours" not in person.seen


@pytest.mark.slow
def test_what_a_lost_ledger_cannot_tell_is_to_be_checked(tmp_path: Path, usb: Path) -> None:
    """Healed with a yes, the old file is kept; an act that may have been done is shown as such, never as new."""
    office, _, references, bundle = worked(tmp_path, usb)
    before = ledger_of(office.folder).read_bytes()
    damaged = bytearray(before)
    for at in range(100, len(damaged), 64):  # no record of it still verifies
        damaged[at] ^= 1
    ledger_of(office.folder).write_bytes(damaged)
    ledger_of(office.folder).with_name("journal.previous").unlink()
    no = Person("heal", office.folder)
    assert no.talk((ASKED, PASSPHRASE), ("Tapez « oui »", "non")) == Exit.REFUSED
    healed = Person("heal", office.folder)
    assert healed.talk((ASKED, PASSPHRASE), ("Tapez « oui »", "oui")) == Exit.FAULT  # there is no hub to ask
    kept = [path.read_bytes() for path in ledger_of(office.folder).parent.iterdir()]
    assert bytes(damaged) in kept
    again = Person("import", office.folder, bundle)
    assert again.talk((ASKED, PASSPHRASE)) == Exit.OK
    for reference in references:
        assert f"{spell(reference)} : À VÉRIFIER" in again.seen


def test_a_sound_ledger_has_nothing_to_heal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a hub and with a whole ledger, that is all that is said: no remedy for what is not wrong, exit code 0."""
    office = MadeOffice(tmp_path / "office")
    monkeypatch.setattr(Terminal, "ask_passphrase", lambda *_: PASSPHRASE)
    assert main(["office", "heal", str(office.folder)]) == Exit.OK
    out, err = capsys.readouterr()
    assert out.splitlines() == [glued("Le registre est entier : il n’y a rien à refaire.")]
    assert err == ""


def test_without_a_hub_the_desks_trusted_by_file_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has no hub sees which desks are trusted, with their numbers, or how one comes to be; none is told to join."""
    office = MadeOffice(tmp_path / "office")
    monkeypatch.setattr(Terminal, "ask_passphrase", lambda *_: PASSPHRASE)
    command = ["office", "desk", "list", str(office.folder)]
    assert main(command) == Exit.OK
    assert capsys.readouterr().out.startswith("Aucun poste n’est reconnu.")
    office.desk()
    assert main(command) == Exit.OK
    assert capsys.readouterr().out.splitlines() == [glued("- Bus du jeudi : reconnu. Ses actes viennent par clé USB.")]
    assert main([*command, "--json"]) == Exit.OK
    (row,) = json.loads(capsys.readouterr().out)
    assert row["label"] == "Bus du jeudi"
    assert main(["office", "desk", "revoke", str(office.folder), row["desk"], "--now"]) == Exit.OK


@pytest.mark.slow
def test_without_a_hub_healing_says_its_sources_and_doubts_what_is_under_way(tmp_path: Path, usb: Path) -> None:
    """A cut ledger heals from what is beside it; every act that it still has may have been answered since."""
    office, _, references, _ = worked(tmp_path, usb)
    (office.folder / house.LEDGER).rename(tmp_path / "older")
    shutil.copytree(tmp_path / "older", office.folder / house.LEDGER)
    ledger = memory.open_ledger(office.folder, office.secrets.memory)
    ledger.note("later", b"1")
    memory.close_ledger(office.folder, ledger)
    shutil.rmtree(office.folder / house.LEDGER)
    shutil.copytree(tmp_path / "older", office.folder / house.LEDGER)
    healed = Person("heal", office.folder)
    assert healed.talk((ASKED, PASSPHRASE), ("Tapez « oui »", "oui")) == Exit.FAULT
    for words in ("seulement de ce qui se lit encore dans l’ancien", "relisez les clés USB"):
        assert words in " ".join(healed.seen.split())
    listed = Person("inbox", office.folder, "--list")
    assert listed.talk((ASKED, PASSPHRASE)) == Exit.OK
    for reference in references:
        (line,) = (line for line in listed.seen.splitlines() if spell(reference) in line)
        assert "À VÉRIFIER" in line


def test_an_inbox_notices_an_office_that_was_put_back_whole(
    road: Road, desk: RoadDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing in the folder shows that it is older: the hub's list of what this office took does; exit code 1, once."""
    copy = tmp_path / "copy"
    shutil.copytree(road.office.folder, copy)
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    shutil.rmtree(road.office.folder)
    shutil.copytree(copy, road.office.folder)
    parser = speaking(sentence, "fr")()
    register(parser.add_subparsers(required=True))
    args = parser.parse_args(["office", "inbox", str(road.office.folder)])

    @contextmanager
    def opened(*_: object) -> Iterator[house.House]:
        with road.open() as office:
            yield office

    monkeypatch.setattr(act_commands, "open_house", opened)
    monkeypatch.setattr(exchange, "line", road.line)
    terminal = Terminal(Catalogues(), "fr")
    assert args.action(args, terminal) == Exit.FAULT
    said = capsys.readouterr()
    assert "une copie a été remise" in said.err
    assert "1 acte retrouvé au relais." in said.out
    assert (road.record(entry).state, road.record(entry).shown) == (State.TAKEN, True)
    assert args.action(args, terminal) == Exit.OK
    assert "une copie a été remise" not in capsys.readouterr().err


def test_an_older_ledger_is_noticed(road: Road, desk: RoadDesk, tmp_path: Path) -> None:
    """A ledger put back from before what was written here is not taken for the last one."""
    folder = road.office.folder
    shutil.copytree(folder / house.LEDGER, tmp_path / "copy")
    desk.send(road, desk.hand_over())
    road.inbox()
    shutil.rmtree(folder / house.LEDGER)
    shutil.copytree(tmp_path / "copy", folder / house.LEDGER)
    with pytest.raises(LedgerOlder), road.open():
        pass
    memory.heal(folder, road.office.secrets.memory, road.now())
    assert road.records() == []


@pytest.mark.parametrize("harm", ["missing", "cut", "empty", "longer", "folder", *range(0, 160, 7)])
def test_a_mark_that_is_harmed_is_said(tmp_path: Path, harm: str | int) -> None:
    """The mark of a ledger is gone, or one bit of it flips: nothing is opened as if nothing were, and healing helps."""
    office = MadeOffice(tmp_path / "office")
    key, file = office.secrets.memory, office.folder / memory.MARK
    whole = file.read_bytes()
    match harm:
        case "missing":
            file.unlink()
        case "folder":
            file.unlink()
            file.mkdir()
        case "cut" | "empty" | "longer":
            file.write_bytes({"cut": whole[:-1], "empty": b"", "longer": whole + b"0"}[harm])
        case _:
            bit = int(harm)
            file.write_bytes(bytes(each ^ (1 << bit % 8 if at == bit // 8 else 0) for at, each in enumerate(whole)))
    for _ in range(2):
        with pytest.raises(LedgerUnmarked):
            memory.open_ledger(office.folder, key)
    if harm == "folder":
        file.rmdir()
    memory.heal(office.folder, key, datetime(2026, 11, 2, tzinfo=UTC))
    memory.close_ledger(office.folder, memory.open_ledger(office.folder, key))


def test_a_mark_of_an_older_program_is_believed(tmp_path: Path) -> None:
    """A mark without a check sum, and a ledger that never had one, are opened; from then on a mark is missed."""
    office = MadeOffice(tmp_path / "office")
    file = office.folder / memory.MARK
    file.write_bytes(file.read_bytes()[:16])
    memory.close_ledger(office.folder, memory.open_ledger(office.folder, office.secrets.memory))
    file.unlink()
    with pytest.raises(LedgerUnmarked):
        memory.open_ledger(office.folder, office.secrets.memory)


@pytest.mark.parametrize("times", [1, 2])
def test_a_damaged_ledger_heals_from_its_last_generation(tmp_path: Path, times: int) -> None:
    """A bit flips in the one record that a closed ledger is: all is in the file before it; so it is the second time."""
    office = MadeOffice(tmp_path / "office")
    key, file = office.secrets.memory, ledger_of(office.folder)
    for number in range(1, 4 * times + 1):
        ledger = memory.open_ledger(office.folder, key)
        ledger.put([Record(bytes([number]) * 16, "K7Q4M29XD", b"d" * 16, b"k" * 32, b"h" * 32, reason=str(number))])
        ledger.put([Record(bytes(16), "K7Q4M29XD", b"d" * 16, b"k" * 32, b"h" * 32, reason=f"last {number}")])
        memory.close_ledger(office.folder, ledger)
        if number % 4:
            continue
        flip(file)
        with pytest.raises(LedgerDamaged):
            memory.open_ledger(office.folder, key)
        memory.heal(office.folder, key, now())
        ledger = memory.open_ledger(office.folder, key)
        kept = {each.reason for each in ledger.records()}
        memory.close_ledger(office.folder, ledger)
        assert kept == {f"last {number}", *map(str, range(1, number + 1))}


def test_a_damaged_ledger_heals_from_the_hub(road: Road, desk: RoadDesk) -> None:
    """What the hub knows comes back as it was said, and is shown to nobody as new."""
    entries = [desk.hand_over() for _ in range(3)]
    desk.send(road, *entries)
    assert len(road.inbox().work) == 3
    road.answer(entries[0], State.DECLINED)
    flip(ledger_of(road.office.folder), 0.8)
    for _ in range(2):
        with pytest.raises(LedgerDamaged), road.open():
            pass
    memory.heal(road.office.folder, road.office.secrets.memory, road.now())
    road.sync()
    assert road.inbox().work == ()
    assert {each.act for each in road.records()} >= {entry.id for entry in entries[1:]}


def test_a_ledger_that_is_gone_is_not_begun_anew(road: Road) -> None:
    """Where there was a ledger, no command begins another."""
    shutil.rmtree(road.office.folder / house.LEDGER)
    for _ in range(2):
        with pytest.raises(LedgerMissing), road.open():
            pass
    assert not (road.office.folder / house.LEDGER).exists()


def test_two_commands_at_once_are_the_offices(road: Road) -> None:
    """A second command beside the first is told of the office, not of a desk."""
    with road.open(), pytest.raises(OfficeBusy), road.open():
        pass


# ---- answers ---------------------------------------------------------------------------------


def test_a_final_answer_stays_for_a_while(road: Road, desk: RoadDesk) -> None:
    """Held, it is neither sent nor exported and can be taken back; after ten minutes it goes, once for all.

    What was said before it stays true until then: a USB key carries that, a changed signing key signs it anew.
    """
    one, two = desk.hand_over(), desk.hand_over()
    desk.send(road, one, two)
    road.inbox()
    with road.open() as office:
        for entry in (one, two):
            office.answer(entry.id, State.PROOF_SEEN, None, hold=True)
        before = [(each.said.act, each.said.state, each.said.sequence) for each, _ in office.statements()]
        assert sorted(before) == sorted((entry.id, "taken", 3) for entry in (one, two))
        assert len(office.held()) == 2  # carrying it decides nothing
        office.say_again()
        assert {(each.said.state, each.said.sequence) for each, _ in office.statements()} == {("taken", 4)}
        back = office.take_back(one.id)
        assert (back.state, back.sequence, back.told) == (State.TAKEN, 4, False)
    road.sync()
    assert desk.news(road, two).said.state == "taken"  # type: ignore[union-attr]
    road.clock.now += int(timedelta(minutes=10).total_seconds())
    road.sync()
    assert desk.news(road, one).said.state == "taken"  # type: ignore[union-attr]
    assert desk.news(road, two).said.state == "proof_seen"  # type: ignore[union-attr]
    with road.open() as office, pytest.raises(IllegalMove):
        office.take_back(two.id)


def test_a_withdrawal_takes_back_what_nobody_was_told(road: Road, desk: RoadDesk) -> None:
    """She takes her consent back while `proof_seen` is held: it is not said, and somebody reads her wish first."""
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
    with road.open() as office:
        office.answer(entry.id, State.PROOF_SEEN, None, hold=True)
    desk.withdraw(entry, key=True)
    desk.send(road, entry)
    with road.open() as office, road.line(office) as client:
        from kiosk.office import exchange

        exchange.gather(office, client)
    record = road.record(entry)
    assert (record.state, record.stop_asked, record.stop_read) == (State.TAKEN, True, False)


@pytest.mark.slow
def test_what_ends_an_act_asks_and_can_be_taken_back(tmp_path: Path, usb: Path) -> None:
    """In French words: the act is repeated and asked about, anything but yes changes nothing, and undo undoes it."""
    office, _, references, _ = worked(tmp_path, usb)
    reference = spell(references[0])
    no = Person("answer", office.folder, reference, "Preuve vue")
    assert no.talk((ASKED, PASSPHRASE), ("C’est bien cela", "")) == Exit.REFUSED
    assert "Poste : Bus du jeudi" in no.seen
    yes = Person("answer", office.folder, reference, "preuve-vue")
    assert yes.talk((ASKED, PASSPHRASE), ("C’est bien cela", "oui")) == Exit.OK
    undo = Person("reprendre", office.folder, reference)
    assert undo.talk((ASKED, PASSPHRASE)) == Exit.OK
    assert "la réponse est reprise" in undo.seen
    wrong = Person("answer", office.folder, reference, "fini")
    assert wrong.end() == Exit.USAGE
    assert "rendez-vous" in wrong.seen
    assert NAME not in undo.seen


@pytest.mark.slow
def test_the_offices_process_is_closed(tmp_path: Path, usb: Path) -> None:
    """While it holds keys, no core file can be written and nobody of the same user reads its memory."""
    office, _, references, _ = worked(tmp_path, usb)
    # Who is root may look at anything: both are of the same user, and without such rights.
    plain = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    person = Person("answer", office.folder, spell(references[0]), "preuve-vue", through=plain)
    person.wait_for(ASKED)
    person.type(PASSPHRASE)
    person.wait_for("C’est bien cela")
    process = Path(f"/proc/{person._process.pid}")
    assert next(line.split()[4] for line in (process / "limits").read_text().splitlines() if "core file" in line) == "0"
    with subprocess.Popen([*plain, "cat"], stdin=subprocess.PIPE) as other:
        time.sleep(0.3)  # until the other is what it will be
        for looked_at, opens in ((other.pid, True), (person._process.pid, False)):
            # One right lets in to the memory and to this.
            look = subprocess.run([*plain, "cat", f"/proc/{looked_at}/environ"], capture_output=True, check=False)
            assert (look.returncode == 0) is opens, (look.stderr, opens)
    person.type("non")
    assert person.end() == Exit.REFUSED


@pytest.mark.slow
def test_two_acts_with_one_reference_are_asked_about(tmp_path: Path, usb: Path) -> None:
    """Identity is the act's id: where two have one reference, a person says which, and only that one is answered."""
    office, _, references, _ = worked(tmp_path, usb)
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        first = opened.ledger.find(references[0])[0]
        opened.ledger.put([replace(first, act=b"another act here")])
    person = Person("answer", office.folder, spell(references[0]), "rendez-vous", "mardi")
    assert person.talk((ASKED, PASSPHRASE), ("Son numéro dans cette liste", "2")) == Exit.OK
    with house.opened(office.folder, PASSPHRASE, now) as opened:
        states = [each.state for each in opened.ledger.find(references[0])]
    assert states == [State.TAKEN, State.APPOINTMENT]
