"""Looks for words in files in every form in which a program may have left them there."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
"""How what zlib and gzip write begins."""
_MOST = 4 << 20
"""Bytes that one packed piece is unpacked to."""


def forms(word: str) -> set[bytes]:
    """Give a word as bytes: as text in the usual codes, in hexadecimal, in base64 wherever it may begin."""
    plain = {word.encode(code) for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be")}
    found = set(plain)
    for each in plain:
        found |= {each.hex().encode(), each.hex().upper().encode()}
        for shift in range(3):
            for code in (base64.b64encode, base64.urlsafe_b64encode):
                # Of the first and the last signs, some depend on what stands before and behind.
                coded = code(b"\0" * shift + each)
                found.add(coded[4 if shift else 0 : -4])
    return found


def layers(content: bytes) -> Iterator[bytes]:
    """Give a content, and what each packed piece in it unpacks to."""
    yield content
    for head in _HEADS:
        at = content.find(head)
        while at >= 0:
            try:
                inside = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content[at:], _MOST)
            except zlib.error:
                inside = b""
            if len(inside) > 4:
                yield inside
            at = content.find(head, at + 1)


def holds(content: bytes, word: str) -> bool:
    """Tell whether a content holds a word in any form, capitals or not."""
    wanted = forms(word)
    small = {each.lower() for each in forms(word.lower())}
    return any(
        any(form in layer for form in wanted) or any(form in layer.lower() for form in small)
        for layer in layers(content)
    )


def seek(folder: Path, words: Sequence[str]) -> list[str]:
    """Give the files below a folder that hold a word, or are named by one."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for word in words:
            if word in str(path.relative_to(folder)):
                found.append(f"{path} is named {word}")
            if holds(content, word):
                found.append(f"{path} holds {word}")
    return found
