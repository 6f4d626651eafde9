"""Opening an act: for the office alone, which holds the reading keys."""

from __future__ import annotations

from typing import Any

from nacl.bindings import crypto_box_seal_open
from nacl.exceptions import CryptoError

from kiosk.core.errors import NotForUs, NotGenuine, TrainingOnly
from kiosk.crypto import box, keys
from kiosk.crypto.sign import verify
from kiosk.wire import packing, signed


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
    public = keys.public_key(reading_key)
    ours = keys.reading_key_id(public)
    sealed = next((each.sealed for each in parts.recipients if each.key_id == ours), None)
    if sealed is None:
        raise NotForUs
    associated = signed.body_associated(parts.header, act, key_hash)
    try:
        key = crypto_box_seal_open(sealed, public, reading_key)
    except CryptoError:
        raise NotGenuine("the seal does not open") from None
    body = box.unlock(key, parts.nonce + parts.ciphertext, associated)
    return packing.unpack(body, parts.dictionary)
