"""What every rendering shares: harmless text, lines that fit, and the rows of a block in fixed columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from kiosk.core.blocks import Blank, Block, Pair, Para, Piece, Rule, Title, Worded
from kiosk.core.reference import spell

NBSP, NARROW, HYPHEN = "\u00a0", "\u202f", "\u2011"
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Joiners (Persian spelling needs them) and weak marks (Babel writes them into Arabic dates)."""
_PRINTED = {ord(NBSP): " ", ord(NARROW): " ", ord(HYPHEN): "-"} | {ord(c): None for c in _KEPT_FORMATS}

# Codes and numbers: a reference, a telephone number, a date. Their spaces never break.
_CODE = re.compile(r"\+?[0-9A-Za-z](?:[0-9A-Za-z]|[-\u2011./:@_+](?=[0-9A-Za-z])|(?<=[0-9])[ \u00a0\u202f](?=[0-9]))*")
_LATIN = "0-9A-Za-z\u00aa\u00ba\u00c0-\u024f\u0370-\u0482\u048a-\u052f\u10d0-\u10ff\u1e00-\u1eff"
_RUN = re.compile(rf"\+?[{_LATIN}](?:[{_LATIN}]|[-\u2011./:@_+'\u2019 \u00a0\u202f](?=[{_LATIN}]))*")
_PHRASE = re.compile(rf"{_RUN.pattern}(?:(?:,| [:;]|\u00a0[:;]) (?=[a-zà-ÿ]){_RUN.pattern})*")
"""Runs with a comma or a colon of French between them: words to say on the telephone, in the middle of her own."""
_LONGEST_PHRASE = 52
"""As long as fits a line of a page in large print, where a run is in one piece."""
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_OPENS, _CLOSES = "“«", "”»"
_QUOTED = re.compile(rf"(?<=[{_OPENS}])[^{_OPENS}{_CLOSES}{_RIGHT}]+(?=[{_CLOSES}]|$)")
_QUOTED_ON = re.compile(rf"^[^{_OPENS}{_CLOSES}{_RIGHT}]+(?=[{_CLOSES}]|$)")
"""What stands in quotation marks without a letter of hers: a French sentence, its dots and brackets with it; and the
rest of one that began on the line before."""
_LONGEST_CODE = 20
_GLUED = re.compile(r" (?=[:;!?»%](?: |$))|(?<=«) ")
_NEVER_FIRST = "、。，．：；！？）」』】》"


def drawable(text: str) -> str:
    """Make text from anywhere harmless: NFC, one line, no control, no bidi override or isolate, no lone surrogate.

    What separates words becomes a space; every other character of the categories Cc, Cf and Cs is dropped, except
    the joiners and the weak direction marks.
    """
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\t\n\v\f\r\x85\u2028\u2029" or (category == "Zs" and char not in (NBSP, NARROW)):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs") or char in _KEPT_FORMATS:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def without_marks(text: str) -> str:
    """Replace, one for one or by nothing, what neither a code page nor a console draws: special spaces, marks."""
    return text.translate(_PRINTED)


def words_drawn(pieces: Sequence[Piece]) -> list[Worded]:
    """Give the words to draw, harmless, each once: a language that has no translation repeats the French.

    Raises:
        TypeError: a piece was not worded.
    """
    words: dict[str, Worded] = {}
    for piece in pieces:
        if not isinstance(piece, Worded):
            raise TypeError("words come before drawing")
        text = drawable(piece.text).strip(" ")
        if text:
            words.setdefault(text, replace(piece, text=text))
    return list(words.values())


def pieces_of(block: Block) -> tuple[Piece, ...]:
    """Give all the words of a block, as they are."""
    match block:
        case Title(pieces) | Para(pieces) | Blank(pieces):
            return pieces
        case Pair(name, value):
            return (*name, *value)
        case _:
            return ()


def spelled(text: str) -> str:
    """Give a reference in threes, in capitals, whether or not it already is."""
    bare = drawable(text).replace("-", "").replace(" ", "").upper()
    return spell(bare)


def directed(text: str, *, quoted: bool = False) -> list[tuple[str, bool]]:
    """Cut right-to-left text into runs, each with whether it is read from the right: codes, numbers, names are not.

    Drawn as one piece each, they keep their own order; else 2025-000123 comes out as 000123-2025 (UAX 9). A sentence
    in quotation marks is one piece, however long: what ends it is its own.

    Args:
        text: the words, or a line of them.
        quoted: whether the line begins within such a sentence (see `ends_quoted`).
    """
    found, at = [], 0
    first = _QUOTED_ON.match(text) if quoted else None
    for whole in [*([first] if first else []), *_QUOTED.finditer(text)]:
        if kept := whole[0].strip(" \u00a0\u202f"):
            start = whole.start() + whole[0].index(kept)
            found += [*_directed(text[at:start]), (kept, False)]
            at = start + len(kept)
    return [*found, *_directed(text[at:])]


