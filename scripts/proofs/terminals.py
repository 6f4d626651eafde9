"""The real program on a pseudo-terminal: bytes and keys at every screen; whole visits whose files are searched."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from scripts.measures.fuzz import burst_on_terminal
from scripts.measures.garbage import FEW, MANY, SCREENS, throw
from scripts.proofs.row import ProofRow, Seen
from tests.e2e.conftest import Start
from tests.e2e.seek import seek
from tests.e2e.terminal import Terminal
from tests.e2e.visits import VISITS, WORDS, visit_and_leave

KEYS_IN = 20
"""One in so many is a key of a keyboard, pressed as quick as a hand or quicker; all else are bytes that none sends."""
WHOLE_TURN = 40_000
"""Of so many bytes, some meet every screen."""


def press(folder: Path, seed: int, count: int) -> Seen:
    """Throw bytes at every screen of a desk, and press keys at another. Raises where one ends, unlocks or is deaf."""
    seen, keys = Seen(), count // KEYS_IN
    for name in ("thrown", "pressed"):
        (folder / name).mkdir()
    is_large = count >= WHOLE_TURN
    thrown = throw(folder / "thrown", count - keys, seed, jobs=True, pieces=MANY if is_large else FEW)
    assert set(SCREENS) <= set(thrown.screens) or not is_large, sorted(set(SCREENS) - set(thrown.screens))
    seen.update({f"octets : {kind}": number for kind, number in thrown.kinds.items()})
    seen["touches"] = burst_on_terminal(folder / "pressed", keys, seed)
    seen["octets"] = thrown.sent
    seen["le pire délai d’une touche qui couvre, en millisecondes"] = round(thrown.slowest * 1000)
    return seen


def starter(home: Path, ends: ExitStack) -> Start:
    """Give what starts `kiosk` on a terminal of its own, which ends with `ends`."""

    def start(*arguments: object, size: tuple[int, int] = (80, 24)) -> Terminal:
        terminal = Terminal(*arguments, home=home, size=size)
        ends.callback(terminal.close)
        return terminal

    return start


def visit(folder: Path, _seed: int, count: int) -> Seen:
    """Make whole visits at a real desk, end them in every way, and search every file that is left."""
    seen = Seen()
    for turn in range(-(-count // VISITS)):
        place, ends = folder / str(turn), ExitStack()
        place.mkdir()
        paper = folder / f"paper {turn}"  # which is no file of the kiosk's
        paper.mkdir()

        with ends:
            visit_and_leave(starter(place, ends), place, paper / "receipts.bin")
        assert seek(place, WORDS) == []
        files = [each for each in place.rglob("*") if each.is_file()]
        seen["fichiers fouillés"] += len(files)
        seen["octets fouillés"] += sum(each.stat().st_size for each in files)
    return seen


BYTES = ProofRow(
    "octets et touches",
    "Octets et touches au hasard, à chaque écran d’un vrai poste sur un terminal, verrouillé et masqué aussi, pendant"
    " qu’une imprimante se tait et qu’une clé USB traîne",
    "octets et touches",
    "aucune fin, aucune ouverture sans phrase de passe, chaque touche qui couvre couvre encore",
    "Un vrai clavier et sa console : c’est un pseudo-terminal. Qui débranche la machine. Un mot de passe deviné.",
    long=1_000_000,
    short=6_000,
    batch=50_000,
    run=press,
)
PLANTED = ProofRow(
    "mots semés",
    "Visites entières à un vrai poste : remise et imprimée, refusée, quittée de deux façons, tuée ; puis tous les"
    " fichiers sont fouillés, en clair, en base64, en hexadécimal, comprimés",
    "visites",
    "0 octet de ce que la personne a dit, ni de ce qu’elle a fait",
    "La mémoire vive et l’échange sur disque. Le papier, qui dit ce qu’il doit dire. Ce qu’un autre programme a vu.",
    long=50,
    short=VISITS,
    batch=VISITS,
    run=visit,
)
