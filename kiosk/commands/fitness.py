"""`kiosk doctor --machine`: this machine, one numbered line for each point, with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.core.fitness import PointSeen, Sight, is_fit
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.machine.look import examine_machine
from kiosk.words.fitness import Fit, FitnessUi, Unfit

_MARKS = {Sight.GOOD: FitnessUi.GOOD, Sight.WRONG: FitnessUi.WRONG, Sight.UNSEEN: FitnessUi.UNSEEN}


def say_machine(terminal: Terminal, data: Path, *, paper: bool, root: Path = Path("/")) -> Exit:
    """Say each point, and print the list if it is wanted.

    Args:
        terminal: where.
        data: the desk's folder: which printer there is.
        paper: whether to print it, too.
        root: the folder that plays `/`.
    """
    seen = list(examine_machine(root))
    lines = [*_lines(seen, terminal), _end(seen, terminal)]
    for line in lines:
        print(line)
    if paper:
        from kiosk.desk.desk import open_settings
        from kiosk.desk.slips import print_words

        title = terminal.words(FitnessUi.TITLE)
        terminal.report(print_words(open_settings(data), title, lines, terminal.language))
    return Exit.OK if is_fit(seen) else Exit.FAULT


def _lines(seen: Sequence[PointSeen], terminal: Terminal) -> list[str]:
    """Word each point; numbered, so that one is found again over the telephone."""
    return [
        terminal.words(
            FitnessUi.LINE, number=number, mark=terminal.words(_MARKS[each.sight]), sentence=_sentence(each, terminal)
        )
        for number, each in enumerate(seen, start=1)
    ]


def _sentence(each: PointSeen, terminal: Terminal) -> str:
    match each.sight:
        case Sight.GOOD:
            return terminal.words(Fit[each.point.name])
        case Sight.WRONG:
            return terminal.words(Unfit[each.point.name], what=each.what or "?")
        case Sight.UNSEEN:
            return terminal.words(FitnessUi.UNSEEN_WHY, sentence=terminal.words(Fit[each.point.name]))


def _end(seen: Sequence[PointSeen], terminal: Terminal) -> str:
    numbers = [str(number) for number, each in enumerate(seen, start=1) if each.sight is not Sight.GOOD]
    if not numbers:
        return terminal.words(FitnessUi.ALL_GOOD)
    return terminal.words(FitnessUi.NOT_GOOD, numbers=", ".join(numbers))
