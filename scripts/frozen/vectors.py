"""Makes tests/vectors/envelope-1.json. Run it after make_dictionary.py, before the first release, then never again.

.venv/bin/python -m scripts.frozen.vectors --write
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

from kiosk.crypto import keys, sign
from kiosk.wire import packing, signed
from tests.crypto import made

TARGET = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "envelope-1.json"

ACTS = (
    ("close, French, two recipients", made.CLOSE_FR, 2, False),
    ("mask, English, one recipient, training", made.MASK_EN, 1, True),
    ("every type, the second size, three recipients", made.EVERY_TYPE, 3, False),
)
FILES: dict[str, signed.SignedFile] = {
    "bundle": signed.Bundle(
        desk=made.DESK,
        training=False,
        made=made.STAMP,
        acts=(signed.SentAct(made.ACT, "K7Q4M29XD", made.KEY_HASH, b"stands for an envelope"),),
        withdrawals=(
            signed.SentWithdrawal(made.ACT, "K7Q4M29XD", made.KEY_HASH, made.WITHDRAWAL_KEY, made.STAMP),
            signed.SentWithdrawal(bytes(16), "000000000", bytes(32), None, signed.Stamp(0, 0, "", 3600)),
        ),
    ),
    "office": signed.OfficePublic(
        serial=1,
        training=False,
        name="Association Exemple",
        phone="01 23 45 67 89",
        signing_key=sign.verify_key(made.SEED),
        reading_keys=made.PUBLIC[:2],
    ),
    "desk": signed.DeskPublic(desk=made.DESK, label="Bus du jeudi", verify_key=sign.verify_key(made.SEED)),
}


def act_vector(name: str, content: made.Made, readers: int, training: bool) -> dict[str, object]:
    """Seal one content with known randomness, and write every stage down."""
    draw = made.fixed_random(name.encode())
    content_key, *ephemeral = (draw(32) for _ in range(1 + readers))
    with made.known_randomness(made.fixed_random(name.encode())):
        envelope = made.sealer(readers, training).seal(content, made.ACT, made.KEY_HASH)
    parts = signed.read_envelope(envelope)
    body = packing.pack(content.plain)
    return {
        "name": name,
        "training": training,
        "content": content.plain,
        "reading_keys": [each.hex() for each in made.READERS[:readers]],
        "reading_keys_public": [each.hex() for each in made.PUBLIC[:readers]],
        "key_ids": [keys.reading_key_id(each).hex() for each in made.PUBLIC[:readers]],
        "content_key": content_key.hex(),
        "nonce": draw(24).hex(),
        "ephemeral_secrets": [each.hex() for each in ephemeral],
        "body": body.hex(),
        "associated": signed.body_associated(parts.header, made.ACT, made.KEY_HASH).hex(),
        "envelope": envelope.hex(),
    }


def make() -> str:
    """Write the vectors."""
    words = packing.dictionary()
    vectors = {
        "dictionary": {"sha256": packing.DICTIONARY_SHA256, "adler32": f"{zlib.adler32(words):08x}"},
        "desk": made.DESK.hex(),
        "desk_seed": made.SEED.hex(),
        "desk_verify_key": sign.verify_key(made.SEED).hex(),
        "act": made.ACT.hex(),
        "withdrawal_key": made.WITHDRAWAL_KEY.hex(),
        "key_hash": made.KEY_HASH.hex(),
        "recovery": {"secret": made.SEED.hex(), "reading_key": keys.recovered_reading_key(made.SEED).hex()},
        "acts": [act_vector(*each) for each in ACTS],
        "files": {name: sign.sign_file(made.SEED, said).hex() for name, said in FILES.items()},
    }
    return json.dumps(vectors, indent=1, ensure_ascii=False) + "\n"


def keep(text: str, target: Path) -> None:
    """Say whether a file is still what it was, and write it where that is asked for."""
    same = target.exists() and target.read_text("utf-8") == text
    if "--write" in sys.argv[1:]:
        target.write_text(text, "utf-8")
    print("the same as before" if same else "different from before")


if __name__ == "__main__":
    keep(make(), TARGET)
