"""Reads keys out of the bytes of a terminal: what is no key is dropped, and nothing that is open stays so.

Textual's own reader raises on bytes that are not UTF-8 and on numbers out of range, and waits for ever for the end of
a paste. This one knows text and the keys of a keyboard, nothing else: no mouse, no paste, and no answer of a terminal,
since the kiosk asks a terminal nothing.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from itertools import takewhile
from time import monotonic

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

COVERS = frozenset({"f8", "f9", "f12"})
"""Keys that cover what is shown: they are read whatever else comes, however much."""
WHOLE = 0.3
"""Seconds after its first byte in which a sequence is whole: a slow line may cut one. So long an Escape waits."""
LONGEST = 64
"""Signs that are kept of a sequence that goes on and on."""
_ESC = "\x1b"
_SEQUENCE = re.compile(
    r"\x1b(?:\[200~[^\x1b]*\x1b\[201~|\[\[[ -~]|\[M[^\x00-\x1f]{3}|\[(?![\[M])[0-?]*[ -/]*[@-~]|O[0-?]*[@-~]"
    r"|[PX\]^_][^\x00-\x1f]*(?:\x07|\x1b\\))"
)
"""A whole paste, a console's first five keys, a mouse, controls, a keypad; and strings, as terminals answer."""
_OPEN = re.compile(r"\x1b(?:\[\[|\[M[^\x00-\x1f]{0,2}|\[[0-?]*[ -/]*|O[0-?]*|[PX\]^_][^\x00-\x1f]*(?:\x1b\Z)?)?")
"""What may still become one."""
_FIRST = ("[", "O", "")
"""How a key goes on whose first byte came alone; answers come in one."""


class KeyReader:
    """Takes bytes and gives keys."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._open = ""
        self._until = 0.0

    @property
    def waits(self) -> float | None:
        """Seconds until `tick` is due; None where nothing is open."""
        return max(self._until - monotonic(), 0.0) if self._open else None

    def take(self, read: bytes, room: int) -> Iterator[Key]:
        """Give the keys of what was read.

        Args:
            read: the bytes.
            room: so many keys are of use. Of more than these one is given, to tell it, and those that cover.
        """
        opened, text = self._open, self._decode(read)
        self._open = ""
        if opened == _ESC and text[:1] not in _FIRST:
            opened = ""
            yield Key("escape", _ESC)
        at, text = 0, opened + text
        while at < len(text):
            start = text.find(_ESC, at)
            end = len(text) if start < 0 else start
            for letter in text[at : min(end, at + max(room + 1, 0))]:
                room -= 1
                yield from _letter(letter)
            if start < 0:
                return
            if whole := _SEQUENCE.match(text, start):
                at = whole.end()
                for key in _keys(whole.group()):
                    room -= 1
                    if room >= -1 or key.key in COVERS:
                        yield key
                continue
            part = _OPEN.match(text, start)
            at = part.end() if part else start + 1
            if at == len(text):
                if not opened or start:
                    self._until = monotonic() + WHOLE
                self._open = text[start : start + LONGEST]
            elif at == start + 1:
                if text[at] == _ESC:
                    yield Key("escape", _ESC)
                else:
                    at += 1  # a letter with Alt, which is no key of the kiosk's

    def tick(self) -> Iterator[Key]:
        """Give an Escape that nothing followed; let go of what did not end."""
        if self._open and monotonic() >= self._until:
            alone, self._open = self._open == _ESC, ""
            if alone:
                yield Key("escape", _ESC)


class Spread:
    """Says when keys were pressed that came while nothing was read, on a machine that stood still for a moment.

    All of them are read at once and late: a key that was held meanwhile would look like one that was let go and pressed
    anew. Where the same key came before, too, what was read together is spread over the time between.
    """

    def __init__(self) -> None:
        self._last: tuple[str, float] = ("", 0.0)

    def of(self, keys: Iterable[Key]) -> list[Key]:
        """Give these keys, which were read together, each with its time."""
        came = list(keys)
        name, before = self._last
        if came:
            self._last = ("" if came[-1].is_printable else came[-1].key, came[-1].time)
        run = list(takewhile(lambda key: key.key == name, came))
        for number, key in enumerate(run, 1):
            key.time = before + (key.time - before) * number / len(run)
        return came


def _keys(sequence: str) -> Iterator[Key]:
    """Give the keys of a sequence, where a keyboard has it."""
    found = ANSI_SEQUENCES_KEYS.get(sequence)
    if isinstance(found, str):  # the keypad's digits and signs
        yield from _letter(found)
    elif isinstance(found, tuple):
        for each in found:
            yield Key(each.value, None)


def _letter(letter: str) -> Iterator[Key]:
    if "\x7f" < letter < "\xa0":  # controls that no keyboard sends
        return
    found = ANSI_SEQUENCES_KEYS.get(letter)
    if isinstance(found, tuple):
        for each in found:
            yield Key(each.value, letter)
    else:
        name = letter if letter.isalnum() else _character_to_key(letter)
        yield Key(KEY_NAME_REPLACEMENTS.get(name, name), letter)
