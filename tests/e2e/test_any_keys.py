"""Some hundred random keys on a real terminal and a real desk: what the headless walk shows holds there, too."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random
from time import sleep

import pytest

from kiosk.core.haste import HELD
from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME
from tests.e2e.terminal import KEYS, PASSPHRASE, Terminal

F9, F12 = "\x1b[20~", "\x1b[24~"
HIDDEN = ("F8 : revenir", "F8: come back")
LOCKED = ("Écran verrouillé", "Screen locked")
LEFT = ("Ce qui était déjà enregistré le reste.", "What was already recorded stays recorded.")
"""In French, or in English where F2 was among the keys."""
LEADS = [KEYS[name] for name in ("enter", "escape", "down", "f1", "f2", "f6")]
LEADS += ["\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[18~", "\x1b[5~", "\x1b[6~", "1\r", "2\r", "\x1b[21~"]
WILD = [
    *("\x03", "\x04", "\x11", "\x1a", "\x1c", "\x10", "\x0f", "\x1b[Z", "\x1b[23~", "\x1b\x1b", "\x1bx", "é€ß", "\x00"),
    *("\x1b[200~:!sh\r\n\x1b[201~", "\x1b]52;c;?\x07", "\x1b[<0;5;5M", "\x1b[M !!", "x" * 3000, "\x1b[999;999R"),
]
SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGWINCH, signal.SIGCONT)


def covered(terminal: Terminal, key: str, words: tuple[str, ...]) -> None:
    """Press a key, and see that its page comes and that the kiosk still runs."""
    terminal.process.write(key.encode())
    terminal.wait_for(*words)
    assert terminal.process.isalive()


def unlock(terminal: Terminal) -> None:
    """Type the passphrase; where keys that were pressed by chance were tried as one, wait as it says, and again."""
    for _ in range(8):
        terminal.rest()
        terminal.process.write(f"{PASSPHRASE}\r".encode())
        if terminal.wait_for(HOME, "Trop d’essais", "Ce n’est pas la bonne") == HOME:
            return
        sleep(2)
    raise AssertionError(terminal.text())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_nobody_gets_out_of_a_real_terminal(start: Start, tmp_path: Path, seed: int) -> None:
    """Keys, wild bytes, signals, resizes: after each dozen it hides, locks, comes back, and can be left in haste."""
    random = Random(seed)
    terminal = start("run", "--data", make_desk(tmp_path))
    terminal.wait_for("Borne verrouillée")
    for number in range(12):
        unlock(terminal)
        for _ in range(25):
            match random.choices(("key", "wild", "signal", "size"), (60, 30, 6, 4))[0]:
                case "key":
                    terminal.process.write(random.choice(LEADS).encode())
                case "wild":
                    terminal.process.write(random.choice(WILD).encode(errors="surrogatepass"))
                case "signal":
                    terminal.kill(random.choice(SIGNALS))
                case _:
                    terminal.process.setwinsize(10, 40)
                    terminal.process.setwinsize(24, 80)
            terminal.look(0.02)
        terminal.rest(HELD + 0.05)  # an F8 among them is not held any more
        assert terminal.process.isalive(), terminal.text()
        assert "Traceback" not in terminal.text()
        if not any(map(terminal.shows, HIDDEN)):
            covered(terminal, KEYS["f8"], HIDDEN)
        covered(terminal, F12, LEFT)
        terminal.read()
        covered(terminal, "\r", (HOME,))
        assert number < 12
        covered(terminal, F9, LOCKED)
    assert b"\x1b]52" not in terminal.raw
    terminal.kill(signal.SIGTERM)
    assert terminal.end() == 0
