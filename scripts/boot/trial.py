"""What is tried, in order: a key makes a desk of a fresh Debian, and the desk stands what is done to it.

Each stage begins with the disk that the one before it left, so that one is tried again alone.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from scripts.boot.console import Console
from scripts.boot.emulator import Laptop, RootShell
from scripts.boot.images import NAME, WORD, Debian, names_on, take_from, usb_key
from scripts.boot.record import Seen
from tests.e2e.journey import CLOSED
from tests.e2e.terminal import PASSPHRASE

LINE = "sudo mount -o X-mount.mkdir LABEL=KIOSK /mnt/cle && sudo sh /mnt/cle/installer.sh"
LONG = 3600.0
"""Seconds for what takes minutes on a real machine."""
MOST = 12
"""Answers and key presses for each laptop."""
BOOT = "cat /proc/sys/kernel/random/boot_id"


class Trial:
    """A laptop, a key, and what is seen of them.

    Args:
        debian: a fresh one.
        key: the folder of the key.
        folder: for disks, pictures and the office.
        record: says what is seen.
        release: the folder with a newer release, that scripts/release made; None: no update is tried.
        older: the same folder as it was a release before.
    """

    def __init__(
        self,
        debian: Debian,
        key: Path,
        folder: Path,
        record: Seen,
        release: Path | None = None,
        older: Path | None = None,
    ) -> None:
        self.debian, self.key, self.folder, self.record = debian, key, folder, record
        self.release, self.older = release, older
        self.machine: Laptop
        self.shell: RootShell
        self.console: Console

    @contextmanager
    def started(self, disk: Path, *words: str) -> Iterator[None]:
        """Start the machine, with words for its kernel, and cut its power at the end whatever happened."""
        self.machine = Laptop(self.debian, disk, self.folder, *words)
        try:
            self.shell = RootShell(self.machine.line)
            self.shell.wait(LONG)
            self.console = Console(self.machine, self.shell)
            yield
        finally:
            self.machine.cut()

    def picture(self, name: str) -> None:
        """Keep a picture of the screen."""
        self.machine.picture(self.folder / f"{name}.png")

    # -- from the key to the desk

    def install(self, disk: Path) -> None:
        """Do what the volunteer does, and count it."""
        record = self.record
        image = usb_key(self.folder / "kiosk.img", "KIOSK", 400, self.key, self.found_office())
        with self.started(disk):
            console, machine, answers = self.console, self.machine, 0
            self.open_session()
            record.note("session ouverte")
            machine.printer.plug()
            machine.plug_key("cle", image)
            sleep(5)
            began = monotonic()
            console.line(LINE)
            console.wait_for("[sudo]")
            console.line(WORD)
            answers += 1
            record.note("une ligne ; sudo demande la phrase de passe de qui a installé Debian")
            before = self.shell.run(BOOT)
            answers += self.questions()
            record.check(f"{answers} réponses et appuis (au plus {MOST})", answers <= MOST)
            record.note(f"{monotonic() - began:.0f} s de la première ligne au redémarrage")
            self._restarted(before)
            self.console.wait_for(CLOSED, seconds=LONG)
            self.picture("verrouillee")
            record.check("après le redémarrage, la première console est la borne, verrouillée", True)
            self.shell.run("sync")
            self.stop()
        record.check(
            "le fichier du poste est sur la clé",
            any("desk.public" in each for each in names_on(image)),
            names_on(image),
        )
        self.trust(image)

    def _restarted(self, before: str) -> None:
        """Wait until the machine has started anew: a shell that is stopped meanwhile says nothing, or half a word."""
        until = monotonic() + LONG
        while monotonic() < until:
            with suppress(TimeoutError):
                now = self.shell.run(BOOT, 30).strip()
                if len(now) == len(before.strip()) and now != before.strip():
                    return
            sleep(1)
            self.shell.wait(LONG)
        raise TimeoutError("the machine did not start anew")

    def questions(self) -> int:
        """Answer what is asked until the machine restarts, and give how often."""
        console, record, answers = self.console, self.record, 0
        paper: dict[int, str] = {}
        while True:
            asked = self._asked()
            for number, group in re.findall(r"\b(\d)\.\s+(\w{4})\b", console.text()):
                paper[int(number)] = group
            answer = self._answer(asked, paper)
            self.picture(f"question-{answers}")
            record.note(f"« {asked} » → {'Entrée' if not answer else '…' if answer == PASSPHRASE else answer}")
            if asked == _ASKED[-1]:
                record.check(
                    "les règles USB sont faites, ou il est dit pourquoi non",
                    console.shows("un autre sera refusé"),
                    console.rows(),
                )
                self.machine.pull("cle")
                sleep(2)
            console.type(answer)
            before = console.rows()
            console.tap("enter")
            answers += 1
            if asked == _ASKED[-1]:
                return answers
            while console.rows() == before:
                console.look(0.2)

    def _asked(self) -> str:
        """Wait for a question in the last rows that have words: those before the last one were answered."""
        until = monotonic() + LONG
        while monotonic() < until:
            self.console.rest()
            rows = self.console.rows().splitlines()[-2:] or [""]
            text = " ".join(" ".join(rows).split())
            last = max(_ASKED, key=text.rfind)
            if last in text and rows[-1].rstrip().endswith((":", "redémarre", ".")):
                return last
        raise AssertionError(self.console.text())

    def _answer(self, asked: str, paper: dict[int, str]) -> str:
        if asked == "Tapez le groupe numéro":
            found = re.search(r"groupe numéro (\d)", " ".join(self.console.text().split()))
            return paper[int(found.group(1))] if found else ""
        return _ANSWERS.get(asked, "")

    def open_session(self) -> None:
        """Open a session on a console that asks for a name."""
        self.console.wait_for("login:", seconds=LONG)
        self.console.rest()
        self.console.line(NAME)
        self.console.wait_for("assword", "Mot de passe")
        for sign in (*WORD, "enter"):
            self.console.tap(sign)
        self.console.wait_for("$")

    def trust(self, image: Path) -> None:
        """Have the office trust the desk, with the file that the key brought."""
        (name,) = (each for each in names_on(image) if each.endswith("desk.public"))
        self.office("trust", take_from(image, name, self.folder), answers=("oui", PASSPHRASE))

    def found_office(self) -> Path:
        """Found the office of the trial, once, and give its public file."""
        from kiosk.office import keys
        from tests.office.made import CHEAP

        if not (self.folder / "office").exists():
            founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
            keys.settle_office(self.folder / "office", founding, PASSPHRASE, CHEAP)
        return self.folder / "office" / "office.public"

    def office(self, *words: str | Path, answers: tuple[str, ...]) -> str:
        """Let the office do something on this machine, and give what it says."""
        from tests.e2e.terminal import Terminal

        command, folder = words[0], self.folder / "office"
        terminal = Terminal("office", command, folder, *words[1:], home=self.folder, size=(200, 60))
        for answer in answers:
            terminal.said("Phrase de passe" if answer == PASSPHRASE else "Tapez «")
            terminal.line(answer)
        code = terminal.end()
        self.record.check(f"le bureau : {command}", code == 0, terminal.raw.decode())
        return terminal.raw.decode()

    def stop(self) -> None:
        """Stop the machine in order."""
        self.shell.run("systemctl --no-block poweroff")
        with suppressed():
            self.machine.process.wait(LONG / 3)


@contextmanager
def suppressed() -> Iterator[None]:
    """Let a machine that does not stop be cut."""
    try:
        yield
    except subprocess.TimeoutExpired:
        print("elle ne s’est pas arrêtée")


_ASKED = (
    "relais de l’association (Entrée : pas de relais)",
    "Quelle imprimante ?",
    "Le nom de ce poste",
    "Votre pseudonyme",
    "Nouvelle phrase de passe",
    "Encore une fois",
    "L’écran sera effacé",
    "Tapez le groupe numéro",
    "Retirez la clé",
)
_ANSWERS = {
    "Le nom de ce poste": "Bus du jeudi",
    "Votre pseudonyme": "Ama",
    "Nouvelle phrase de passe": PASSPHRASE,
    "Encore une fois": PASSPHRASE,
}
