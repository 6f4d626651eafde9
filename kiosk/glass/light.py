"""asyncio and Textual without what no screen of the kiosk needs: TLS alone is a tenth of what a desk holds at first.

What is left out while they are imported is there for whoever asks for it later.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def light_loop() -> None:
    """Import asyncio as where Python has no `ssl`; whoever imports `ssl` later has it.

    From then on asyncio refuses TLS of its own: only for a program whose loop opens no line, as httpx needs none.
    Does nothing where either is imported already.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


_CALLED = {
    "difflib": ("get_close_matches",),
    "mimetypes": ("guess_type",),
    "pickle": ("dumps", "loads"),
    "platformdirs": ("user_downloads_path",),
    "rich.table": ("Table",),
}
"""What Textual's app imports by name of modules that no screen of the kiosk needs: it calls them, rarely."""
_ALSO_IN = {"typing_extensions": "typing", "textual.types": "textual._types"}
"""Where all is that it takes from others: Python has by now what the first had before it; the second imports every
widget that has a type of its own."""


def light_textual() -> None:
    """Import Textual's app without what it calls rarely, and without widgets that it takes a type of alone.

    Something stands in for each of these modules while the app is imported; whoever asks it for more than its names, or
    calls what is taken from it, has the real one. Does nothing where Textual is imported already.
    """
    if "textual" in sys.modules:
        return
    absent = [_Absent(name) for name in (*_CALLED, *_ALSO_IN) if name not in sys.modules]
    sys.modules.update({each.__name__: each for each in absent})
    try:
        import textual.app  # noqa: F401
    finally:
        for each in absent:
            each.leave()


class _Absent(ModuleType):
    """Stands in for a module that is imported when it is needed."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import itself asks for
            raise AttributeError(name)
        if name in _CALLED.get(self.__name__, ()):
            return lambda *given, **named: self._real(name)(*given, **named)
        other = _ALSO_IN.get(self.__name__)
        if other and hasattr(found := import_module(other), name):
            return getattr(found, name)
        return self._real(name)

    def _real(self, name: str) -> Any:
        self.leave()
        return getattr(import_module(self.__name__), name)

    def leave(self) -> None:
        """Let the next who imports it have the real one."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
