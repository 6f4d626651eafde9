"""The console's registry of keys: it feeds the bindings, the bar at the bottom and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType

from kiosk.words.console import ConsoleUi
from kiosk.words.ui import Ui


@dataclass(frozen=True)
class Cap:
    """One key: Textual's name of it, what stands on it, what it does, and the words that say so."""

    key: str
    face: Ui | str
    action: str
    words: ConsoleUi
    priority: bool = False
    """Whether it works even while something is typed."""


class Caps(Enum):
    """Every key of the console."""

    OPEN = Cap("enter", Ui.CAP_ENTER, "open", ConsoleUi.KEY_OPEN)
    FILTER = Cap("slash", "/", "filter", ConsoleUi.KEY_FILTER)
    SORT = Cap("o", "o", "sort", ConsoleUi.KEY_SORT)
    ALL = Cap("e", "e", "take_all", ConsoleUi.KEY_ALL)
    FETCH = Cap("f5", "F5", "fetch", ConsoleUi.KEY_FETCH)
    PRINT = Cap("f4", "F4", "print", ConsoleUi.KEY_PRINT)
    BACK = Cap("escape", Ui.CAP_ESCAPE, "back", ConsoleUi.KEY_BACK, priority=True)
    TAKE = Cap("p", "p", "take", ConsoleUi.KEY_TAKE)
    LET_GO = Cap("l", "l", "let_go", ConsoleUi.KEY_LET_GO)
    HAND_ON = Cap("t", "t", "hand_on", ConsoleUi.KEY_HAND_ON)
    TRIED = Cap("i", "i", "tried", ConsoleUi.KEY_TRIED)
    CALL_BACK = Cap("r", "r", "call_back", ConsoleUi.KEY_CALL_BACK)
    MEET = Cap("d", "d", "meet", ConsoleUi.KEY_MEET)
    NOTE = Cap("n", "n", "note", ConsoleUi.KEY_NOTE)
    ANSWER = Cap("a", "a", "answer", ConsoleUi.KEY_ANSWER)
    UNDO = Cap("u", "u", "undo", ConsoleUi.KEY_UNDO)
    SCRIPT = Cap("s", "s", "script", ConsoleUi.KEY_SCRIPT)
    HELP = Cap("f1", "F1", "app.help", ConsoleUi.KEY_HELP, priority=True)
    HIDE = Cap("f8", "F8", "app.hide", ConsoleUi.KEY_HIDE, priority=True)
    LOCK = Cap("f9", "F9", "app.lock", ConsoleUi.KEY_LOCK, priority=True)
    QUIT = Cap("f10", "F10", "app.stop", ConsoleUi.KEY_QUIT, priority=True)


def bound(*caps: Caps) -> list[BindingType]:
    """Give the bindings of a screen."""
    return [
        Binding(each.value.key, each.value.action, each.value.words.name, show=False, priority=each.value.priority)
        for each in caps
    ]
