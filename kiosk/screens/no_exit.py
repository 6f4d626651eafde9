"""The ways out that Textual gives every app: a kiosk has none of them."""

from __future__ import annotations


class NoExit:
    """Does nothing where Textual would let somebody out."""

    async def action_quit(self) -> None:
        """Do not quit: Textual's own keys do not let anybody out."""

    def action_help_quit(self) -> None:
        """Do not quit."""

    def action_suspend_process(self) -> None:
        """Do not leave the kiosk for a shell."""
