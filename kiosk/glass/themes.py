"""How the kiosk looks: a dark and a light theme, and one for a Linux console with its sixteen colours.

In each, every role stands out at least seven times (WCAG 2.2, 1.4.6) on both grounds, the page and the panel.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

from kiosk.core.accessible import DUMB

DARK = Theme(
    name="kiosk-dark",
    primary="#a3c6fb",
    secondary="#b5c9e8",
    accent="#ffd479",
    foreground="#f2f2f2",
    background="#14181f",
    surface="#14181f",
    panel="#262d38",
    success="#9fd8a4",
    warning="#ffd479",
    error="#ffb4ad",
    dark=True,
)

LIGHT = Theme(
    name="kiosk-light",
    primary="#143f80",
    secondary="#33475b",
    accent="#5e3900",
    foreground="#111111",
    background="#fbfbf8",
    surface="#fbfbf8",
    panel="#e4e7ec",
    success="#13501f",
    warning="#5e3900",
    error="#84170f",
    dark=False,
)

CONSOLE = Theme(
    name="kiosk-console",
    primary="ansi_bright_white",
    secondary="ansi_white",
    accent="ansi_bright_yellow",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_blue",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_yellow",  # bright red on black stands out 6.7 times only
    dark=True,
    ansi=True,
    variables={"ansi-background": "ansi_black", "ansi-foreground": "ansi_white"},  # Textual's own style sheets ask them
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONSOLE)}


def choose_theme(wanted: str, environment: Mapping[str, str] = os.environ) -> Theme:
    """Choose the theme: what the settings want, or what this terminal can show.

    A Linux console has sixteen colours and no way to say so but its name.
    """
    by_name = {"dark": DARK, "light": LIGHT, "console": CONSOLE}
    if wanted in by_name:
        return by_name[wanted]
    few = environment.get("TERM", "") in (*DUMB, "linux", "vt220", "vt100", "ansi") or "NO_COLOR" in environment
    return CONSOLE if few else DARK
