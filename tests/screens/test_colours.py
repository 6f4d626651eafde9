"""What is shown can be seen: contrast, sixteen colours of a Linux console, and the glyphs of its fonts."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from kiosk.core.check import all_paths
from kiosk.core.procedure import Label, Says
from kiosk.glass import themes
from kiosk.words.catalogues import Catalogues
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from tests.fakes import shipped
from tests.screens import consolefonts
from tests.screens.desk import Desk, Hands
from tests.screens.tour import PICTURES, tour

ENOUGH = 7.0
"""WCAG 2.2, 1.4.6, for whatever is read."""
ROLES = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
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


def cells(hands: Hands) -> list[tuple[str, Style]]:
    """Give each painted piece of the screen with its style."""
    strips = hands.app.screen._compositor.render_strips()
    return [(each.text, each.style or Style()) for strip in strips for each in strip]


@pytest.mark.parametrize("ground", ["background", "panel"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_a_theme_has_contrast(theme: Theme, role: str, ground: str) -> None:
    """Every role of a theme stands out seven times, on the page and on the panel."""
    front, back = (Color.parse(str(getattr(theme, name))) for name in (role, ground))
    assert contrast(front, back) >= ENOUGH, round(contrast(front, back), 2)


def seen(colour: object) -> Color:
    """Give the colour that is seen: of a console's sixteen, as its kernel paints it."""
    assert isinstance(colour, RichColor)
    if colour.type is ColorType.STANDARD:
        assert colour.number is not None
        return Color.parse(CONSOLE_COLOURS[colour.number])
    return Color.from_rich_color(colour)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_cell_can_be_read(tmp_path: Path, theme: str) -> None:
    """On every screen each character stands out seven times, whatever the style sheet did; nothing blinks."""
    async with Desk(tmp_path, theme=theme, training=False).run() as hands:
        async for screen in tour(hands):
            readable(hands, screen)


def readable(hands: Hands, screen: str) -> None:
    """Assert that each character of a screen stands out, and that none blinks or is dimmed."""
    for text, style in cells(hands):
        assert not style.blink, screen
        assert not style.blink2, screen
        if text.strip():
            assert style.color
            assert style.bgcolor
            assert not style.dim
            assert contrast(seen(style.color), seen(style.bgcolor)) >= ENOUGH, (screen, text, style)


async def test_nothing_is_said_by_colour_alone(tmp_path: Path) -> None:
    """What is pointed at has a mark of its own, and what went wrong a sentence: both are there without any colour."""
    async with Desk(tmp_path, theme="console").run() as hands:
        await hands.begin("close")
        await hands.on({}, until="whom")
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(Ui.NOTHING_CHOSEN))
        assert not any(row.lstrip().startswith(">") for row in hands.rows())
        await hands.press("2")
        (marked,) = [row for row in hands.rows() if row.lstrip().startswith(">")]
        assert marked.lstrip(" >").startswith("2")


async def test_sixteen_colours(tmp_path: Path) -> None:
    """With the console's theme no cell has a colour beyond the sixteen, and each character stands out seven times."""
    async with Desk(tmp_path, theme="console", training=False).run() as hands:
        async for screen in tour(hands):
            readable(hands, screen)
            for text, style in cells(hands):
                if text.strip():
                    used = [each for each in (style.color, style.bgcolor) if each is not None]
                    assert all(each.type is ColorType.STANDARD for each in used), (screen, style)


def test_the_list_of_glyphs_is_what_the_fonts_hold() -> None:
    """The committed list holds ASCII and French; where Debian's fonts are installed, it is what all of them draw."""
    listed = consolefonts.listed()
    assert set(string.printable.strip()) | set("éèêëàâçùûüîïôöœŒÉÈÀ’«»") <= listed
    if (consolefonts.FOLDER / f"{consolefonts.FONTS[0]}.psf.gz").exists():
        assert listed == consolefonts.common()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_console_font_has_every_character(language: str) -> None:
    """Every character of guidance, of the kiosk's words and of the frames is in the fonts of a French console."""
    words = Catalogues()
    texts = [words.say(code, language) for code in (*Ui, *RoadUi)]
    said: set[Says | Label] = set()
    shelf = shipped()
    for procedure in (shelf.open(title.id) for title in shelf.titles()):
        said.add(procedure.title)
        for _, steps in all_paths(procedure):
            for step in steps:
                texts.append(words.guidance(step.title, language))
                texts += [
                    words.guidance(each, language) for each in (*step.says, *step.reasons_for, *step.reasons_against)
                ]
                said |= {option.label for option in step.options}
                said |= {field.label for field in step.fields}
    texts += [words.guidance(each, language) for each in said]
    for picture in PICTURES.glob(f"*.{language}.txt"):
        if picture.stem.split(".")[0] != "qr":
            texts.append(picture.read_text(encoding="utf-8"))
    used = {char for text in texts for char in text if not char.isspace()}
    missing = used - consolefonts.listed()
    assert not missing, sorted(f"U+{ord(char):04X} {char}" for char in missing)
