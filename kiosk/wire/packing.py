"""What the body of an envelope holds: a content, compressed and padded so that all usual acts look alike.

The bytes are: the length of the zlib stream (2), the stream, zeros. The stream holds canonical msgpack (string
keys in order of code points, each value in its shortest form) and was compressed with the preset dictionary.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kiosk.core.errors import FileFault, NotGenuine, TooLarge, TooNew

SIZES = tuple(768 << power for power in range(6))
"""What the plain body is padded to. A reader accepts any of these; a writer takes the smallest that fits."""
MAX_CONTENT = 65536
"""The most bytes of msgpack that a body may hold."""
_MAX_DEPTH = 8

DICTIONARY = "envelope-1.dict"
DICTIONARY_SHA256 = "0d0835d5d9aceb58ae91b6aa30d3c1e2cf6c836c12ccd20bd12681dbd8d67429"
"""Pins the dictionary: without exactly these bytes no envelope of version 1 can be read."""

_encoder = msgspec.msgpack.Encoder(order="deterministic")


def pack(plain: Mapping[str, object]) -> bytes:
    """Write a content as canonical msgpack, compressed and padded to one of `SIZES`.

    Raises:
        TooLarge: more than the largest envelope carries.
        ValueError: something in it is not plain (see `kiosk.core.envelope.Plain`).
        FileFault: from `dictionary`.
    """
    if not _is_plain(dict(plain)):
        raise ValueError("not a plain content")
    encoded = _encoder.encode(plain)
    if len(encoded) > MAX_CONTENT:
        raise TooLarge
    squeeze = zlib.compressobj(level=9, wbits=15, memLevel=9, zdict=dictionary())
    stream = squeeze.compress(encoded) + squeeze.flush()
    size = next((each for each in SIZES if len(stream) + 2 <= each), None)
    if size is None:
        raise TooLarge
    return (len(stream).to_bytes(2) + stream).ljust(size, b"\0")


def unpack(body: bytes, dictionary_id: int) -> dict[str, Any]:
    """Read a content back: strictly, and never more than `MAX_CONTENT` bytes of it.

    Raises:
        TooNew: compressed with a dictionary that this program does not have.
        TooLarge: it would be larger than any content.
        NotGenuine: not what `pack` writes.
        FileFault: from `dictionary`.
    """
    words = dictionary()
    if dictionary_id != zlib.adler32(words):
        raise TooNew("another dictionary")
    end = 2 + int.from_bytes(body[:2])
    stream = body[2:end]
    if len(body) not in SIZES or len(stream) < 6 or end > len(body) or any(body[end:]):
        raise NotGenuine("not a padded body")
    if not stream[1] & 0x20 or stream[2:6] != dictionary_id.to_bytes(4):
        raise NotGenuine("compressed without its dictionary")
    expand = zlib.decompressobj(wbits=15, zdict=words)
    try:
        encoded = expand.decompress(stream, MAX_CONTENT + 1)
        if len(encoded) > MAX_CONTENT:
            raise TooLarge
        plain = msgspec.msgpack.decode(encoded, type=dict[str, Any])
    except (zlib.error, msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("not a content") from None
    if not expand.eof or expand.unused_data or not _is_plain(plain) or _encoder.encode(plain) != encoded:
        raise NotGenuine("not a canonical content")
    return plain


def _is_plain(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            return False
        value = list(value.values())
    if isinstance(value, list):
        return depth < _MAX_DEPTH and all(_is_plain(each, depth + 1) for each in value)
    return value is None or isinstance(value, bool | int | float | str)


@cache
def dictionary() -> bytes:
    """Read the preset dictionary, once.

    Raises:
        FileFault: it is missing, or not the one that was released.
    """
    try:
        words = Path(__file__).with_name(DICTIONARY).read_bytes()
    except OSError:
        raise FileFault(DICTIONARY, "missing") from None
    from hashlib import sha256  # with the first act, as in `wire`

    if sha256(words).hexdigest() != DICTIONARY_SHA256:
        raise FileFault(DICTIONARY, "damaged")
    return words
