"""A language says what it is in a file of its own; a wrong file costs its names, never the desk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.words.catalogues import Catalogues
from kiosk.words.languages import FILE, Language, read_language
from scripts.catalogues.compile import LOCALES


def test_a_nineteenth_language_needs_a_folder_alone(tmp_path: Path) -> None:
    """Names, direction, months and screen of a language that no code knows come from its folder."""
    folder = shutil.copytree(LOCALES / "es", tmp_path / "xx")
    months = ", ".join(f'"m{number}"' for number in range(1, 13))
    text = f'name = "Xxx"\nfrench = "inconnue"\ndirection = "rtl"\nscreen = false\nmonths = [{months}]\n'
    (folder / FILE).write_text(text, encoding="utf-8")
    known = read_language(folder)
    assert (known.name, known.french, known.rtl, known.screen, known.months[11]) == (
        "Xxx",
        "inconnue",
        True,
        False,
        "m12",
    )
    words = Catalogues(tmp_path)
    assert [each.shown for each in words.languages()] == ["Français", "inconnue"]
    assert words.drawn("xx") == "fr"
    assert words.broken == []


@pytest.mark.parametrize(
    "text", ["name = 1", 'direction = "up"', 'months = ["one"]', 'months = "x"', "screen = 1", "=", "\udcff"]
)
def test_a_wrong_file_of_a_language_is_named(tmp_path: Path, text: str) -> None:
    """A file that is wrong or cannot be read is named, and the language goes by its code."""
    folder = shutil.copytree(LOCALES / "es", tmp_path / "es")
    (folder / FILE).write_bytes(text.encode(errors="surrogateescape"))
    words = Catalogues(tmp_path)
    assert words.languages()[1] == Language("es", "es")
    assert words.broken == ["es/language"]


def test_a_language_without_its_file_goes_by_its_code(tmp_path: Path) -> None:
    """Nothing is wrong with a language of which nothing is known yet."""
    shutil.copytree(LOCALES / "es" / "LC_MESSAGES", tmp_path / "es" / "LC_MESSAGES")
    words = Catalogues(tmp_path)
    assert words.languages()[1].shown == "es"
    assert words.broken == []
