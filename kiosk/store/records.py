"""The bytes of a journal file.

    header   magic 8 | version 2 | file id 16 | generation 8 | key id 8 | base 4 | CRC-32 of these
    record   length 4 | sequence 8 | CRC-32 of these | nonce 24 | ciphertext | tag 16
             of: length 4 | payload | zeros to a multiple of 2048
    ...
    zeros    written ahead, so that a record usually changes no file length: one flush instead of two

Numbers are big-endian. Associated with each ciphertext are the whole header and the record's sequence, so that no
record can be removed, moved, or brought in from another generation. The first `base` records were made durable
before the file got its name: if one of them is missing, it is no torn tail.

A length has a checksum of its own: without it a flipped bit in a length would look like a torn tail and take
everything after it along.

Payloads are padded, so that the length of a record tells nobody without the key what was recorded: acts, changes,
counts and traces of the usual sizes all look alike (third law). In files of version 1 they were not; what is added to
such a file is not either, until it is rewritten, which opening a store does.
"""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple
from zlib import crc32

from kiosk.core.errors import NotGenuine, StoreTooNew
from kiosk.crypto import box

MAGIC = b"KIOSKJNL"
VERSION = 2
BLOCK = 2048
"""Payloads are padded to a multiple of it. An act with its trace has about 1 600 bytes."""

_HEADER = Struct(">8sH16sQ8sI")
_LEAD = Struct(">IQ")
_CRC = Struct(">I")
HEADER_BYTES = _HEADER.size + _CRC.size
_LEAD_BYTES = _LEAD.size + _CRC.size
_LENGTH_BYTES = 4


class Header(NamedTuple):
    """What begins a file."""

    file_id: bytes
    """Sixteen random bytes, the same for all generations."""
    generation: int
    key_id: bytes
    """Names the data key, so that a wrong key is told from damage."""
    base: int
    """How many records the file had when it got its name."""
    version: int = VERSION
    """Of the file."""

    def __bytes__(self) -> bytes:
        return _checked(_HEADER.pack(MAGIC, self.version, *self[:-1]))

    @property
    def is_padded(self) -> bool:
        """Whether the payloads of this file are padded."""
        return self.version > 1


def read_header(data: bytes) -> Header | None:
    """Read a file's header; None if it is not what was written.

    Raises:
        StoreTooNew: a newer version wrote the file.
    """
    if len(data) < HEADER_BYTES or data[: len(MAGIC)] != MAGIC:
        return None
    _, version, file_id, generation, key_id, base = _HEADER.unpack_from(data)
    if version > VERSION:
        raise StoreTooNew
    return Header(file_id, generation, key_id, base, version) if _is_checked(data[:HEADER_BYTES]) else None


def format_of(data: bytes) -> int | None:
    """Say which version wrote a file, be it newer than this one; None if it is not a store's."""
    return _HEADER.unpack_from(data)[1] if len(data) >= HEADER_BYTES and data[: len(MAGIC)] == MAGIC else None


def record(header: Header, key: bytes, sequence: int, payload: bytes) -> bytes:
    """Seal a payload for one place in one file."""
    if header.is_padded:
        payload = len(payload).to_bytes(_LENGTH_BYTES) + payload
        payload += bytes(-len(payload) % BLOCK)
    sealed = box.lock(key, payload, bytes(header) + sequence.to_bytes(8))
    return _checked(_LEAD.pack(len(sealed), sequence)) + sealed


def read_record(header: Header, key: bytes, sequence: int, data: bytes, at: int) -> tuple[bytes, int] | None:
    """Open the record of this place; gives its payload and where it ends, None if it does not verify."""
    begin = at + _LEAD_BYTES
    if not _is_checked(data[at:begin]):
        return None
    length, found = _LEAD.unpack_from(data, at)
    if found != sequence or begin + length > len(data):
        return None
    try:
        payload = box.unlock(key, data[begin : begin + length], bytes(header) + sequence.to_bytes(8))
    except NotGenuine:
        return None
    if header.is_padded:
        payload = payload[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(payload[:_LENGTH_BYTES])]
    return payload, begin + length


def end_of(data: bytes, at: int, sequence: int) -> int | None:
    """Give where the record of this place ends by what its lead says, though it may not verify; None without one."""
    begin = at + _LEAD_BYTES
    if not _is_checked(data[at:begin]):
        return None
    length, found = _LEAD.unpack_from(data, at)
    return begin + length if found == sequence and begin + length <= len(data) else None


def has_another(rest: bytes, sequence: int) -> bool:
    """Tell whether a record other than `sequence` begins anywhere in what did not verify.

    By its checksum alone: what looks like a record by chance is one case in 2^32 and only makes us careful.
    """
    # The upper half of a sequence number is zero for the first four thousand million records: look there only.
    zeros = rest.find(bytes(4), 4)
    while zeros >= 0:
        lead = rest[zeros - 4 : zeros - 4 + _LEAD_BYTES]
        if _is_checked(lead) and (zeros > 4 or _LEAD.unpack_from(lead)[1] != sequence):
            return True
        zeros = rest.find(bytes(4), zeros + 1)
    return False


def _checked(data: bytes) -> bytes:
    return data + _CRC.pack(crc32(data))


def _is_checked(data: bytes) -> bool:
    """Tell whether the last four bytes are the checksum of the others."""
    return len(data) > _CRC.size and _checked(data[: -_CRC.size]) == data
