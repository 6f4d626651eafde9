"""What the composed desk does with the files around it."""

from __future__ import annotations

from pathlib import Path

from kiosk import compose, wire
from kiosk.config import Settings
from kiosk.core.envelope import Content
from kiosk.crypto.keys import key_id
from kiosk.i18n import Catalogues
from kiosk.office import keys
from tests.crypto.made import KEY_HASH
from tests.test_passphrase import CHEAP, FIRST


def test_a_running_desk_seals_to_the_offices_keys_of_this_moment(tmp_path: Path) -> None:
    """From the very act after the office changed its reading key, the new one is sealed to; no bad file stops acts."""
    office = tmp_path / "office"
    founding = keys.found("Les Tilleuls", "01 23 45 67 89")
    keys.settle(office, founding, FIRST, CHEAP)
    desk = tmp_path / "desk"
    compose.create_desk(desk, (office / keys.PUBLIC).read_bytes(), FIRST, "Mardi", cost=CHEAP)
    session = compose.desk_opener(desk, Settings(), Catalogues())(FIRST)

    def recipients() -> list[bytes]:
        envelope = session.tools.sealer.seal(Content({"v": 1}), bytes(16), KEY_HASH)
        return [each.key_id for each in wire.read_envelope(envelope).recipients]

    def of(public: wire.OfficePublic) -> list[bytes]:
        return [key_id(each) for each in public.reading_keys]

    before = keys.public(office)
    assert recipients() == of(before)
    keys.rotate(office, keys.unlock(office, FIRST))
    (desk / compose.OFFICE).write_bytes((office / keys.PUBLIC).read_bytes())
    assert recipients() == of(keys.public(office)) != of(before)
    (desk / compose.OFFICE).write_bytes(b"damaged")
    assert recipients() == of(before)
    session.close()
