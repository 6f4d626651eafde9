"""The server as an ASGI application: Litestar, because it speaks msgspec and limits what is read of a body.

Requests are judged in this order: path, how often, content type, size, body, token. No line of a log names an act, a
desk, a token or a person; what fails is logged by its class and its path alone.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
from litestar import Litestar, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kiosk.core.errors import CodeRanOut, CodeUsed, NotGenuine
from kiosk.hub import openapi
from kiosk.hub.enrol import Unknown
from kiosk.hub.keeping import analyse, sweep
from kiosk.hub.quota import NoRoom
from kiosk.hub.rates import Bucket, Rates, house_of
from kiosk.hub.routes import ROUTES, Route, hello, let_in
from kiosk.hub.said import HubKey
from kiosk.hub.who import NotAllowed, Role, read_token
from kiosk.wire import protocol
from kiosk.wire.protocol import JSON, MAX_BODY, MSGPACK, Malformed, Refused

log = logging.getLogger("kiosk.hub")

_THREADS = 12
"""Requests that work on the database at once, in one process; no more than its pool has connections."""
_SLOWEST_BODY = 300.0
"""Seconds in which a body must have come."""
_SLOWEST_CODE = 30.0
"""The same, of somebody who has no token yet."""
_BUSY = 5
"""Seconds to wait where the database does not answer."""
_SWEEP_EVERY, _ANALYSE_EVERY = 3600.0, 60.0
_CODE_BODY = 128 << 10
"""Bytes of the largest request of somebody who has no token yet."""

Req = Request[Any, Any, Any]


@dataclass
class Turnstile:
    """Counts requests."""

    limits: Rates
    monotonic: Callable[[], float]

    def __post_init__(self) -> None:
        """Make the buckets."""
        of = self.limits
        self._token, self._address, self._codes = (
            Bucket(rate=minute / 60, burst=burst) for burst, minute in (of.token, of.address, of.codes)
        )

    def wait(self, request: Req, who: Role) -> float:
        """Give the seconds that a request comes too early, by its address."""
        now = self.monotonic()
        address = house_of(request.client.host if request.client else "")
        return self._address.wait(address, now) or (self._codes.wait(address, now) if who is Role.CODE else 0.0)

    def wait_known(self, token: bytes) -> float:
        """The same, by its token, which is one of the hub's: those that strangers make up are not counted."""
        return self._token.wait(token, self.monotonic())


class _Refuse(Exception):
    """A request that is refused with a status."""

    def __init__(self, status: int, code: str, retry_after: float = 0.0) -> None:
        super().__init__()
        self.status, self.code, self.retry_after = status, code, retry_after


@dataclass
class Served:
    """What a process serves with."""

    engine: Engine
    signer: HubKey
    clock: Callable[[], int]
    gate: Turnstile
    keep_days: int
    threads: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_THREADS))

    async def answer(self, route: Route, request: Req) -> Response[bytes]:
        """Answer a request."""
        token = read_token(request.headers.get("authorization", ""))
        if wait := self.gate.wait(request, route.who):
            raise _Refuse(429, "slow_down", wait)
        kind = _kind(request)
        slowest = _SLOWEST_CODE
        if route.who in (Role.DESK, Role.OFFICE):  # nothing is read of what has no chance, and nobody counts it
            if not token:
                raise NotAllowed(known=False)
            await anyio.to_thread.run_sync(self._let_in, route, token, limiter=self.threads)
            if wait := self.gate.wait_known(token):
                raise _Refuse(429, "slow_down", wait)
            slowest = _SLOWEST_BODY
        async with asyncio.timeout(slowest):
            body = await request.body()
        said = await anyio.to_thread.run_sync(self._work, route, token, body, kind, limiter=self.threads)
        return _response(said, kind)

    def _let_in(self, route: Route, token: bytes) -> None:
        """Look whether a token may ask this, before its body is read."""
        with self.engine.connect() as connection:
            let_in(connection, self.signer, route, token, self.clock())

    def _work(self, route: Route, token: bytes, body: bytes, kind: str) -> bytes:
        """Do what was asked, in a thread: signatures and the database take their time."""
        now = self.clock()
        with self.engine.connect() as connection:
            asked = let_in(connection, self.signer, route, token, now)
            return protocol.write(route.do(asked, protocol.read(body, route.ask, kind)), kind)

    def say_hello(self, kind: str) -> bytes:
        """Greet."""
        with self.engine.connect() as connection:
            return protocol.write(hello(connection, self.signer), kind)

    async def sweep(self) -> None:
        """Delete what the hub need not keep, now and every hour."""
        while True:
            try:
                await anyio.to_thread.run_sync(sweep, self.engine, self.keep_days, self.clock(), limiter=self.threads)
            except SQLAlchemyError as error:
                log.warning("sweep: %s", type(error).__name__)
            await asyncio.sleep(_SWEEP_EVERY)

    async def analyse(self) -> None:
        """Let the database see what is in it, as it grows."""
        known = 0
        while True:
            try:
                known = await anyio.to_thread.run_sync(analyse, self.engine, known, limiter=self.threads)
            except SQLAlchemyError as error:
                log.warning("analyse: %s", type(error).__name__)
            await asyncio.sleep(_ANALYSE_EVERY)


