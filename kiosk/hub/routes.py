"""What may be asked, by whom, and which errand answers: the table that the server, its OpenAPI and the tests read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from kiosk.hub import desk, enrol, health, office, seats
from kiosk.hub.keep import Caller
from kiosk.hub.said import HubKey
from kiosk.hub.tables import offices
from kiosk.hub.who import OfficeCaller, Role, desk_of_token, office_of
from kiosk.wire import enrolment, protocol
from kiosk.wire import health as healths
from kiosk.wire import seats as seated
from kiosk.wire.protocol import Done, Hello, Said


@dataclass(frozen=True)
class Admitted:
    """A request that was let in, without its body."""

    connection: Connection
    signer: HubKey
    now: int
    caller: Caller | None = None
    """The desk that asks, if one does."""
    by: OfficeCaller | None = None
    """The office that asks, if one does."""

    @property
    def desk(self) -> Caller:
        """The desk that asks, where only a desk may."""
        assert self.caller is not None
        return self.caller

    @property
    def office(self) -> OfficeCaller:
        """The office that asks, where only an office may."""
        assert self.by is not None
        return self.by


@dataclass(frozen=True)
class Route:
    """One thing to ask."""

    path: str
    who: Role
    what: str
    """In a line, for the OpenAPI document."""
    ask: type[Any]
    told: type[Any]
    do: Callable[[Admitted, Any], Said]


def let_in(connection: Connection, signer: HubKey, route: Route, token: bytes, now: int) -> Admitted:
    """Let a request in.

    Raises:
        NotAllowed: this token may not ask this.
    """
    match route.who:
        case Role.DESK:
            return Admitted(connection, signer, now, caller=desk_of_token(connection, token, now))
        case Role.OFFICE:
            return Admitted(connection, signer, now, by=office_of(connection, token, now))
        case _:
            return Admitted(connection, signer, now)


def hello(connection: Connection, signer: HubKey) -> Hello:
    """Say who this hub is."""
    joined = connection.execute(select(offices.c.id).where(offices.c.key.is_not(None)).limit(1)).first()
    return Hello((protocol.MAJOR,), protocol.MINOR, signer.public, joined is not None)


def _done(errand: Callable[[Admitted, Any], None]) -> Callable[[Admitted, Any], Said]:
    def do(asked: Admitted, body: Any) -> Said:
        errand(asked, body)
        return Done()

    return do


def _desks(asked: Admitted, body: protocol.DesksAsk) -> Said:
    by = asked.office
    enrol.change_desks(asked.connection, by, body)
    return enrol.list_desks(asked.connection, by.id, office.waiting_by_desk(asked.connection, by.id))


ROUTES = (
    Route(
        "/v1/office/join",
        Role.CODE,
        "The office takes this hub, with the code that the hub's own machine shows.",
        protocol.OfficeJoin,
        protocol.OfficeJoined,
        lambda asked, body: enrol.settle_in(asked.connection, asked.signer, body, asked.now),
    ),
    Route(
        "/v1/office/public",
        Role.OFFICE,
        "A newer public file of the office.",
        protocol.OfficeFile,
        Done,
        _done(lambda asked, body: enrol.office_file(asked.connection, asked.office, body)),
    ),
    Route(
        "/v1/office/time",
        Role.OFFICE,
        "The office says what time it is.",
        protocol.OfficeTime,
        Done,
        _done(lambda asked, body: enrol.office_time(asked.connection, asked.office, body)),
    ),
    Route(
        "/v1/office/waiting",
        Role.OFFICE,
        "What the office has not taken, and what people took back.",
        protocol.WaitingAsk,
        protocol.Waiting,
        lambda asked, body: office.waiting(asked.connection, asked.signer, asked.office.id, body, asked.now),
    ),
    Route(
        "/v1/office/answers",
        Role.OFFICE,
        "Signed statements of the office.",
        protocol.AnswersAsk,
        protocol.AnswersTold,
        lambda asked, body: office.answers(asked.connection, asked.signer, asked.office, body, asked.now),
    ),
    Route(
        "/v1/office/fetch",
        Role.OFFICE,
        "Sealed acts, once more.",
        protocol.FetchAsk,
        protocol.Fetched,
        lambda asked, body: office.fetch(asked.connection, asked.signer, asked.office.id, body, asked.now),
    ),
    Route(
        "/v1/office/enrolments",
        Role.OFFICE,
        "The office expects a desk.",
        enrolment.Enrolment,
        Done,
        _done(lambda asked, body: enrol.expect(asked.connection, asked.office.id, body, asked.now)),
    ),
    Route(
        "/v1/office/desks",
        Role.OFFICE,
        "Vouch for desks, revoke desks, list desks.",
        protocol.DesksAsk,
        protocol.DesksTold,
        _desks,
    ),
    Route(
        "/v1/office/health",
        Role.OFFICE,
        "What each desk last said of itself, sealed to the office.",
        healths.HealthAsk,
        healths.HealthTold,
        lambda asked, body: health.tell_health(asked.connection, asked.office.id, body),
    ),
    Route(
        "/v1/office/notes",
        Role.OFFICE,
        "Numbered notes of the office's seats, sealed to it.",
        seated.NotesAsk,
        seated.NotesTold,
        lambda asked, body: seats.exchange_notes(asked.connection, asked.office.id, body, asked.now),
    ),
    Route(
        "/v1/office/seats",
        Role.OFFICE,
        "Which machines speak for the office.",
        seated.SeatsAsk,
        Done,
        _done(lambda asked, body: seats.change_seats(asked.connection, asked.office.id, asked.office.key, body)),
    ),
    Route(
        "/v1/enrol/open",
        Role.CODE,
        "A desk looks at the office's offer.",
        enrolment.EnrolOpen,
        enrolment.EnrolOffer,
        lambda asked, body: enrol.show_offer(asked.connection, body, asked.now),
    ),
    Route(
        "/v1/enrol/claim",
        Role.CODE,
        "A desk takes the seat that was kept for it.",
        enrolment.EnrolClaim,
        Done,
        _done(lambda asked, body: enrol.claim(asked.connection, body, asked.now)),
    ),
    Route(
        "/v1/sync",
        Role.DESK,
        "A desk brings acts and withdrawals, and asks for news.",
        protocol.SyncAsk,
        protocol.SyncTold,
        lambda asked, body: desk.sync(asked.connection, asked.signer, asked.desk, body, asked.now),
    ),
    Route(
        "/v1/status",
        Role.DESK,
        "The status of an act whose receipt lies on the desk's table.",
        protocol.StatusAsk,
        protocol.StatusTold,
        lambda asked, body: desk.status(asked.connection, asked.signer, asked.desk, body, asked.now),
    ),
    Route(
        "/v1/health",
        Role.DESK,
        "What a desk says of itself, sealed to the office.",
        healths.HealthSent,
        Done,
        _done(lambda asked, body: health.keep_health(asked.connection, asked.desk, body, asked.now)),
    ),
)
