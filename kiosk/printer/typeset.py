"""Sets words as dots: each letter or word drawn once, kept, and put beside the others in reading order.

Letters of scripts that join nothing (Latin, Cyrillic, Georgian, Chinese) are drawn one by one, at whole dots; words
of the others are shaped whole by raqm. A number, a code or a Latin name inside right-to-left words is one group
that keeps its own order, so no later step can turn it round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kiosk.core.blocks import Worded
from kiosk.core.errors import MissingGlyph
from kiosk.printer.fonts import BOLD, MEDIUM, SHAPER, Face, face_for, runs, script_of, shapes
from kiosk.printer.layout import directed, ends_quoted, wrap_words

if TYPE_CHECKING:
    from PIL.Image import Image

_LEVELS = bytes(255 if level > 105 else 0 for level in range(256))
"""A dot is printed where a letter has this much ink (of 255): a little less than half, as thin strokes lose most."""

_ALONE = "\u0021-\u02ff\u0370-\u0482\u048a-\u052f\u10a0-\u10ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u218f"
_ALONE += "\u2190-\u27bf\u3000-\u3029\u3030-\u9fff\uff00-\uffef"
_SIMPLE = re.compile(f"[{_ALONE}]+")
"""Letters that neither join nor carry marks of their own."""
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_SPACES = " \u00a0\u202f"
_WORD = re.compile(f"[{_SPACES}]|[{_ARABIC}]+(?:[{_SPACES}]+[{_ARABIC}]+)*|[^{_SPACES}{_ARABIC}]+")
"""A space, words read from the right, or a word."""
_TURNED_WORD = re.compile(f"[{_SPACES}]|[^{_SPACES}]+")


@dataclass(frozen=True)
class Type:
    """How words are set: dots an em, weight, percent of the usual width."""

    size: int
    weight: int = MEDIUM
    width: int = 100


@dataclass(frozen=True)
class Glyphs:
    """A letter or a word, drawn."""

    ink: Image | None
    """One bit a dot, set where it prints; nothing for a space."""
    left: int
    top: int
    """Where its corner stands from the origin on the baseline."""
    advance: int
    """Dots to the next origin."""


@dataclass(frozen=True)
class TypeLine:
    """Words that stand in one row: groups in reading order, the stamps of a group always from left to right."""

    groups: tuple[tuple[Glyphs, ...], ...]
    rtl: bool
    size: int

    @cached_property
    def width(self) -> int:
        """Its length in dots."""
        return sum(stamp.advance for group in self.groups for stamp in group)

    @property
    def leading(self) -> int:
        """Dots from a baseline to the next: Arabic reaches further below the line, and its marks further above."""
        return round(self.size * (1.5 if self.rtl else 1.25))

    def draw(self, strip: Image, left: int, baseline: int) -> None:
        """Print it into a strip of one bit a dot, from a left edge."""
        for group in reversed(self.groups) if self.rtl else self.groups:
            for stamp in group:
                if stamp.ink:
                    strip.paste(255, (left + stamp.left, baseline + stamp.top), stamp.ink)
                left += stamp.advance


def lines(piece: Worded, kind: Type, dots: int) -> list[TypeLine]:
    """Set words on lines of at most so many dots.

    Raises:
        MissingGlyph: no font draws a character; found before anything is drawn.
    """
    language, rtl = piece.language.replace("_", "-"), piece.rtl and not piece.fixed
    whole = face_for(piece.text)
    if not whole:
        runs(piece.text)  # finds out now whether every letter has a font
    known: dict[str, TypeLine] = {}

    def set_line(text: str, *, quoted: bool = False) -> TypeLine:
        return TypeLine(tuple(_groups(text, kind, language, rtl, whole, quoted)), rtl, kind.size)

    def line(text: str) -> TypeLine:
        if text not in known:
            known[text] = set_line(text)
        return known[text]

    def fitting(text: str, room: int) -> Iterator[str]:
        for part in wrap_words(text, room, lambda word: line(word).width):
            if line(part).width > dots and part != text:
                yield from fitting(part, room * 3 // 4)  # letters of a cut word can be wider together than alone
            else:
                yield part

    found, quoted = [], False
    for part in fitting(piece.text, dots):
        found.append(set_line(part, quoted=True) if quoted else line(part))
        quoted = rtl and ends_quoted(part, quoted=quoted)
    return found


def _groups(
    text: str, kind: Type, language: str, rtl: bool, whole: Face | None, quoted: bool
) -> Iterator[tuple[Glyphs, ...]]:
    if not rtl:
        for word in _WORD.findall(text):
            yield tuple(_word(word, kind, language, False, whole))
        return
    for part, turned in directed(text, quoted=quoted):
        if turned:
            for word in _TURNED_WORD.findall(part):
                yield tuple(_word(word, kind, language, True, whole))
        else:
            yield tuple(stamp for word in _WORD.findall(part) for stamp in _word(word, kind, language, False, whole))


def _word(word: str, kind: Type, language: str, rtl: bool, whole: Face | None) -> Iterator[Glyphs]:
    if word in _SPACES:
        yield _space(kind, narrow=word == "\u202f")
        return
    parts = [(word, whole)] if whole else runs(word)
    for part, face in reversed(parts) if rtl else parts:
        if _SIMPLE.fullmatch(part) and not rtl:
            yield from (stamp(char, face, kind) for char in part)
        else:
            yield stamp(part, face, kind, language, rtl)


@lru_cache(256)
def _space(kind: Type, narrow: bool) -> Glyphs:
    """Make the gap between words: a quarter of an em, as no font's own space is wide enough when it is narrowed."""
    return Glyphs(None, 0, 0, round(kind.size / (6 if narrow else 4)))


@lru_cache(4096)
def stamp(text: str, face: Face, kind: Type, language: str = "", rtl: bool = False) -> Glyphs:
    """Draw a letter, or a word in a language, once: a receipt repeats its letters, and the next receipt its words.

    Raises:
        MissingGlyph: the word must be shaped, and this machine lacks what shapes it.
    """
    from PIL import Image

    if language and not shapes():
        raise MissingGlyph(script_of(text[0]), SHAPER)

    font = face.font(kind.size, kind.weight, kind.width, shape=bool(language))
    direction, language_of = ("rtl" if rtl else "ltr", language) if language else (None, None)
    mask, (left, top) = font.getmask2(text, "L", direction=direction, language=language_of, anchor="ls")
    advance = round(font.getlength(text, direction=direction, language=language_of))
    if not all(mask.size):
        return Glyphs(None, 0, 0, advance)
    ink = Image.frombytes("L", mask.size, bytes(mask).translate(_LEVELS)).convert("1", dither=Image.Dither.NONE)
    if kind.weight == BOLD and face.only_medium:
        thin, ink = ink, Image.new("1", (ink.width + 1, ink.height), 0)
        ink.paste(255, (0, 0), thin)
        ink.paste(255, (1, 0), thin)
        advance += 1
    return Glyphs(ink, left, top, advance)
