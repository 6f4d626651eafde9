"""Pull the window of a real desk about at every kind of moment, and see each time that all is painted within 2 s.

    python -m scripts.measures.storm [--rounds N] [--seed S]

Its hub takes calls and never answers. A fault says the place and the seed. Exits 1 at a fault.
"""

from __future__ import annotations

import argparse
import signal
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter

from kiosk.desk.keys import open_desk
from kiosk.flows.enrol import HUB, TOKEN
from scripts.measures.pty import make_desk
from tests.e2e.journey import HOME
from tests.e2e.storm import assert_whole, flip, storm
from tests.e2e.terminal import KEYS, PASSPHRASE, Terminal

F9, F12 = "\x1b[20~", "\x1b[24~"
PLACES = {
    "home": "",
    "a visit": "6\r",
    "a box": KEYS["f1"],
    "hidden": KEYS["f8"],
    "locked": F9,
    "on the road": KEYS["f7"],
    "asking the hub": KEYS["f7"] + KEYS["f5"],
}


def begin(folder: Path, data: Path, random: Random) -> Terminal:
    """Start, in a storm, and open the desk, in another."""
    terminal = Terminal("run", "--data", data, home=folder)
    storm(terminal, random, 60)
    terminal.wait_for("Borne verrouillée")
    assert_whole(terminal)
    terminal.process.write(f"{PASSPHRASE}\r".encode())
    storm(terminal, random, 20)
    terminal.wait_for(HOME)
    assert_whole(terminal)
    return terminal


def home_again(terminal: Terminal) -> None:
    """Come back to the home screen from wherever keys have led."""
    for _ in range(6):  # a lock may lie below a hidden page or the help, and keys of the storm in its line
        terminal.press("escape")
        if terminal.shows("F8 : revenir"):
            terminal.read()
            terminal.press("f8")
        elif terminal.shows("Écran verrouillé"):
            terminal.press("\x7f" * 60, f"{PASSPHRASE}\r")
        terminal.press(F12)
        terminal.rest(0.5)
        if terminal.shows("Ce qui était déjà enregistré le reste."):
            break
    terminal.wait_for("Ce qui était déjà enregistré le reste.")
    terminal.press("enter")
    terminal.wait_for(HOME)


def main(arguments: Sequence[str] | None = None) -> int:
    """Storm, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    random, seen, begun = Random(options.seed), Counter[str](), perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench_storm_") as name, socket.create_server(("127.0.0.1", 0)) as hub:
        folder = Path(name)
        data, place = make_desk(folder), "the start"
        (data / "kiosk.toml").write_text("[hub]\ninsecure_http = true\n")
        store = open_desk(data, PASSPHRASE).store
        store.note(HUB, f"http://127.0.0.1:{hub.getsockname()[1]}".encode())
        store.note(TOKEN, bytes(32))
        store.close()
        terminal = begin(folder, data, random)
        try:
            for number in range(options.rounds):
                if number % 20 == 19:
                    place = "the start"
                    terminal.kill(signal.SIGTERM)
                    assert terminal.end(5) == 0
                    terminal = begin(folder, data, random)
                place = random.choice(list(PLACES))
                terminal.process.write(PLACES[place].encode())
                terminal.look(random.choice((0.0, 0.01, 0.1)))
                kind = random.choice(("flip", "storm", "keys"))
                if kind == "flip":
                    flip(terminal, random)
                else:
                    storm(terminal, random, random.randint(1, 60), keys=kind == "keys")
                seen[f"{place}: {kind}"] += 1
                assert_whole(terminal)
                home_again(terminal)
        except AssertionError as error:
            print(f"seed {options.seed}, {place}: {error}")
            return 1
        finally:
            terminal.close()
    spent = perf_counter() - begun
    print(f"{options.rounds} storms in {spent:.0f} s, seed {options.seed}: every one ended in a whole picture")
    print(", ".join(f"{name} {count}" for name, count in seen.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
