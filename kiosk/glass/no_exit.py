"""The ways out that Textual gives every app: a kiosk has none of them."""

from __future__ import annotations

from typing import Any

from kiosk.glass.ending import Ending


class NoExit(Ending):
    """Does nothing where Textual would let somebody out, and says nothing where it would show what it knows.

    A base of the app and no part of it: these are Textual's own methods, which only an app can override.
    """

    async def action_quit(self) -> None:
        """Do not quit: Textual's own keys do not let anybody out."""

    def action_help_quit(self) -> None:
        """Do not quit."""

    def action_suspend_process(self) -> None:
        """Do not leave the kiosk for a shell."""

    def panic(self, *renderables: Any) -> None:
        """Stop in order where Textual would end by itself, and show nothing: what it would show may name somebody."""
        if self.tells_developers:
            super().panic(*renderables)
        else:
            self.stop_crashed("panic")

    def _fatal_error(self) -> None:
        if self.tells_developers:
            super()._fatal_error()
        else:
            self.stop_crashed("panic")

    def _handle_exception(self, error: Exception) -> None:
        """Stop without a traceback: it would show what is in memory."""
        if self.tells_developers:
            super()._handle_exception(error)
        else:
            self.stop_crashed(type(error).__name__)
