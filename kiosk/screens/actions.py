"""The one registry of keys: it feeds the bindings, the bar at the bottom, the help and the tests."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from textual.binding import Binding, BindingType

from kiosk.words.ui import Ui


class Key(NamedTuple):
    """One key: what it is called on the keyboard, what it does, and the words that say so."""

    key: str
    """Textual's name of it."""
    cap: Ui
    """What is written on the key."""
    action: str
    """The action of the screen, or of the app where it begins with `app.`."""
    words: Ui
    priority: bool = False
    """Whether it works even while something is typed."""

    def binding(self) -> Binding:
        """Give Textual's binding."""
        return Binding(self.key, self.action, self.words.name, show=False, priority=self.priority)


class Keys(Enum):
    """Every key of the kiosk."""

    GO_ON = Key("enter", Ui.CAP_ENTER, "go_on", Ui.KEY_GO_ON)
    CHOOSE = Key("enter", Ui.CAP_ENTER, "choose", Ui.KEY_CHOOSE)
    BACK = Key("escape", Ui.CAP_ESCAPE, "back", Ui.KEY_BACK, priority=True)
    CALL_OFF = Key("escape", Ui.CAP_ESCAPE, "back", Ui.KEY_STOP, priority=True)
    LEAVE = Key("f10", Ui.CAP_F10, "leave", Ui.KEY_LEAVE, priority=True)
    STOP = Key("f10", Ui.CAP_F10, "app.stop", Ui.KEY_STOP, priority=True)
    HELP = Key("f1", Ui.CAP_F1, "app.help", Ui.KEY_HELP, priority=True)
    LANGUAGE = Key("f2", Ui.CAP_F2, "app.language", Ui.KEY_LANGUAGE, priority=True)
    BESIDE = Key("f6", Ui.CAP_F6, "beside", Ui.KEY_BESIDE, priority=True)
    WORDS = Key("f3", Ui.CAP_F3, "app.words", Ui.KEY_WORDS, priority=True)
    CASES = Key("f5", Ui.CAP_F5, "cases", Ui.KEY_CASES, priority=True)
    DAY = Key("f4", Ui.CAP_F4, "day", Ui.KEY_DAY, priority=True)
    MANDATE = Key("f6", Ui.CAP_F6, "mandate", Ui.KEY_MANDATE, priority=True)
    QR = Key("f4", Ui.CAP_F4, "qr", Ui.KEY_QR, priority=True)
    SHEET = Key("f5", Ui.CAP_F5, "sheet", Ui.KEY_SHEET, priority=True)
    FORM = Key("f5", Ui.CAP_F5, "form", Ui.KEY_FORM, priority=True)
    SEND = Key("f5", Ui.CAP_F5, "send", Ui.KEY_SEND, priority=True)
    ROAD = Key("f7", Ui.CAP_F7, "app.road", Ui.KEY_ROAD, priority=True)
    LISTEN = Key("f7", Ui.CAP_F7, "app.listen", Ui.KEY_LISTEN, priority=True)
    QUEUE = Key("f6", Ui.CAP_F6, "app.queue", Ui.KEY_QUEUE, priority=True)
    HIDE = Key("f8", Ui.CAP_F8, "app.hide", Ui.KEY_HIDE, priority=True)
    DISCREET = Key("f4", Ui.CAP_F4, "app.discreet", Ui.KEY_DISCREET, priority=True)
    VANISH = Key("f12", Ui.CAP_F12, "app.vanish", Ui.KEY_VANISH, priority=True)
    REPAINT = Key("ctrl+l", Ui.CAP_CTRL_L, "app.repaint", Ui.KEY_REPAINT, priority=True)
    LOCK = Key("f9", Ui.CAP_F9, "app.lock", Ui.KEY_LOCK, priority=True)
    PAGE_DOWN = Key("pagedown", Ui.CAP_PAGES, "page(1)", Ui.KEY_PAGE)
    PAGE_UP = Key("pageup", Ui.CAP_PAGES, "page(-1)", Ui.KEY_PAGE)


def bindings(*keys: Keys) -> list[BindingType]:
    """Give the bindings of a screen."""
    return [key.value.binding() for key in keys]
