"""What is done to a desk with a key that holds an update: refused, cut in the middle, taken, gone back from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, sleep

from kiosk.words.update import Unchanged
from scripts.boot.images import WORD, program_on, usb_key
from scripts.boot.trial import LONG, Trial
from scripts.boot.work import acted, left, opened, printed, waiting
from tests.e2e.journey import CLOSED
from tests.e2e.terminal import PASSPHRASE

STEP = 60.0
"""Seconds between two moments of an update at which the disk is kept as a cut of the power would leave it."""
BOOTED = 3
"""How many of these disks are started, too; all are read."""
SAID = "cat /run/kiosk-desk/update 2>/dev/null"
"""What came of a key, in one word."""


def update(trial: Trial, disk: Path) -> None:
    """Bring updates on keys: those that are refused, one that is taken, with cuts all along, and back once."""
    if trial.release is None:
        trial.record.note("aucune mise à jour n’est donnée")
        return
    content = _copy(trial, trial.release, "maj")
    bare = _key(trial, content, "SANS")
    trial.office("agree", content, answers=("oui", PASSPHRASE))
    good = _key(trial, content, "MAJ")
    with trial.started(disk):
        trial.console.wait_for(CLOSED, seconds=LONG)
        _refused(trial, bare, Unchanged.NO_ASSENT)
        _refused(trial, _changed(trial, content, "coupee", _shorten), Unchanged.CUT)
        _refused(trial, _changed(trial, content, "melangee", _mix), Unchanged.MIXED)
        before, kept, cuts = _taken(trial, disk, good)
        trial.stop()
    with trial.started(disk):
        trial.console.wait_for(CLOSED, seconds=LONG)
        after = version(trial)
        trial.record.check(f"« {before} », puis « {after} »", after != before)
        if trial.older:
            older = _copy(trial, trial.older, "ancienne")
            trial.office("agree", older, answers=("oui", PASSPHRASE))
            _refused(trial, _key(trial, older, "ANCIENNE"), Unchanged.OLDER)
        _refused(trial, good, Unchanged.SAME)
        opened(trial)
        _still(trial, kept)
        trial.picture("apres-mise-a-jour")
        trial.stop()
    _back(trial, disk, before, kept)
    _cuts(trial, cuts, before, after, kept)


def version(trial: Trial) -> str:
    """Say what the machine runs from its next start on."""
    return trial.shell.run("kiosk update 2>&1", LONG).splitlines()[0]


def _refused(trial: Trial, key: Path, why: Unchanged) -> None:
    """See that a key changes nothing, that the locked screen says why, and that this goes with the key."""
    record, name = trial.record, why.name.lower()
    before = version(trial)
    trial.machine.plug_key(name, key, read_only=True)
    trial.console.wait_for(why.value, seconds=LONG)
    trial.picture(f"refusee-{name}")
    record.check(f"« {why.value} » : rien ne change", version(trial) == before, version(trial))
    trial.machine.pull(name)
    until = monotonic() + 60
    while trial.console.shows(why.value) and monotonic() < until:
        trial.console.look(0.5)
    record.check("la clé retirée, la phrase s’en va", not trial.console.shows(why.value), trial.console.rows())


def _taken(trial: Trial, disk: Path, key: Path) -> tuple[str, set[str], list[Path]]:
    """Plug the key into a desk that is open, and give the version before, the acts that wait, and the disks."""
    record, console, machine = trial.record, trial.console, trial.machine
    machine.printer.plug()
    opened(trial)
    before = version(trial)
    acted(trial)
    printed(trial)
    kept = left(trial)
    machine.plug_key("maj", key, read_only=True)
    began, cuts = monotonic(), list[Path]()
    while not (said := trial.shell.run(SAID, LONG).strip()) and monotonic() - began < LONG / 3:
        sleep(0.5)
    while said == "taking" and monotonic() - began < LONG:
        cuts.append(disk.with_name(f"coupe-{len(cuts)}.qcow2"))
        machine.copy(disk, cuts[-1])
        sleep(STEP)
        said = trial.shell.run(SAID, LONG).strip()
    record.check("la clé branchée dans la borne ouverte : la mise à jour est faite", said == "done", said)
    record.note(f"{monotonic() - began:.0f} s après le branchement")
    console.press("f9")  # locks
    console.wait_for("La mise à jour est faite", seconds=LONG)
    trial.picture("mise-a-jour")
    machine.pull("maj")
    return before, kept, cuts


def _cuts(trial: Trial, disks: Sequence[Path], before: str, after: str, kept: set[str]) -> None:
    """Read what each cut left, and start some of them."""
    record, found = trial.record, [program_on(disk, trial.folder) for disk in disks]
    record.check(
        f"{len(disks)} coupures, une toutes les {STEP:.0f} s : chaque disque a un programme qui marche",
        bool(found) and all(found),
        found,
    )
    record.note(", ".join(found))
    for disk in disks[:: max(1, len(disks) // BOOTED)][-BOOTED:]:
        with trial.started(disk):
            trial.console.wait_for(CLOSED, seconds=LONG)
            here = version(trial)
            record.check(f"{disk.stem} démarre en borne verrouillée : « {here} »", here in (before, after), here)
            opened(trial)
            _still(trial, kept)
            trial.stop()


def _still(trial: Trial, kept: set[str]) -> None:
    found = waiting(trial)
    trial.record.check(f"les actes qui attendaient sont là ({len(kept)})", bool(kept) and kept <= found, found)


def _back(trial: Trial, disk: Path, before: str, kept: set[str]) -> None:
    """Enter as an administrator, go back, once, and see the desk again."""
    record = trial.record
    with trial.started(disk, "kiosk.admin"):
        console = trial.console
        trial.open_session()
        record.check("le démarrage de l’administrateur demande un nom", not console.shows(CLOSED))
        console.line("sudo kiosk update --back")
        console.wait_for("[sudo]")
        console.line(WORD)
        console.wait_for("Au prochain démarrage", seconds=LONG)
        trial.picture("retour")
        console.line("sudo kiosk update --back")
        console.wait_for(Unchanged.NO_BACK.value, seconds=LONG)
        record.check("on ne revient qu’une fois", True)
        traced = trial.shell.run("journalctl -b --no-pager | grep -E 'session opened|kiosk.admin' | head -4")
        record.check("le journal garde qui est entré", "benevole" in traced, traced)
        trial.stop()
    with trial.started(disk):
        trial.console.wait_for(CLOSED, seconds=LONG)
        record.check("la version d’avant est revenue", version(trial) == before, version(trial))
        opened(trial)
        _still(trial, kept)
        trial.stop()


def _key(trial: Trial, content: Path, name: str) -> Path:
    return usb_key(trial.folder / f"{name.lower()}.img", name, 150, content)


def _copy(trial: Trial, release: Path, name: str) -> Path:
    content = trial.folder / name
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(release, content / "kiosk-update")
    return content


def _changed(trial: Trial, content: Path, name: str, change: Callable[[Path], None]) -> Path:
    other = _copy(trial, content / "kiosk-update", name)
    (package,) = (other / "kiosk-update" / "targets").glob("*.deb")
    change(package)
    return _key(trial, other, name.upper())


def _shorten(package: Path) -> None:
    data = package.read_bytes()
    package.write_bytes(data[: len(data) // 2])


def _mix(package: Path) -> None:
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
