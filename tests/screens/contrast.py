"""How well what is painted stands out, measured cell by cell."""

from __future__ import annotations

from typing import Protocol

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from textual.app import App
from textual.color import Color

ENOUGH = 7.0
"""WCAG 2.2, 1.4.6, for whatever is read."""
CONSOLE_COLOURS = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The sixteen of a Linux console, as its kernel begins with them."""


def contrast(one: Color, other: Color) -> float:
    """Give the ratio of WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Seen(Protocol):
    """Somebody before a screen."""

    @property
    def app(self) -> App[int]:
        """What is shown."""


def cells(hands: Seen) -> list[tuple[str, Style]]:
    """Give each painted piece of the screen with its style."""
    strips = hands.app.screen._compositor.render_strips()
    return [(each.text, each.style or Style()) for strip in strips for each in strip]


def seen(colour: object) -> Color:
    """Give the colour that is seen: of a console's sixteen, as its kernel paints it."""
    assert isinstance(colour, RichColor)
    if colour.type is ColorType.STANDARD:
        assert colour.number is not None
        return Color.parse(CONSOLE_COLOURS[colour.number])
    return Color.from_rich_color(colour)


def readable(hands: Seen, screen: str) -> None:
    """Assert that each character of a screen stands out, and that none blinks or is dimmed."""
    for text, style in cells(hands):
        assert not style.blink, screen
        assert not style.blink2, screen
        if text.strip():
            assert style.color
            assert style.bgcolor
            assert not style.dim
            assert contrast(seen(style.color), seen(style.bgcolor)) >= ENOUGH, (screen, text, style)
