"""What no keyboard sends, thrown at every screen of a real desk on a pseudo-terminal: run by `measures.fuzz`.

Also while a printer is mute and while a USB key is slow.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

from scripts.measures.pty import make_desk
from scripts.measures.slow import gate, mute_printer, waiting_acts
from tests.e2e.terminal import KEYS, PASSPHRASE, Terminal

F8, F9, F12 = KEYS["f8"], "\x1b[20~", "\x1b[24~"
CLOSED, HOME = ("Borne verrouillée",), ("Que veut faire la personne ?",)
LOCKED, HIDDEN = ("Écran verrouillé", "Screen locked"), ("F8 : revenir", "F8: come back")
LEFT = ("Ce qui était déjà enregistré le reste.", "What was already recorded stays recorded.")
WRITING, READING = "Écriture sur la clé USB…", "Lecture de la clé USB…"
SCREENS = {
    "closed": ("", CLOSED),
    "home": ("", HOME),
    "hidden": (F8, HIDDEN),
    "locked": (F9, LOCKED),
    "left": (F12, LEFT),
    "help": (KEYS["f1"], ("Échap",)),
    "language": (KEYS["f2"], ("English",)),
    "queue": (KEYS["f6"], ("Échap",)),
    "road": (KEYS["f7"], ("Échap",)),
    "stop": (KEYS["f10"], ("tapez la phrase de passe",)),
    "act": ("6\r", ("Échap",)),
    "leaving": ("6\r", ("Échap",)),
    "triage": ("0\r", ("Échap",)),
}
"""Each screen, the keys that lead there from home, and words of it."""
JOBS = {
    "exporting": ((KEYS["f7"], "Relier ce poste"), ("1", "> 1"), ("\r", "Quelle clé"), ("1", "> 1"), ("\r", WRITING)),
    "importing": ((KEYS["f7"], "Relier ce poste"), ("2", "> 2"), ("\r", "Quelle clé"), ("1", "> 1"), ("\r", READING)),
    "printing": ((KEYS["f6"], "File d’attente"), ("\x1b[[D", "Comment"), ("2", "> 2"), ("\r", "Impression…")),
}
"""What goes on behind a screen, and the way there from home: keys, and what each brings."""
ASKING = {"closed", "locked", "stop"}
"""Where each Enter would be a wrong passphrase, after which it waits longer and longer."""
FEW, MANY = (5, 15), (8, 20)
"""Pieces that are thrown at a screen, from and to: with many, less time goes into the way home."""
WITHIN = 1.0
"""Seconds in which a key that covers must have covered."""
_ANSWERS = (
    *(b"\x1b[?62;22c", b"\x1b[>41;366;0c", b"\x1b[24;80R", b"\x1b[?2026;2$y", b"\x1b[0n", b"\x1b[8;24;80t", b"\x1b[I"),
    *(b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b]52;c;cm0gLXJm\x07", b"\x1bP1+r544e=787465726d\x1b\\", b"\x1b[?1u"),
)


def garbage(random: Random) -> tuple[str, bytes]:
    """Make a piece of what no keyboard sends, and name its kind."""
    kind = random.choice(("random", "undecodable", "cut", "nested", "numbers", "paste", "answer", "endless", "command"))
    number = b"%d" % random.choice((0, 1, 48, 200, 1114112, 55296, 2**31, 10**40))
    final = bytes([random.randrange(0x40, 0x7F)])
    match kind:
        case "random":
            return kind, random.randbytes(random.randint(1, 40))
        case "undecodable":
            return kind, bytes(random.choices(range(0x80, 0x100), k=random.randint(1, 8))) + random.choice((b"", b"a"))
        case "cut":
            key = random.choice(list(KEYS.values())).encode()
            return kind, key[: random.randint(1, max(len(key) - 1, 1))]
        case "nested":
            return kind, b"".join(random.choices((b"\x1b", b"[", b"O", b"]", b"P", b";", b"\x1b[20", b"\x1b[["), k=9))
        case "numbers":
            sign = random.choice((b";", b":", b";;", b"<", b"?"))
            return kind, b"\x1b[" + random.choice((b"", b"<", b"?")) + number + sign + number + final
        case "paste":
            return kind, b"\x1b[200~" + random.choice((b"", b"ls\r\n\x1b[201~", b"x" * 300, b"\x1b[200~\x1b[20"))
        case "answer":
            return kind, random.choice(_ANSWERS)
        case "endless":
            times = random.choice((50, 50, 50, 200, 2000))
            return kind, random.choice((b"\x1b[", b"\x1b]", b"\x1bP", b"")) + b"1;" * times
        case _:
            return kind, random.choice((b"\xff:!sh\r", b"\x1b[:C", b"\xe9;reboot\r", b"\x03\x1a\x1c\x04"))


@dataclass
class Thrower:
    """Throws garbage at a desk, and sees that it goes on.

    Args:
        terminal: a desk that asks for its passphrase.
        random: decides every byte.
        key: the folder of a USB key that can be held up; without one no job is begun.
        pieces: how many, from and to, are thrown at a screen before the way home.
    """

    terminal: Terminal
    random: Random
    key: Path | None = None
    pieces: tuple[int, int] = FEW
    sent: int = 0
    """Bytes."""
    kinds: Counter[str] = field(default_factory=Counter)
    """How many pieces of each kind."""
    screens: Counter[str] = field(default_factory=Counter)
    """How many bytes were sent to each screen."""
    slowest: float = 0.0
    """Seconds that the slowest of the keys took which cover."""

    def go(self, most: int) -> None:
        """Throw so many bytes. Raises AssertionError where the desk ends, unlocks or does not answer."""
        self._round("closed")
        self.unlock()
        while self.sent < most:
            for screen in list(SCREENS)[1:]:
                self._round(screen)
                if self.sent >= most:
                    break
            if self.key is not None:
                for job in JOBS:
                    self._job(job, self.key)

    def _round(self, screen: str) -> None:
        keys, words = SCREENS[screen]
        self.terminal.rest()
        self.terminal.process.write(keys.encode())
        self.terminal.wait_for(*words)
        if screen == "leaving":
            self.terminal.rest()
            self._soon(KEYS["f10"], ("effacer",))
        self._throw(screen)
        if screen in ("closed", "locked"):
            assert not self._shows(HOME), f"garbage unlocked it at {screen}"
        if screen != "closed":
            self._home(screen)

    def _job(self, job: str, key: Path) -> None:
        if job != "printing":
            gate(key).touch()
        for keys, words in JOBS[job]:
            self.terminal.rest(0.8 if keys == "\r" else 0.2)
            self.terminal.process.write(keys.encode())
            self.terminal.wait_for(words)
        self._throw(job)
        self._home(job)
        gate(key).unlink(missing_ok=True)
        sleep(0.2)  # what it held up must see that

    def _throw(self, screen: str) -> None:
        for _ in range(self.random.randint(*self.pieces)):
            kind, piece = garbage(self.random)
            if screen in ASKING:
                piece = piece.replace(b"\r", b"")
            os.write(self.terminal.process.fd, piece)
            self.sent += len(piece)
            self.kinds[kind] += 1
            self.screens[screen] += len(piece)
            going = self.terminal.look(self.random.choice((0.0, 0.003, 0.03)))
            assert going, f"it ended at {screen} after {piece!r}:\n{self.terminal.text()}"

    def _home(self, screen: str) -> None:
        """Come home by the keys that cover, from whatever the garbage led to."""
        if screen == "locked" or self._shows(LOCKED):
            self._soon(F8, HIDDEN) if not self._shows(HIDDEN) else None
            self._soon(F8, LOCKED)
        else:
            self._soon(F12, LEFT)
            self._soon("\r", HOME)
            self._soon(F8, HIDDEN)
            self._soon(F8, HOME)
            self._soon(F9, LOCKED)
        self.unlock()

    def _shows(self, words: tuple[str, ...]) -> bool:
        return any(map(self.terminal.shows, words))

    def _soon(self, keys: str, words: tuple[str, ...]) -> None:
        waits = keys == "\r" or (keys == F8 and words is not HIDDEN)
        self.terminal.rest(0.8 if waits else 0.4)  # so long a page stands before Enter passes it, and F8 what it hid
        began = monotonic()
        self.terminal.process.write(keys.encode())
        self.terminal.wait_for(*words)
        self.slowest = max(self.slowest, monotonic() - began)

    def unlock(self) -> None:
        """Type the passphrase, after F9, which begins a line anew; where it must wait, wait."""
        for _ in range(8):
            self.terminal.process.write(F9.encode())
            self.terminal.rest(0.2)
            self.terminal.process.write(f"{PASSPHRASE}\r".encode())
            if self.terminal.wait_for(*HOME, "Trop d’essais", "Ce n’est pas la bonne") in HOME:
                return
            sleep(2)
        raise AssertionError(f"its passphrase no longer opens it:\n{self.terminal.text()}")


def throw(folder: Path, most: int, seed: int, *, jobs: bool = False, pieces: tuple[int, int] = FEW) -> Thrower:
    """Throw so many bytes at a desk of its own, also during its jobs if wanted."""
    data = make_desk(folder)
    with mute_printer(data) if jobs else nullcontext():
        key, words = folder / "key", ["run", "--data", str(data)]
        if jobs:
            waiting_acts(data, 60)
            key.mkdir()
            (key / "strange.ksa").touch()
            terminal = Terminal(key, *words, home=folder, command=(sys.executable, "-m", "scripts.measures.slow"))
        else:
            terminal = Terminal(*words, home=folder)
        try:
            one = Thrower(terminal, Random(seed), key if jobs else None, pieces)
            one.go(most)
            terminal.kill(signal.SIGTERM)
            assert terminal.end() == 0
        finally:
            terminal.close()
    return one
