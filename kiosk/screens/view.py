"""What every view of a step is: a widget that shows one step and says what was answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from textual.containers import Vertical

from kiosk.core.documents import Document
from kiosk.core.procedure import Answer, Label, Says, Step
from kiosk.flows.visit import Visit


@dataclass(frozen=True)
class Words:
    """How a view words what it shows."""

    say: Callable[..., str]
    """Words a code (`code, **values`)."""
    guidance: Callable[[Says | Label], str]
    date: Callable[[date], str]

    def answer(self, value: Answer) -> str:
        """Word an answer that was typed."""
        if isinstance(value, Enum):
            return self.say(value)
        return ", ".join(value) if isinstance(value, tuple) else value

    def document(self, document: Document) -> str:
        """Word a document on one line."""
        parts = [self.say(document.sort)]
        if document.day:
            parts.append(f"{document.day:%d/%m/%Y}")
        return ", ".join([*parts, *(text for text in (document.author, document.title) if text)])


class StepView(Vertical):
    """Shows one step.

    Args:
        visit: the visit, only read here.
        step: the step.
        words: how to word it.
    """

    DEFAULT_CSS = "StepView { height: 1fr; overflow: hidden; }"

    def __init__(self, visit: Visit, step: Step, words: Words) -> None:
        super().__init__()
        self.visit, self.step, self.words = visit, step, words

    def said(self, says: Sequence[Says]) -> list[str]:
        """Word statements."""
        return [self.words.guidance(each) for each in says]

    def turn(self, by: int) -> bool:
        """Turn a page; False if there is none."""
        del by
        return False

    def back(self) -> bool:
        """Go back within the step; False if that leads out of it."""
        return False

    def go_on(self) -> None:
        """Enter was pressed and nothing else took it."""
