"""Goes a way through a procedure on a real terminal, from the data: which keys, and what must stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.core.paths import possible_answers
from kiosk.core.phone import pairs
from kiosk.core.procedure import (
    Answer,
    Field,
    FieldType,
    Kind,
    Procedure,
    Step,
    Unsaid,
    path,
    relevant,
    shown_options,
)
from kiosk.core.title import number
from kiosk.glass.gate import STANDS
from kiosk.words.ui import Ui
from tests.e2e.terminal import Terminal
from tests.fakes import shipped

HOME = "Que veut faire la personne ?"
CLOSED, LOCKED, HIDDEN, LEFT = "Borne verrouillée", "Écran verrouillé", "F8 : revenir", "La visite est terminée"
SHELF = shipped()
NAME, LANGUAGE, PHONE = "Zelda Plantureux", "Enchantesque", "0698765432"
SHOWN = [NAME, "Plantureux", LANGUAGE, pairs(PHONE)]
"""How the office reads what was typed."""
PLANTED = [*SHOWN, PHONE, "698765432"]
MAIN: dict[str, Answer] = {"whom": "self", "channel": "office", "contact": "call"}
TYPED = {
    FieldType.NAME: NAME,
    FieldType.TEXT: LANGUAGE,
    FieldType.LANGUAGE: LANGUAGE,
    FieldType.PHONE: PHONE,
    FieldType.DATE: "09/03/1958",
}
_PAGE = re.compile(r"Page (\d+) sur (\d+)")


class Journey:
    """One person's way through one procedure.

    Args:
        terminal: that shows the home screen.
        name: the procedure.
        wanted: the answers that matter; the first that is offered is given to all else.
    """

    def __init__(self, terminal: Terminal, name: str, wanted: Mapping[str, Answer]) -> None:
        self.terminal, self.procedure = terminal, SHELF.open(name)
        self.answers = completed(self.procedure, wanted)
        self.steps = path(self.procedure, self.answers)
        self.read = ""

    def begin(self) -> None:
        """Choose the procedure at home."""
        self.terminal.wait_for(HOME)
        self.terminal.press(*number(SHELF.titles(), self.procedure.id))
        self.terminal.rest()  # Enter counts for what is painted
        self.terminal.press("enter")

    def go(self, since: str = "", until: str = "") -> None:
        """Go from one step to another, or to the end where none is named."""
        names = [step.id for step in self.steps]
        first = names.index(since) if since else 0
        last = names.index(until) if until else len(names)
        for step in self.steps[first:last]:
            self._arrive(step)
            self._pass(step)
        if until:
            self._arrive(self.steps[last])

    def _is_at(self, step: Step) -> bool:
        # Whole rows: a step may be called by a word of the act's own name.
        rows = [" ".join(row.split()) for row in self.terminal.screen.display[1:4]]
        return " ".join(step.title.text.split()) in (*rows, " ".join(rows[:2]), " ".join(rows[1:]))

    def _arrive(self, step: Step) -> None:
        self.terminal.wait_for(step.title.text)
        for _ in range(100):
            if self._is_at(step):
                break
            self.terminal.look(0.1)
        assert self._is_at(step), self.terminal.text()
        self.terminal.rest()

    def _pass(self, step: Step) -> None:
        terminal = self.terminal
        self.read += terminal.text()
        match step.kind:
            case Kind.INFORM | Kind.CHECK:
                for _ in range(30):
                    if not self._is_at(step):
                        return
                    self._read_on()
                raise AssertionError(terminal.text())
            case Kind.CHOOSE | Kind.CHANNEL:
                offered: list[Answer] = [option.id for option in shown_options(step, self._known())]
                offered.append(Unsaid.UNKNOWN)
                terminal.press(str(offered.index(self.answers[step.id]) + 1), "enter")
            case Kind.ASK:
                for field in step.fields:
                    if isinstance(self.answers[field.id], str):
                        terminal.type(typed(field))
                        self.read += terminal.text()
                    terminal.press("enter")
                    terminal.rest()
                    if terminal.shows(Ui.DOUBT_ENTER.value):
                        self.read += terminal.text()
                        terminal.look(STANDS + 0.2)
                        terminal.press("enter")
            case Kind.CONSENT:
                self.consent(agrees=True)

    def consent(self, *, agrees: bool) -> None:
        """Hear the words of the consent read aloud, and decide."""
        terminal = self.terminal
        while (page := _PAGE.search(terminal.text())) and page.group(1) != page.group(2):
            self._read_on()
        terminal.read()
        terminal.press("2", "enter")
        terminal.wait_for("C’est la personne qui répond")
        terminal.read()
        terminal.press("1" if agrees else "2", "enter")

    def _read_on(self) -> None:
        """Pass a page, and wait for what comes: a second Enter would pass that unread on a slow machine."""
        terminal, before = self.terminal, self.terminal.text()
        terminal.press("enter")
        for _ in range(30):
            if terminal.text() != before:
                break
            terminal.look(0.1)
        terminal.rest()
        self.read += terminal.text()

    def _known(self) -> dict[str, Answer]:
        return relevant(self.procedure, self.answers)


def completed(procedure: Procedure, wanted: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answer everything on a way: what is wanted, else the first that may be said."""
    answers: dict[str, Answer] = {}
    while True:
        steps = path(procedure, answers)
        left = [(step, name) for step in steps for name in (*step.answers, *step.derived) if name not in answers]
        if not left:
            return answers
        step, name = left[0]
        answers[name] = wanted.get(name, possible_answers(step, name, answers)[0])


def typed(field: Field) -> str:
    """Give what is typed into a line."""
    return TYPED[field.type]


def to_next(terminal: Terminal) -> None:
    """Turn the pages of a receipt, and say that she copied it, until it is asked what comes next."""
    while not terminal.shows("Et maintenant ?"):
        if terminal.shows("La personne a-t-elle recopié sa référence ?"):
            terminal.press("2")
        terminal.press("enter")


def to_questions(terminal: Terminal) -> None:
    """Go from home to the first question that names anybody."""
    journey = Journey(terminal, "close", MAIN)
    journey.begin()
    journey.go(until="who")


def to_receipt(terminal: Terminal) -> str:
    """Go from the first question to the receipt, with every key of the way, and give the reference."""
    journey = Journey(terminal, "close", MAIN)
    journey.go(since="who")
    assert NAME in " ".join(journey.read.split())
    terminal.wait_for("Votre référence :")
    read = terminal.text()
    while not (found := re.search(r"\b\w{3}-\w{3}-\w{3}\b", read)):
        terminal.press("enter")
        read = terminal.text()
    return found.group()


def until_home(terminal: Terminal) -> None:
    """End the visit, from the receipt."""
    to_next(terminal)
    terminal.press("2", "enter")
    while not terminal.shows(HOME):
        terminal.press("enter")
