"""Codes: an office joins once, a desk claims once, asking twice is harmless, and nobody swaps a key unseen."""

from __future__ import annotations

import pytest

from kiosk.core.errors import NotGenuine
from kiosk.crypto import enrol, sign
from kiosk.wire import protocol, signed
from kiosk.wire.enrolment import EnrolOffer, EnrolOpen
from kiosk.wire.protocol import DesksAsk, DesksTold, Done, Hello, OfficeFile, OfficeJoined, SyncAsk
from tests.hub.conftest import World
from tests.hub.made import Asks, MadeDesk, MadeHub, MadeOffice, claims, serving, some


def status(line: Asks, path: str, body: protocol.Said) -> int:
    return int(line.post(path, body).status_code)


def test_an_office_joins_and_learns_the_hubs_key_from_who_knows_the_code(world: World) -> None:
    """The answer has a MAC over the hub's own key; the same words twice get the same answer; a wrong MAC none."""
    secret = world.hub.code()
    join = world.hub.office.join(secret)
    told = world.asks().ask("/v1/office/join", join, OfficeJoined)
    assert world.asks().ask("/v1/office/join", join, OfficeJoined) == told
    enrol.check_tag(enrol.derive(secret), told.tag, b"hub", told.hub)
    assert told.hub == world.hub.key
    with pytest.raises(NotGenuine):
        enrol.check_tag(enrol.derive(secret), told.tag, b"hub", sign.verify_key(bytes(32)))
    fresh = world.hub.office.join(world.hub.code())
    swapped = protocol.OfficeJoin(fresh.slot, fresh.claim, fresh.office_file, bytes(32), fresh.tag)
    assert status(world.asks(), "/v1/office/join", swapped) == 403


def test_a_hub_has_one_office(world: World) -> None:
    """Another office is refused even with a good code; the same one may come back with another token."""
    stranger = MadeOffice(2)
    assert status(world.asks(), "/v1/office/join", stranger.join(world.hub.code())) == 409
    again = MadeOffice(1)
    again.token = some("again", count=32)
    world.asks().ask("/v1/office/join", again.join(world.hub.code()), OfficeJoined)
    assert status(world.office, "/v1/office/desks", DesksAsk()) == 401
    assert status(world.asks(again.token), "/v1/office/desks", DesksAsk()) == 200


def test_a_code_ends_after_its_day_or_its_use_or_its_successor(world: World) -> None:
    """Used by other words: 409. Older than a day: 410. Unknown, replaced, or a wrong claim: 401."""
    office, line = world.hub.office, world.asks()
    first, second = world.hub.code(), world.hub.code()
    assert status(line, "/v1/office/join", office.join(first)) == 401
    world.hub.clock.now += 86_401
    assert status(line, "/v1/office/join", office.join(second)) == 410
    third = world.hub.code()
    assert status(line, "/v1/office/join", office.join(third)) == 200
    assert status(line, "/v1/office/join", office.join(third, serial=9)) == 409
    code = enrol.derive(some("desk", count=13))
    until = world.hub.clock.now + 99_999_999
    world.office.ask("/v1/office/enrolments", office.expects(some("desk", count=13), until=until), Done)
    assert status(line, "/v1/enrol/open", EnrolOpen(code.slot, bytes(32))) == 401
    assert status(line, "/v1/enrol/open", EnrolOpen(code.slot, code.claim)) == 200
    world.hub.clock.now += 86_401
    assert status(line, "/v1/enrol/open", EnrolOpen(code.slot, code.claim)) == 410


def test_a_desk_claims_its_place_once(world: World) -> None:
    """It sees the offer as the office wrote it; claiming twice is one claim; another machine comes too late."""
    secret, office, line = some("place", count=13), world.hub.office, world.asks()
    expected = office.expects(secret, "Ludothèque")
    for _ in range(2):
        world.office.ask("/v1/office/enrolments", expected, Done)
    code = enrol.derive(secret)
    offer = line.ask("/v1/enrol/open", EnrolOpen(code.slot, code.claim), EnrolOffer)
    enrol.check_tag(code, offer.tag, b"office", offer.offer, offer.label.encode())
    for _ in range(2):
        line.ask("/v1/enrol/claim", claims(secret, MadeDesk(7)), Done)
    assert status(line, "/v1/enrol/claim", claims(secret, MadeDesk(8))) == 409
    seen = world.office.ask("/v1/office/desks", DesksAsk(), DesksTold).desks
    (desk,) = [each for each in seen if each.state == "claimed"]
    enrol.check_tag(code, desk.tag, b"desk", desk.desk_file, enrol.token_hash(MadeDesk(7).token))
    assert (desk.label, desk.slot) == ("Ludothèque", code.slot)
    world.office.ask("/v1/office/desks", DesksAsk((office.vouches(MadeDesk(7)),)), DesksTold)
    line.ask("/v1/enrol/claim", claims(secret, MadeDesk(7)), Done)
    states = {each.state for each in world.office.ask("/v1/office/desks", DesksAsk(), DesksTold).desks}
    assert states == {"vouched"}


def test_a_desks_id_is_not_taken_over(world: World) -> None:
    """A good code does not give another key to an id that the hub knows."""
    secret, thief = some("thief", count=13), MadeDesk(9)
    thief.id = world.one.id
    thief.file = sign.sign_file(thief.seed, signed.DeskPublic(thief.id, "x", sign.verify_key(thief.seed)))
    world.office.ask("/v1/office/enrolments", world.hub.office.expects(secret), Done)
    assert status(world.asks(), "/v1/enrol/claim", claims(secret, thief)) == 409
    assert status(world.desk, "/v1/sync", SyncAsk()) == 200


def test_an_office_changes_its_signing_key_only_with_the_word_of_the_former(world: World) -> None:
    """An endorsed successor is followed, and its statements count from then on."""
    heir = MadeOffice(3)
    endorsed = sign.sign(world.hub.office.seed, signed.succession_bytes(4, sign.verify_key(heir.seed)))
    assert status(world.office, "/v1/office/public", OfficeFile(heir.file(4))) == 403
    assert status(world.office, "/v1/office/public", OfficeFile(heir.file(5, endorsed=endorsed))) == 403
    assert status(world.office, "/v1/office/public", OfficeFile(heir.file(4, endorsed=endorsed))) == 200
    answer = protocol.AnswersAsk((heir.says(world.one, world.one.act(1), "declined", 3),))
    told = world.office.ask("/v1/office/answers", answer, protocol.AnswersTold)
    assert told == protocol.AnswersTold()


def test_a_hub_greets_anybody_and_says_whether_an_office_is_there(tmp_path: object, url: str) -> None:
    """Before and after an office has joined, in the form that was asked for."""
    made = MadeHub(url)
    with serving(made.app) as port:
        import httpx

        for accept in (protocol.MSGPACK, protocol.JSON):
            response = httpx.get(f"http://127.0.0.1:{port}/hub", headers={"Accept": accept})
            assert response.headers["content-type"] == accept
            hello = protocol.read(response.content, Hello, accept)
            assert (hello.majors, hello.hub, hello.joined) == ((1,), made.key, True)
