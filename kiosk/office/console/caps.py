"""The console's registry of keys: it feeds the bindings, the bar at the bottom and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType

from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.passing import PassingUi
from kiosk.words.ui import Ui


@dataclass(frozen=True)
class Cap:
    """One key: Textual's name of it, what stands on it, what it does, and the words that say so."""

    key: str
    face: Ui | str
    action: str
    words: Enum
    priority: bool = False
    """Whether it works even while something is typed."""
    tells: LinesUi | PassingUi | None = None
    """What it does, in the list of deeds; None for what is no deed."""

    @property
    def is_sign(self) -> bool:
        """Whether it is a letter or another sign, which somebody may type by chance or by voice (WCAG 2.1.4)."""
        return isinstance(self.face, str) and len(self.face) == 1


class Caps(Enum):
    """Every key of the console."""

    OPEN = Cap("enter", Ui.CAP_ENTER, "open", ConsoleUi.KEY_OPEN)
    GO_ON = Cap("enter", Ui.CAP_ENTER, "page(1)", Ui.KEY_GO_ON)
    DEEDS = Cap("f2", "F2", "deeds", ConsoleUi.KEY_DEEDS)
    FILTER = Cap("slash", "/", "filter", ConsoleUi.KEY_FILTER, tells=LinesUi.TELLS_FILTER)
    SORT = Cap("o", "o", "sort", ConsoleUi.KEY_SORT, tells=LinesUi.TELLS_SORT)
    ALL = Cap("e", "e", "take_all", ConsoleUi.KEY_ALL, tells=LinesUi.TELLS_ALL)
    FETCH = Cap("f5", "F5", "fetch", ConsoleUi.KEY_FETCH, tells=LinesUi.TELLS_FETCH)
    PRINT = Cap("f4", "F4", "print", ConsoleUi.KEY_PRINT, tells=LinesUi.TELLS_PRINT)
    DESKS = Cap("v", "v", "show_desks", ConsoleUi.KEY_DESKS, tells=LinesUi.TELLS_DESKS)
    BACK = Cap("escape", Ui.CAP_ESCAPE, "back", ConsoleUi.KEY_BACK, priority=True)
    TAKE = Cap("p", "p", "take", ConsoleUi.KEY_TAKE, tells=LinesUi.TELLS_TAKE)
    LET_GO = Cap("l", "l", "let_go", ConsoleUi.KEY_LET_GO, tells=LinesUi.TELLS_LET_GO)
    HAND_ON = Cap("t", "t", "hand_on", ConsoleUi.KEY_HAND_ON, tells=LinesUi.TELLS_HAND_ON)
    PASS_ON = Cap("b", "b", "pass_on", PassingUi.KEY, tells=PassingUi.TELLS)
    TRIED = Cap("i", "i", "tried", ConsoleUi.KEY_TRIED, tells=LinesUi.TELLS_TRIED)
    CALL_BACK = Cap("r", "r", "call_back", ConsoleUi.KEY_CALL_BACK, tells=LinesUi.TELLS_CALL_BACK)
    MEET = Cap("d", "d", "meet", ConsoleUi.KEY_MEET, tells=LinesUi.TELLS_MEET)
    NOTE = Cap("n", "n", "note", ConsoleUi.KEY_NOTE, tells=LinesUi.TELLS_NOTE)
    ANSWER = Cap("a", "a", "answer", ConsoleUi.KEY_ANSWER, tells=LinesUi.TELLS_ANSWER)
    UNDO = Cap("u", "u", "undo", ConsoleUi.KEY_UNDO, tells=LinesUi.TELLS_UNDO)
    SCRIPT = Cap("s", "s", "script", ConsoleUi.KEY_SCRIPT, tells=LinesUi.TELLS_SCRIPT_SHOWN)
    HELP = Cap("f1", "F1", "app.help", ConsoleUi.KEY_HELP, priority=True)
    HIDE = Cap("f8", "F8", "app.hide", ConsoleUi.KEY_HIDE, priority=True)
    LOCK = Cap("f9", "F9", "app.lock", ConsoleUi.KEY_LOCK, priority=True)
    VANISH = Cap("f12", Ui.CAP_F12, "app.vanish", ConsoleUi.KEY_VANISH, priority=True)
    QUIT = Cap("f10", "F10", "app.stop", ConsoleUi.KEY_QUIT, priority=True)


def bound(*caps: Caps) -> list[BindingType]:
    """Give the bindings of a screen."""
    return [
        Binding(each.value.key, each.value.action, each.value.words.name, show=False, priority=each.value.priority)
        for each in caps
    ]
