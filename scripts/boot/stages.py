"""What is done to a desk that stands: work, keys, forbidden keys, strange devices, and a cut of its power."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from kiosk.words.road import RoadUi
from scripts.boot.images import names_on, take_from, usb_key
from scripts.boot.trial import LONG, Trial
from scripts.boot.work import acted, left, opened, printed, waiting
from tests.e2e.journey import CLOSED, MAIN, Journey
from tests.e2e.terminal import PASSPHRASE

KEYS = "run/media/kiosk"
FORBIDDEN = (
    *(f"ctrl-alt-f{number}" for number in (2, 3, 7)), "alt-f2", "alt-right", "ctrl-alt-delete", "alt-sysrq-b",
    "alt-sysrq-k", "alt-sysrq-r", "ctrl-c", "ctrl-z", "ctrl-backslash", "ctrl-s", "scroll_lock", "shift-pgup",
)  # fmt: skip


def use(trial: Trial, disk: Path) -> None:
    """Unlock, act, print, export on a key that is then pulled."""
    record = trial.record
    image = usb_key(trial.folder / "cle.img", "CLE", 64)
    with trial.started(disk):
        console, machine, shell = trial.console, trial.machine, trial.shell
        machine.printer.plug()
        opened(trial)
        record.check(
            "imprimante USB branchée en marche : au compte de la borne",
            _wait(lambda: "kiosk" in shell.run("stat -c %G /dev/usb/lp0 2>&1")),
            shell.run("ls -l /dev/usb"),
        )
        acted(trial)
        trial.picture("recu")
        printed(trial)
        trial.picture("imprime")
        record.check(
            f"un reçu de {len(machine.printer.paper)} octets sur l’imprimante",
            len(machine.printer.paper) > 5000,
            console.rows(),
        )
        left(trial)
        console.press("f7")
        console.wait_for(RoadUi.TITLE.value)
        console.rest()
        began = monotonic()
        machine.plug_key("cle", image)
        console.wait_for("Clé USB trouvée")
        record.note(f"clé nommée {monotonic() - began:.1f} s après le branchement")
        trial.picture("cle-trouvee")
        record.note(shell.run(f"findmnt -rn -o TARGET,FSTYPE,OPTIONS | grep {KEYS}").strip())
        sleep(6)
        record.check(
            "la clé est lâchée après deux secondes",
            "vfat" not in shell.run(f"findmnt -rn | grep {KEYS}"),
            shell.run(f"findmnt -rn | grep {KEYS}"),
        )
        console.press("1", "enter")
        console.wait_for(RoadUi.WHICH_DRIVE.value)
        console.press("1", "enter")
        console.wait_for("Retirez la clé", seconds=LONG)
        machine.pull("cle")
        began = monotonic()
        console.wait_for(RoadUi.KEY_GONE.value)
        record.note(f"« {RoadUi.KEY_GONE.value} » {monotonic() - began:.1f} s après")
        trial.picture("cle-retiree")
        record.check(
            "plus rien n’est monté",
            not _wait_not(lambda: shell.run(f"findmnt -rn | grep {KEYS}").strip()),
            shell.run(f"findmnt -rn | grep {KEYS}; systemctl --failed --no-legend"),
        )
        record.check("la borne va son chemin", console.shows(RoadUi.TITLE.value), console.rows())
        unread = trial.folder / "rien.img"
        unread.write_bytes(bytes(8_000_000))
        machine.plug_key("rien", unread)
        console.wait_for("elle ne peut pas être lue")
        machine.pull("rien")
        record.check("une clé illisible est dite illisible", True)
        machine.plug_key("cle2", image, read_only=True)
        console.wait_for("lecture seule")
        record.check("une clé en lecture seule est dite telle", True)
        machine.pull("cle2")
        trial.stop()
    found = [each for each in names_on(image) if each.endswith(".ksb") or "kiosk" in each.lower()]
    record.check(f"sur la clé : {', '.join(found)}", len(found) == 1, names_on(image))
    said = trial.office("open", take_from(image, found[0], trial.folder), answers=(PASSPHRASE,))
    record.check("le bureau ouvre l’acte", "Je demande à fermer mon espace santé" in said, said)


def forbid(trial: Trial, disk: Path) -> None:
    """Press what leads elsewhere, and plug in what nobody let in."""
    record = trial.record
    with trial.started(disk):
        console, machine, shell = trial.console, trial.machine, trial.shell
        console.wait_for(CLOSED, seconds=LONG)
        up, before = shell.run("cat /proc/sys/kernel/random/boot_id"), _main(trial)
        for keys in (*FORBIDDEN, *["ctrl-alt-delete"] * 8):
            machine.key(keys)
        sleep(5)
        console.rest()
        record.check(
            f"{', '.join(FORBIDDEN)} : rien",
            (shell.run("cat /sys/class/tty/tty0/active").strip(), _main(trial)) == ("tty1", before)
            and shell.run("cat /proc/sys/kernel/random/boot_id") == up
            and console.shows(CLOSED),
            console.rows(),
        )
        record.check("aucune autre console", not shell.run("pgrep -a 'agetty|^login$'").strip(), shell.run("ps ax"))
        machine.plug("second", "usb-kbd")
        machine.plug("series", "usb-serial", chardev="paper")
        sleep(8)
        told = shell.run(
            "for d in /sys/bus/usb/devices/[0-9]*-[0-9]*; do case $d in *:*) continue;; esac;"
            "echo $(cat $d/product) = $(cat $d/authorized); done"
        )
        record.check("un second clavier est refusé", told.count("Keyboard = 0") == 1, told)
        record.check("celui de l’installation marche", told.count("Keyboard = 1") == 1, told)
        record.check(
            "un adaptateur série entre, au compte de la borne",
            "kiosk" in shell.run("stat -c %G /dev/ttyUSB0 2>&1"),
            told + shell.run("ls -l /dev/ttyUSB*; dmesg | tail -5"),
        )
        console.type("abc")
        trial.picture("verrouillee-clavier")
        machine.pull("second")
        said = shell.run("kiosk doctor --machine", LONG)
        record.note(f"kiosk doctor --machine :\n{said}")
        trial.stop()


def cut(trial: Trial, disk: Path) -> None:
    """Cut the power behind a receipt and in the middle of an act, and start again."""
    record = trial.record
    with trial.started(disk):
        trial.machine.printer.plug()
        opened(trial)
        acted(trial)
        printed(trial)
        kept = left(trial)
        Journey(trial.console, "close", MAIN).begin()
        trial.console.rest()
        record.note("courant coupé pendant une démarche")
    with trial.started(disk):
        trial.console.wait_for(CLOSED, seconds=LONG)
        record.check("après la coupure : la borne, verrouillée", True)
        opened(trial)
        found = waiting(trial)
        record.check(f"les actes sont là : {', '.join(sorted(kept))}", bool(kept) and kept <= found, found)
        trial.stop()


def _main(trial: Trial) -> str:
    return trial.shell.run("systemctl show -p MainPID kiosk-desk.service")


def _wait(done: Callable[[], object], seconds: float = 20) -> bool:
    until = monotonic() + seconds
    while monotonic() < until:
        if done():
            return True
        sleep(0.3)
    return False


def _wait_not(done: Callable[[], object]) -> bool:
    return not _wait(lambda: not done())
