"""Made-up people and keys for the tests of sealing, and the published vectors."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from nacl.bindings import crypto_box, crypto_generichash_blake2b_salt_personal, crypto_scalarmult_base

from kiosk.crypto import box, keys, seal
from kiosk.crypto.seal import DeskSealer
from kiosk.wire.signed import Stamp

DESK = bytes(range(16))
SEED = bytes(range(32, 64))
ACT = bytes(range(64, 80))
WITHDRAWAL_KEY = bytes(range(80, 96))
KEY_HASH = keys.hash_of_key(WITHDRAWAL_KEY)
READERS = tuple(bytes((number,)) * 32 for number in (1, 2, 3))
"""Secret reading keys."""
PUBLIC = tuple(keys.public_key(each) for each in READERS)
STAMP = Stamp(1795295400, 8133, "3f9c", None)


@dataclass(frozen=True)
class Made:
    """A content."""

    plain: dict[str, object]


def fixed_random(seed: bytes) -> Callable[[int], bytes]:
    """Give bytes that look random and are always the same."""
    return random.Random(seed).randbytes


@contextmanager
def known_randomness(draw: Callable[[int], bytes]) -> Iterator[None]:
    """Let sealing draw known bytes: the content key, an ephemeral secret for each reader, the nonce."""

    def sealed_box(message: bytes, public: bytes) -> bytes:
        secret = draw(32)
        ours = crypto_scalarmult_base(secret)
        nonce = crypto_generichash_blake2b_salt_personal(ours + public, digest_size=24)
        return ours + crypto_box(message, nonce, public, secret)

    with mock.patch.object(box, "random", draw), mock.patch.object(seal, "crypto_box_seal", sealed_box):
        yield


def sealer(readers: int = 2, training: bool = False) -> DeskSealer:
    """Make the sealer of a desk."""
    return DeskSealer(DESK, SEED, lambda: PUBLIC[:readers], training)


def consent(step: str, text: str, language: str = "fr", french: str = "") -> dict[str, object]:
    """Make a consent as a content holds it."""
    words = {"step": step, "language": language, "text": text}
    if french:
        words["french"] = french
    return {**words, "understanding": "interpreter", "at": [1795295400, 8133, "3f9c", None]}


CLOSE_FR = Made(
    {
        "v": 1,
        "procedure": "close",
        "version": "2026-11-21",
        "reference": "K7Q4M29XD",
        "answers": {
            "whom": "self",
            "name": "Zoé Lenoir-Diaby",
            "birth_date": "1958-03-09",
            "phone": "+33612345678",
            "who_answers": None,
            "message": "discreet",
            "spoken_language": False,
        },
        "act": consent("consent", "Je demande à fermer mon espace santé."),
        "handover": consent("handover", "Je confie ces réponses au bureau de l'association."),
    }
)
MASK_EN = Made(
    {
        "v": 1,
        "procedure": "mask",
        "version": "2026-11-21",
        "reference": "3T8W0ZKPA",
        "answers": {"whom": "self", "name": "Abel N.", "which": ["analysis", "letter"], "phone": False},
        "act": consent("consent", "I ask to hide documents.", "en", "Je demande à masquer des documents."),
        "handover": consent("handover", "I hand this to the office.", "en", "Je confie ceci au bureau."),
    }
)
EVERY_TYPE = Made(
    {
        "": [],
        "é": {"ż": {}, "中": "中文", "🙂": "🙂"},
        "array": list(range(20)),
        "float": [0.0, -1.5, 1e300],
        "int": [
            0,
            127,
            128,
            255,
            256,
            65535,
            65536,
            2**32 - 1,
            2**32,
            2**63 - 1,
            -1,
            -32,
            -33,
            -128,
            -129,
            -(2**63),
        ],
        "map": {f"k{number:02}": number for number in range(17)},
        "said": [None, True, False],
        "text": ["a" * 31, "b" * 32, "c" * 255, "d" * 256, fixed_random(b"text")(500).hex()],
    }
)
