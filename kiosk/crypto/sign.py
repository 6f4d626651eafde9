"""Signatures: Ed25519, only over bytes that begin with a domain (`kiosk.wire.signed.ToSign`)."""

from __future__ import annotations

from collections.abc import Callable

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.core.errors import NotGenuine
from kiosk.crypto import box
from kiosk.wire import signed as wire


def new_seed() -> bytes:
    """Make a signing key: a seed of 32 bytes, secret."""
    return box.random(32)


def verify_key(seed: bytes) -> bytes:
    """Give the public key (32 bytes) of a seed."""
    return bytes(SigningKey(seed).verify_key)


def sign(seed: bytes, what: wire.ToSign) -> bytes:
    """Sign: 64 bytes."""
    return SigningKey(seed).sign(what).signature


def signer(seed: bytes) -> Callable[[wire.ToSign], bytes]:
    """Give what signs with a key, for whoever signs often: the key is unfolded once."""
    key = SigningKey(seed)
    return lambda what: key.sign(what).signature


def verify(key: bytes, what: wire.ToSign, signature: bytes) -> None:
    """Verify a signature.

    Raises:
        NotGenuine: this key did not sign these bytes, or is no key.
    """
    if len(key) != 32 or len(signature) != wire.SIGNATURE_BYTES:
        raise NotGenuine("not a key and a signature")
    try:
        VerifyKey(key).verify(what, signature)
    except BadSignatureError:
        raise NotGenuine("the signature does not verify") from None


# ---- signed files ----------------------------------------------------------------------------


def sign_file(seed: bytes, said: wire.F) -> bytes:
    """Write and sign a file.

    Raises:
        TooLarge: more than a reader accepts.
        ValueError: a field is not what its type says.
    """
    return wire.write_signed(said, sign(seed, wire.file_bytes(said)))


def open_bundle(data: bytes, key_of: Callable[[bytes], bytes]) -> wire.Bundle:
    """Read a desk's bundle and verify it.

    Args:
        data: the file.
        key_of: gives the verify key of a desk that the office trusts, by its id; raises NotVouched for others.

    Raises:
        NotGenuine: not a bundle, or not signed by that desk.
        NotVouched: from `key_of`.
        TooNew: of a later version.
        TooLarge: larger than any bundle.
    """
    read = wire.read_signed(data, wire.Bundle)
    verify(key_of(read.said.desk), read.to_sign, read.signature)
    return read.said


def open_office_file(data: bytes) -> wire.OfficePublic:
    """Read an office's public file. Whether this is the right office is for the caller to make sure of.

    Raises:
        NotGenuine: not such a file, or not signed by the key that it names.
        TooNew: of a later version.
        TooLarge: larger than any such file.
    """
    read = wire.read_signed(data, wire.OfficePublic)
    verify(read.said.signing_key, read.to_sign, read.signature)
    return read.said


def open_desk_file(data: bytes) -> wire.DeskPublic:
    """Read a desk's public file. Whether to trust this desk is for the caller to decide.

    Raises:
        NotGenuine: not such a file, or not signed by the key that it names.
        TooNew: of a later version.
        TooLarge: larger than any such file.
    """
    read = wire.read_signed(data, wire.DeskPublic)
    verify(read.said.verify_key, read.to_sign, read.signature)
    return read.said
