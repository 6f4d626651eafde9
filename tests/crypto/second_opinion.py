"""Opens envelopes a second time, from docs/envelope-1.md alone: none of the kiosk's code, none of its libraries.

XChaCha20-Poly1305, Salsa20 and Ed25519 come from pycryptodome; X25519, HSalsa20, Poly1305 and msgpack are
written out here from their specifications. Slow and plain on purpose.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import zlib

from Crypto.Cipher import ChaCha20_Poly1305, Salsa20
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

SIZES = (768, 1536, 3072, 6144, 12288, 24576)
P = 2**255 - 19


class Refused(Exception):
    """Not to be believed."""


def key_id(public: bytes) -> bytes:
    return _named(b"kiosk/reader/1", public)[:8]


def withdrawal_hash(key: bytes) -> bytes:
    return _named(b"kiosk/withdraw/1", key)


def recovered_reading_key(secret: bytes) -> bytes:
    return _named(b"kiosk/recover/1", secret)


def public_reading_key(secret: bytes) -> bytes:
    return x25519(secret, (9).to_bytes(32, "little"))


def _named(purpose: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32, person=purpose.ljust(16, b"\0")).digest()


def open_envelope(
    data: bytes, act: bytes, key_hash: bytes, reading_key: bytes, desk_key: bytes, dictionary: bytes
) -> dict[object, object]:
    """Verify and open an envelope. Raises Refused."""
    if len(act) != 16 or len(key_hash) != 32 or len(data) < 27 or data[:5] != b"KSKE\x01" or data[5] > 1:
        raise Refused("not an envelope")
    count = data[26]
    at = 27 + 88 * count
    header, nonce, body, signature = data[:at], data[at : at + 24], data[at + 24 : -64], data[-64:]
    if not 1 <= count <= 16 or len(body) - 16 not in SIZES:
        raise Refused("size")
    verify(desk_key, b"kiosk/act/1\0" + act + key_hash + data[:-64], signature)

    public = public_reading_key(reading_key)
    slots = [header[i : i + 88] for i in range(27, at, 88)]
    ours = [slot[8:] for slot in slots if slot[:8] == key_id(public)]
    if len(ours) != 1 or len({slot[:8] for slot in slots}) != count:
        raise Refused("recipients")
    content_key = open_sealed_box(ours[0], public, reading_key)
    cipher = ChaCha20_Poly1305.new(key=content_key, nonce=nonce)
    cipher.update(b"kiosk/body/1\0" + act + key_hash + header)
    try:
        plain = cipher.decrypt_and_verify(body[:-16], body[-16:])
    except ValueError:
        raise Refused("the seal of the body") from None
    return read_body(plain, header[6:10], dictionary)


def read_body(plain: bytes, dictionary_id: bytes, dictionary: bytes) -> dict[object, object]:
    (length,) = struct.unpack_from(">H", plain)
    stream, rest = plain[2 : 2 + length], plain[2 + length :]
    if len(stream) != length or rest.strip(b"\0") or stream[2:6] != dictionary_id:
        raise Refused("padding")
    if struct.pack(">I", zlib.adler32(dictionary)) != dictionary_id:
        raise Refused("dictionary")
    expand = zlib.decompressobj(zdict=dictionary)
    packed = expand.decompress(stream, 65537)
    if not expand.eof or expand.unused_data or len(packed) > 65536:
        raise Refused("compression")
    value, end = read_msgpack(packed, 0)
    if end != len(packed) or not isinstance(value, dict):
        raise Refused("msgpack")
    return value


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    try:
        eddsa.new(ECC.import_key(_spki(public)), "rfc8032").verify(message, signature)
    except ValueError:
        raise Refused("signature") from None


def _spki(public: bytes) -> bytes:
    return bytes.fromhex("302a300506032b6570032100") + public


# ---- sealed boxes (libsodium's crypto_box_seal) --------------------------------------------------


def open_sealed_box(sealed: bytes, public: bytes, secret: bytes) -> bytes:
    ephemeral, tag, ciphertext = sealed[:32], sealed[32:48], sealed[48:]
    nonce = hashlib.blake2b(ephemeral + public, digest_size=24).digest()
    shared = hsalsa20(x25519(secret, ephemeral), bytes(16))
    stream = Salsa20.new(key=hsalsa20(shared, nonce[:16]), nonce=nonce[16:])
    one_time = stream.encrypt(bytes(32))
    if not hmac.compare_digest(poly1305(one_time, ciphertext), tag):
        raise Refused("sealed box")
    return stream.decrypt(ciphertext)


def x25519(scalar: bytes, point: bytes) -> bytes:
    """RFC 7748, section 5."""
    k = int.from_bytes(scalar, "little") & ~7 & ((1 << 255) - 1) | 1 << 254
    u = int.from_bytes(point, "little") & ((1 << 255) - 1)
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in reversed(range(255)):
        bit = k >> t & 1
        if swap ^ bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        swap = bit
        a, b, c, d = (x2 + z2) % P, (x2 - z2) % P, (x3 + z3) % P, (x3 - z3) % P
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def hsalsa20(key: bytes, block: bytes) -> bytes:
    """Twenty rounds of Salsa20 without the last addition; words 0, 5, 10, 15, 6, 7, 8, 9."""
    s, k, n = (
        struct.unpack("<4I", b"expand 32-byte k"),
        struct.unpack("<8I", key),
        struct.unpack("<4I", block),
    )
    x = [s[0], *k[:4], s[1], *n, s[2], *k[4:], s[3]]
    columns = ((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11))
    rows = ((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14))
    for _ in range(10):
        for a, b, c, d in columns + rows:
            for to, one, two, by in ((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)):
                total = (x[one] + x[two]) & 0xFFFFFFFF
                x[to] ^= (total << by | total >> (32 - by)) & 0xFFFFFFFF
    return struct.pack("<8I", *(x[i] for i in (0, 5, 10, 15, 6, 7, 8, 9)))


def poly1305(key: bytes, message: bytes) -> bytes:
    """RFC 8439, section 2.5."""
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


# ---- msgpack -------------------------------------------------------------------------------------


def read_msgpack(data: bytes, at: int) -> tuple[object, int]:
    """Read one value and where it ends. Only what a content holds: no binary, no extension, no 32-bit float."""
    tag = data[at]
    at += 1
    if tag < 0x80:
        return tag, at
    if tag >= 0xE0:
        return tag - 256, at
    if tag < 0x90:
        return _map(data, at, tag & 15)
    if tag < 0xA0:
        return _array(data, at, tag & 15)
    if tag < 0xC0:
        return _text(data, at, tag & 31)
    if tag in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[tag], at
    if tag not in _SIZED:
        raise Refused("a type that no content holds")
    form, after = _SIZED[tag]
    (number,) = struct.unpack_from(form, data, at)
    at += struct.calcsize(form)
    return after(data, at, number) if after else (number, at)


def _text(data: bytes, at: int, size: int) -> tuple[object, int]:
    if at + size > len(data):
        raise Refused("cut")
    return data[at : at + size].decode(), at + size


def _array(data: bytes, at: int, count: int) -> tuple[object, int]:
    values = []
    for _ in range(count):
        value, at = read_msgpack(data, at)
        values.append(value)
    return values, at


def _map(data: bytes, at: int, count: int) -> tuple[object, int]:
    values: dict[object, object] = {}
    last = ""
    for number in range(count):
        key, at = read_msgpack(data, at)
        if not isinstance(key, str) or (number and key <= last):
            raise Refused("keys are strings, in order, each once")
        values[key], at = read_msgpack(data, at)
        last = key
    return values, at


_SIZED = {
    0xCB: (">d", None),
    0xCC: (">B", None),
    0xCD: (">H", None),
    0xCE: (">I", None),
    0xCF: (">Q", None),
    0xD0: (">b", None),
    0xD1: (">h", None),
    0xD2: (">i", None),
    0xD3: (">q", None),
    0xD9: (">B", _text),
    0xDA: (">H", _text),
    0xDB: (">I", _text),
    0xDC: (">H", _array),
    0xDD: (">I", _array),
    0xDE: (">H", _map),
    0xDF: (">I", _map),
}
