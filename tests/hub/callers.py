"""Who asks a hub, with which token; what each may be answered; and everybody asking everything."""

from __future__ import annotations

from typing import Any

from kiosk.crypto import enrol
from kiosk.hub.routes import ROUTES, Route
from kiosk.hub.who import Role
from kiosk.wire import enrolment, protocol
from kiosk.wire.health import HealthAsk, HealthSent
from kiosk.wire.protocol import AnswersAsk, DesksAsk, DesksTold, Done, StatusAsk, SyncAsk
from kiosk.wire.seats import NotesAsk, SeatsAsk
from tests.hub.conftest import World
from tests.hub.made import MadeDesk, MadeOffice, bearer, claims, some

OURS = ("desk", "claimed", "revoked", "office")
THEIRS = tuple(f"their_{each}" for each in OURS)
CALLERS = ("nobody", "garbage", "stranger", *OURS, *THEIRS)
MAY = {
    Role.DESK: {"desk", "claimed", "their_desk", "their_claimed"},
    Role.OFFICE: {"office", "their_office"},
    Role.CODE: set(CALLERS),
}
KNOWN = MAY[Role.DESK] | MAY[Role.OFFICE]
SIGNED = ("/v1/office/public", "/v1/office/time", "/v1/health")
"""What these carry is signed by the one whose it is: another office's desk or office may ask, and is not believed."""
NEW, GONE = MadeDesk(11), MadeDesk(12)
THEIR_OFFICE = MadeOffice(2, "Autre association")
THEIR_DESKS = {"their_desk": MadeDesk(21), "their_claimed": MadeDesk(22), "their_revoked": MadeDesk(23)}
VERBS = ("GET", "PUT", "DELETE", "PATCH")


def headers(caller: str) -> dict[str, str]:
    tokens = {
        "stranger": some("stranger", count=32),
        "desk": MadeDesk(1).token,
        "claimed": NEW.token,
        "revoked": GONE.token,
        "office": MadeOffice().token,
        "their_office": THEIR_OFFICE.token,
        **{name: desk.token for name, desk in THEIR_DESKS.items()},
    }
    if caller == "garbage":
        return {"Authorization": "Bearer " + "!" * 43}
    return {"Authorization": bearer(tokens[caller])} if caller in tokens else {}


def people(world: World) -> None:
    """Let a hub have a desk that nobody vouched for yet, and one that was revoked; and another office the same."""
    seat(world, world.hub.office, NEW, GONE)
    revoke(world, world.hub.office, GONE)
    number = world.hub.add_office()
    world.asks().ask("/v1/office/join", THEIR_OFFICE.join(world.hub.code(number)), protocol.OfficeJoined)
    seat(world, THEIR_OFFICE, *THEIR_DESKS.values())
    vouched = DesksAsk((THEIR_OFFICE.vouches(THEIR_DESKS["their_desk"]),))
    world.asks(THEIR_OFFICE.token).ask("/v1/office/desks", vouched, DesksTold)
    revoke(world, THEIR_OFFICE, THEIR_DESKS["their_revoked"])


def seat(world: World, office: MadeOffice, *desks: MadeDesk) -> None:
    """Let desks take a seat at an office."""
    for desk in desks:
        secret = some("peopled", desk.number, count=13)
        world.asks(office.token).ask("/v1/office/enrolments", office.expects(secret), Done)
        world.asks().ask("/v1/enrol/claim", claims(secret, desk), Done)


def revoke(world: World, office: MadeOffice, desk: MadeDesk) -> None:
    """Let an office vouch for a desk and trust it no longer."""
    gone = DesksAsk((office.vouches(desk),), (office.revokes(desk),))
    world.asks(office.token).ask("/v1/office/desks", gone, DesksTold)


def bodies(world: World) -> dict[str, Any]:
    """Give a body for each path that is right in itself."""
    office, act = world.hub.office, world.one.act(1)
    secret, hub_code = some("matrix", count=13), world.hub.code()
    code = enrol.derive(secret)
    world.office.ask("/v1/office/enrolments", office.expects(secret), Done)
    return {
        "/v1/office/join": office.join(hub_code),
        "/v1/office/public": protocol.OfficeFile(office.file(2)),
        "/v1/office/time": office.time(),
        "/v1/office/waiting": protocol.WaitingAsk(),
        "/v1/office/answers": AnswersAsk((office.says(world.one, act, "taken", 3),)),
        "/v1/office/fetch": protocol.FetchAsk((act.id,)),
        "/v1/office/enrolments": office.expects(some("next", count=13)),
        "/v1/office/desks": DesksAsk(),
        "/v1/office/health": HealthAsk(),
        "/v1/office/notes": NotesAsk(),
        "/v1/office/seats": SeatsAsk(),
        "/v1/enrol/open": enrolment.EnrolOpen(code.slot, code.claim),
        "/v1/enrol/claim": claims(secret, MadeDesk(13)),
        "/v1/health": HealthSent(world.one.health()),
        "/v1/sync": SyncAsk(),
        "/v1/status": StatusAsk(act.reference, act.key_hash),
    }


def expected(route: Route, caller: str) -> int:
    if caller in MAY[route.who]:
        return 403 if caller in THEIRS and route.path in SIGNED else 200
    return 403 if caller in KNOWN else 401


def let_in(world: World) -> dict[tuple[str, str], int]:
    """Ask every path as every caller, with a right body of the first office's; give the status of each."""
    given = bodies(world)
    assert set(given) == {route.path for route in ROUTES}
    own = {("/v1/health", "claimed"): HealthSent(NEW.health())}  # what a desk says of itself, nobody else can
    return {
        each: world.asks().post(each[0], own.get(each, given[each[0]]), **headers(each[1])).status_code
        for each in ((route.path, caller) for route in ROUTES for caller in CALLERS)
    }


def ask_other_verbs(world: World) -> int:
    """Ask by every other verb, and what is no path; give how often. Raises AssertionError where one does anything."""
    asked = 0
    for caller in ("nobody", "desk", "office"):
        for route in ROUTES:
            for verb in VERBS:
                asked += 1
                response = world.client.request(verb, route.path, headers=headers(caller))
                assert (response.status_code, response.content[:1]) == (405, b"\x91"), (verb, route.path)
        asked += 2
        assert world.client.post("/v1/acts", headers=headers(caller)).status_code == 404
        assert world.client.post("/v2/sync", headers=headers(caller)).status_code == 426
    return asked
