"""Every exercise of the training, played on a real terminal to its end, receipts included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

import pytest

from kiosk.core.exercise import SCENES, Case
from kiosk.words.ui import Ui, sentence
from tests.e2e.conftest import Start
from tests.e2e.terminal import PATIENCE, Terminal

Turns = Sequence[tuple[str, str]]
"""What is chosen, by its digit (nothing: read on), and what stands on the screen then."""

END: Turns = (("2", "La visite est terminée."), ("", "Que veut faire la personne ?"))
QUEUE: Turns = (
    ("", "Que veut faire la personne ?"),
    ("f6", "File d’attente"),
    ("down", "Où en est cet acte ?"),
    ("2", "DUPLICATA"),
    ("", "Où en est cet acte ?"),
)
YES: Turns = (
    ("1", "C’est la personne qui répond"),
    ("1", "Confier au bureau ?"),
    ("1", "C’est la personne qui répond"),
)
ENDS: Mapping[Case, Sequence[Turns]] = {
    Case.REFUSAL: [(("1", "C’est la personne qui répond"), ("2", "La personne a dit non"), *END)],
    Case.PARENTS: [
        (("3", "Nous nous arrêtons ici"), ("", "Et maintenant ?"), *END),
        (
            ("4", "Est-ce un adolescent ?"),
            ("1", "Est-il là"),
            ("2", "Nous nous arrêtons ici"),
            ("", "Et maintenant ?"),
            *END,
        ),
    ],
    Case.PAPER: [
        (
            *YES,
            ("1", "Quel reçu ?"),
            ("1", "Il n’y a plus de papier."),
            ("1", "Le papier est dans la main de la personne"),
            ("1", "Et maintenant ?"),
            *END,
            ("f6", "File d’attente"),
            ("down", "Où en est cet acte ?"),
        ),
        (
            *YES,
            ("1", "Quel reçu ?"),
            ("5", "RIEN N’EST ENCORE FAIT"),
            ("", "a-t-elle recopié sa référence ?"),
            ("2", "Et maintenant ?"),
            *END,
        ),
    ],
    Case.DEADLINE: [QUEUE],
    Case.HUB: [QUEUE],
}
"""For each exercise, the ways in which its story may end."""


def play(terminal: Terminal, turns: Turns) -> None:
    """Go a way; what is pressed before its screen has stood for its moment counts for nothing, and is pressed again."""
    for choice, words in turns:
        until = monotonic() + PATIENCE
        before = head(terminal)
        press(terminal, choice)
        while not terminal.shows(words):
            assert monotonic() < until, f"never showed {words}:\n{terminal.text()}"
            terminal.rest(0.4)
            if not terminal.shows(words):
                press(terminal, choice if head(terminal) == before else "")


def head(terminal: Terminal) -> list[str]:
    """Give what says which screen it is, and how far it was read."""
    return [line for line in terminal.screen.display[:9] if line.strip()]


def press(terminal: Terminal, choice: str) -> None:
    """Choose by a digit or with the arrows, open by a function key, or read on."""
    if choice.startswith("f"):
        terminal.press(choice)
    else:
        terminal.press(*([choice] if choice else []), "enter")


@pytest.mark.slow
@pytest.mark.parametrize(("case", "way"), [(case, way) for case, ways in ENDS.items() for way in range(len(ways))])
def test_every_exercise_is_played_to_its_end(start: Start, tmp_path: Path, case: Case, way: int) -> None:
    """From its story to the next person or to the copy of a receipt, with keys alone; then the kiosk ends in order."""
    terminal = start("run", "--training", "--case", case, "--data", tmp_path / "data")
    terminal.wait_for(sentence(case))
    play(
        terminal,
        (("1", "Que veut faire" if not SCENES[case].procedure else "Fermer Mon espace santé"), *ENDS[case][way]),
    )
    for _ in range(4):
        if terminal.shows("Que veut faire la personne ?"):
            break
        terminal.press("escape")
        terminal.rest(0.5)
    terminal.wait_for("Que veut faire la personne ?")
    terminal.lead(("f10", Ui.QUIT_TITLE.value))
    terminal.press("2", "enter")
    assert terminal.end() == 0


def test_every_exercise_has_an_end() -> None:
    """A new exercise is not forgotten here."""
    assert set(ENDS) == set(Case)
