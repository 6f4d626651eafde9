"""What is shown can be seen: contrast, sixteen colours of a Linux console, and the glyphs of its fonts."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from rich.color import ColorType
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
from tests.screens.contrast import CONSOLE_COLOURS, ENOUGH, cells, contrast, readable
from tests.screens.desk import SIZE, Desk
from tests.screens.tour import PICTURES, tour

ROLES = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")


@pytest.mark.parametrize("ground", ["background", "panel"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_a_theme_has_contrast(theme: Theme, role: str, ground: str) -> None:
    """Every role of a theme stands out seven times, on the page and on the panel."""
    front, back = (Color.parse(str(getattr(theme, name))) for name in (role, ground))
    assert contrast(front, back) >= ENOUGH, round(contrast(front, back), 2)


SIXTEEN = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def of_console(name: str) -> Color:
    """Give one of a console's sixteen colours by its name in a theme."""
    plain = name.removeprefix("ansi_")
    bright = plain.startswith("bright_")
    return Color.parse(CONSOLE_COLOURS[SIXTEEN.index(plain.removeprefix("bright_")) + 8 * bright])


@pytest.mark.parametrize("role", ROLES)
def test_the_theme_of_a_console_has_contrast(role: str) -> None:
    """Every role stands out seven times on black; on the panel there is bright white alone, which does, too."""
    theme = themes.CONSOLE
    assert contrast(of_console(str(getattr(theme, role))), of_console(str(theme.background))) >= ENOUGH
    assert contrast(of_console("ansi_bright_white"), of_console(str(theme.panel))) >= ENOUGH


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_cell_can_be_read(tmp_path: Path, theme: str) -> None:
    """On every screen each character stands out seven times, whatever the style sheet did; nothing blinks."""
    async with Desk(tmp_path, theme=theme, training=False).run() as hands:
        async for screen in tour(hands):
            readable(hands, screen)


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


@pytest.mark.parametrize("size", [SIZE, (40, 15)], ids=str)
async def test_sixteen_colours(tmp_path: Path, size: tuple[int, int]) -> None:
    """With the console's theme no cell has a colour beyond the sixteen, and each character stands out seven times."""
    async with Desk(tmp_path, theme="console", training=False).run(size=size) as hands:
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