def ends_quoted(line: str, *, quoted: bool) -> bool:
    """Tell whether a line of right-to-left text ends within a sentence in quotation marks that is read from the left.

    Args:
        line: the line.
        quoted: whether it begins within one.
    """
    last = [*_QUOTED.finditer(line), *([found] if quoted and (found := _QUOTED_ON.match(line)) else [])]
    return any(each.end() == len(line) for each in last)


def _directed(text: str) -> list[tuple[str, bool]]:
    found, at = [], 0
    for phrase in _PHRASE.finditer(text):
        whole = len(phrase[0]) <= _LONGEST_PHRASE
        for run in [phrase] if whole else _RUN.finditer(text, phrase.start(), phrase.end()):
            found += [(text[at : run.start()], True), (run[0], False)]
            at = run.end()
    return [(part, rtl) for part, rtl in [*found, (text[at:], True)] if part]


def width(text: str) -> int:
    """Count the columns that text takes in a console: 2 for wide characters, 0 for combining ones."""
    return sum(_columns(char) for char in text)


@lru_cache(4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def tied(text: str) -> str:
    """Put spaces that never break into codes and before French double punctuation."""
    text = _CODE.sub(lambda code: code[0].replace(" ", NBSP) if len(code[0]) <= _LONGEST_CODE else code[0], text)
    return _GLUED.sub(NBSP, text)


def wrap_words(text: str, limit: float, measure: Callable[[str], float] = width) -> list[str]:
    """Cut text into lines no longer than `limit`, in the unit of `measure`, at spaces and between wide characters.

    A word longer than a line is cut, never between a letter and its marks. Codes and French double punctuation
    stay in one piece.
    """
    text = tied(text)
    space = measure(" ")
    lines, line, used = [], "", 0.0
    for gap, chunk in _chunks(text):
        size = measure(chunk)
        if line and used + space * gap + size <= limit:
            line, used = line + " " * gap + chunk, used + space * gap + size
            continue
        if line:
            lines.append(line)
        line, used = chunk, size
        if size > limit:
            *full, line = _cut(chunk, limit, measure)
            lines += full
            used = measure(line)
    return [*lines, line] if line else lines


def _chunks(text: str) -> Iterator[tuple[bool, str]]:
    """Give what may not be broken, and whether a space stands before it."""
    for word in re.split(" +", text):
        gap, chunk, breakable = True, "", False
        for letter in letters(word):
            wide = _columns(letter[0]) == 2
            if chunk and (wide or breakable) and letter[0] not in _NEVER_FIRST:
                yield gap, chunk
                gap, chunk = False, ""
            chunk, breakable = chunk + letter, wide
        if chunk:
            yield gap, chunk


def letters(text: str) -> list[str]:
    """Split text into characters, each with the marks and joiners that follow it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
            found[-1] += char
        else:
            found.append(char)
    return found


def _cut(word: str, limit: float, measure: Callable[[str], float]) -> list[str]:
    parts, used = [""], 0.0
    for letter in letters(word):
        size = measure(letter)
        if parts[-1] and used + size > limit:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += size
    return parts


def rows(block: Block, columns: int, fold: Callable[[str], str] = str) -> list[str]:
    """Lay a block of words out in fixed columns: lines that are at most `columns` wide, without trailing spaces.

    Args:
        block: a title, paragraph, pair, blank or rule; the reference and the QR are each rendering's own.
        columns: the width of a line, at least 16.
        fold: replaces characters before lines are cut, when the rendering lacks some.
    """

    def lines(pieces: Sequence[Piece], limit: int = columns) -> list[str]:
        return [without_marks(line) for piece in words_drawn(pieces) for line in wrap_words(fold(piece.text), limit)]

    match block:
        case Title(pieces) | Para(pieces):
            return lines(pieces)
        case Blank(pieces, number):
            return [*lines(pieces), *["", "_" * columns] * number]
        case Rule():
            return ["-" * columns]
        case Pair(name, value):
            names, values = lines(name), lines(value, columns - 2)
            room = columns - 2 - sum(width(each) for each in (*names[:1], *values[:1]))
            if len(names) == len(values) == 1 and room >= 0:
                return [names[0] + " " * (room + 2) + values[0]]
            return [*names, *("  " + line for line in values)]
        case _:
            raise TypeError("not a block of words")


def qr_matrix(text: str) -> list[list[bool]]:
    """Give the modules of a QR code, without its quiet zone; True is dark.

    Alphanumeric mode, error correction M (ISO/IEC 18004): the text of a receipt fits version 2, 25 modules a side.

    Raises:
        ValueError: the text is not in QR's alphanumeric alphabet.
    """
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, QRData

    data = text.encode("utf-8")
    if not text or any(byte not in ALPHA_NUM for byte in data):
        raise ValueError("a QR holds alphanumeric text only")
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(data, mode=MODE_ALPHA_NUM, check_data=False))
    code.make(fit=True)
    return cast("list[list[bool]]", code.get_matrix())
