"""What is known of a language itself: `language.toml` beside its catalogues, so that a new one needs no code."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

FILE = "language.toml"
_MONTHS = 12


class Language(NamedTuple):
    """A language that a person may choose."""

    code: str
    name: str
    """Its own name for itself."""
    french: str = ""
    """Its French name, for the staff: a console cannot show every script. Empty if nobody gave it."""
    rtl: bool = False
    locale: str = ""
    """By which name the Unicode tables know it, where it is another."""
    months: tuple[str, ...] = ()
    """Its twelve months, where the Unicode tables have none of its own."""
    screen: bool = True
    """Whether a terminal can draw its script; where it cannot, its words are for paper and voice alone."""
    letters: str = ""
    """What it is written with: what a printer must draw."""
    sample: str = ""
    """« Gardez ce papier : il est à vous. », for the test slip: a test of letters, not a text of the product."""
    voice: str = ""
    """By which name a machine's voice knows it, where it is another."""
    reviewed: bool = False
    """Whether speakers reviewed all of its words; on a screen of an act, all of that act's (`Voice.languages`)."""
    whole: bool = True
    """Whether it has words for all that there is to say; on a screen of an act, for all of that act."""

    @property
    def shown(self) -> str:
        """Both names, or one where they are the same; the French one alone where a terminal cannot draw its own."""
        if not self.screen:
            return self.french or self.code
        return self.name if self.french.casefold() in ("", self.name.casefold()) else f"{self.name} – {self.french}"

    @property
    def listed(self) -> str:
        """Its names with the marks that `Voice.marks_told` explains."""
        how_far = "" if self.reviewed else " *" if self.whole else " **"
        return self.shown + how_far + " °" * (not self.screen)


def read_language(folder: Path) -> Language:
    """Read what is known of a language; its code alone where there is no file.

    Args:
        folder: of the language, which has its code for a name.

    Raises:
        OSError: the file is there and cannot be read.
        ValueError: it is no such file.
    """
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Language(folder.name, folder.name)
    texts = {key: data.get(key, "") for key in ("name", "french", "direction", "locale", "letters", "sample", "voice")}
    months = data.get("months", [])
    if not all(isinstance(each, str) for each in (*texts.values(), *(months if isinstance(months, list) else [0]))):
        raise ValueError("not a language")
    if type(screen := data.get("screen", True)) is not bool:
        raise ValueError("not a language")
    if texts["direction"] not in ("", "ltr", "rtl") or len(months) not in (0, _MONTHS):
        raise ValueError("not a language")
    return Language(
        folder.name,
        texts["name"] or folder.name,
        texts["french"],
        rtl=texts["direction"] == "rtl",
        locale=texts["locale"],
        months=tuple(months),
        screen=screen,
        letters=texts["letters"] or texts["sample"] or texts["name"],
        sample=texts["sample"] or texts["name"],
        voice=texts["voice"],
    )