def make(
    engine: Engine,
    seed: bytes,
    clock: Callable[[], int],
    monotonic: Callable[[], float],
    *,
    limits: Rates | None = None,
    keep_days: int = 30,
) -> Litestar:
    """Make the server.

    Args:
        engine: a database that `database.prepare` has brought to this version.
        seed: the hub's signing key, which `prepare` gives.
        clock: gives whole seconds since 1970, UTC.
        monotonic: gives seconds of a clock that never jumps.
        limits: how often one may ask.
        keep_days: days for which sealed bytes stay after the final answer.
    """
    served = Served(engine, HubKey(seed), clock, Turnstile(limits or Rates(), monotonic), keep_days)

    @get("/hub", include_in_schema=False)
    async def greet(request: Req) -> Response[bytes]:
        if wait := served.gate.wait(request, Role.ANYBODY):
            raise _Refuse(429, "slow_down", wait)
        kind = _accepted(request)
        return _response(await anyio.to_thread.run_sync(served.say_hello, kind, limiter=served.threads), kind)

    @get("/openapi.json", include_in_schema=False)
    async def describe() -> Response[bytes]:
        return Response(openapi.document(), media_type=JSON)

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(each) for each in (served.sweep(), served.analyse())]
        yield
        for each in tasks:
            each.cancel()
        engine.dispose()

    return Litestar(
        [greet, describe, *(_handler(served, route) for route in ROUTES)],
        lifespan=[lifespan],
        request_max_body_size=MAX_BODY,
        exception_handlers={Exception: _refuse},
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _handler(served: Served, route: Route) -> HTTPRouteHandler:
    largest = _CODE_BODY if route.who is Role.CODE else MAX_BODY

    @post(route.path, status_code=200, include_in_schema=False, request_max_body_size=largest)
    async def handle(request: Req) -> Response[bytes]:
        return await served.answer(route, request)

    return handle


# ---- bytes in and out ------------------------------------------------------------------------


def _kind(request: Req) -> str:
    """Give the content type of a request.

    Raises:
        _Refuse: one that the hub does not read, or anything encoded.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (MSGPACK, JSON) or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise _Refuse(415, "content_type")
    return kind


def _accepted(request: Req) -> str:
    """Give the content type of an answer to a request that has no body, or none that the hub reads."""
    sent = request.headers.get("content-type", "") or request.headers.get("accept", "")
    return JSON if sent.partition(";")[0].strip().lower() == JSON else MSGPACK


def _response(data: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    return Response(data, media_type=kind, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})


_STATUS = {400: "malformed", 404: "no_such_path", 405: "no_such_path", 413: "too_large"}


def _refuse(request: Req, error: Exception) -> Response[bytes]:
    """Answer what went wrong: a status and a code, nothing of what was asked."""
    refused = _refusal(request, error)
    headers = {"Retry-After": str(max(1, round(refused.retry_after)))} if refused.retry_after else {}
    kind = _accepted(request)
    return _response(protocol.write(Refused(refused.code), kind), kind, refused.status, headers)


def _refusal(request: Req, error: Exception) -> _Refuse:
    match error:
        case _Refuse():
            return error
        case NotAllowed(closed=True):
            return _Refuse(403, "closed")
        case NotAllowed(known=True):
            return _Refuse(403, "not_yours")
        case NotAllowed() | Unknown():
            return _Refuse(401, "unknown")
        case Malformed() | TimeoutError():
            return _Refuse(400, "malformed")
        case NotGenuine():
            return _Refuse(403, "not_genuine")
        case CodeUsed():
            return _Refuse(409, "used")
        case CodeRanOut():
            return _Refuse(410, "ran_out")
        case NoRoom():
            return _Refuse(507, "full")
        case SQLAlchemyError():
            log.error("%s: %s", request.url.path, type(error).__name__)
            return _Refuse(503, "busy", _BUSY)
        case HTTPException(status_code=404) if major := re.match(r"/v(\d{1,4})/", request.url.path):
            other = int(major[1]) != protocol.MAJOR
            return _Refuse(426, "major") if other else _Refuse(404, "no_such_path")
        case HTTPException(status_code=status) if status in _STATUS:
            return _Refuse(status, _STATUS[status])
        case HTTPException(detail="client disconnected prematurely"):
            return _Refuse(400, "malformed")
    log.error("%s: %s", request.url.path, type(error).__name__)
    return _Refuse(500, "defect")
