"""Opening an act, or a desk's health: for the office alone, which holds the reading keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nacl.bindings import crypto_box_seal_open
from nacl.exceptions import CryptoError

from kiosk.core.errors import NotForUs, NotGenuine, TrainingOnly
from kiosk.crypto import box, keys
from kiosk.crypto.sign import verify
from kiosk.wire import health, packing, signed


def open_envelope(
    envelope: bytes,
    act: bytes,
    key_hash: bytes,
    reading_key: bytes,
    desk_key: bytes,
    *,
    allow_training: bool = False,
) -> dict[str, Any]:
    """Verify who sealed an act, then open it.

    Args:
        envelope: the sealed act.
        act: the id under which it came.
        key_hash: the hash of the withdrawal key with which it came.
        reading_key: a secret reading key of this office.
        desk_key: the verify key of the desk that the envelope names, which the office vouches for.
        allow_training: True where training acts are wanted.

    Returns:
        The content, as `kiosk.core.envelope.compose` made it.

    Raises:
        NotGenuine: altered, forged, or for another act.
        NotForUs: sealed to other keys.
        TrainingOnly: made in training mode.
        TooNew: of a later version.
        TooLarge: it would be larger than any content.
    """
    parts = signed.read_envelope(envelope)
    verify(desk_key, signed.act_bytes(parts.unsigned, act, key_hash), parts.signature)
    if parts.training and not allow_training:
        raise TrainingOnly
    associated = signed.body_associated(parts.header, act, key_hash)
    key = _content_key(parts.recipients, [reading_key])
    body = box.unlock(key, parts.nonce + parts.ciphertext, associated)
    return packing.unpack(body, parts.dictionary)


def open_health(
    data: bytes, reading_keys: Sequence[bytes], key_of: Callable[[bytes], bytes]
) -> tuple[bytes, health.HealthSaid]:
    """Verify which desk sealed its health, then open it. Gives the desk's id and what it says.

    Args:
        data: the file.
        reading_keys: the secret reading keys of this office.
        key_of: gives the verify key of a desk that the office trusts, by its id; raises NotVouched for others.

    Raises:
        NotGenuine: altered, forged, or no such file.
        NotVouched: from `key_of`.
        NotForUs: sealed to other keys.
        TooNew: of a later version.
    """
    parts = health.read_health(data)
    verify(key_of(parts.desk), health.health_bytes(parts.unsigned), parts.signature)
    key = _content_key(parts.recipients, reading_keys)
    return parts.desk, health.read_body(box.unlock(key, parts.locked, health.health_associated(parts.header)))


def _content_key(recipients: Sequence[signed.Recipient], reading_keys: Sequence[bytes]) -> bytes:
    """Open the content key with one of these keys. Raises NotForUs; NotGenuine: it is sealed to one, and is not."""
    for reading_key in reading_keys:
        public = keys.public_key(reading_key)
        ours = keys.reading_key_id(public)
        sealed = next((each.sealed for each in recipients if each.key_id == ours), None)
        if sealed is not None:
            try:
                return crypto_box_seal_open(sealed, public, reading_key)
            except CryptoError:
                raise NotGenuine("the seal does not open") from None
    raise NotForUs
