"""Makes tests/vectors/health-1.json. Run it before the first release, then never again.

.venv/bin/python -m scripts.frozen.health --write
"""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.crypto import keys, sign
from kiosk.wire import health, protocol
from scripts.frozen.vectors import keep
from tests.crypto import made

TARGET = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "health-1.json"
SAID = health.HealthSaid(
    number=(20_787 << 16) + 1,
    day="2026-11-30",
    version="0.1.0",
    guidance=1,
    updated=None,
    space="low",
    drift="hours",
    printer="roll",
    paper="out",
    sound=True,
    uptime="week",
    stuck=2,
)


def make_health() -> str:
    """Write the vectors: the record, its body, the file, and the messages that carry it."""
    draw = made.fixed_random(b"health")
    content_key, *ephemeral = (draw(32) for _ in range(3))
    with made.known_randomness(made.fixed_random(b"health")):
        sealed = made.sealer().seal_health(SAID)
    told = health.HealthTold((health.HeldHealth(made.DESK, 1_796_000_000, sealed),), more=True)
    vectors = {
        "desk": made.DESK.hex(),
        "desk_verify_key": sign.verify_key(made.SEED).hex(),
        "reading_keys": [each.hex() for each in made.READERS[:2]],
        "key_ids": [keys.reading_key_id(each).hex() for each in made.PUBLIC[:2]],
        "content_key": content_key.hex(),
        "ephemeral_secrets": [each.hex() for each in ephemeral],
        "nonce": draw(24).hex(),
        "said": health.write_said(SAID).hex(),
        "body": health.write_body(SAID).hex(),
        "file": sealed.hex(),
        "sent minor 5": protocol.write(health.HealthSent(sealed)).hex(),
        "told minor 5": protocol.write(told).hex(),
        # What a later minor version may add at the end of each list is passed over.
        "told minor 9": (b"\x93" + protocol.write(told)[1:] + b"\xa3new").hex(),
    }
    return json.dumps(vectors, indent=1) + "\n"


if __name__ == "__main__":
    keep(make_health(), TARGET)
