"""One kept line to a hub: HTTPS, small requests, nothing believed. Every way in which it can fail has its class.

A status, a page or a time-out says nothing about an act. What came back is bytes for `kiosk.wire.protocol`; what may be
believed of them is for whoever verifies signatures.
"""

from __future__ import annotations

import socket
import ssl
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from kiosk.core.errors import AddressFault, CodeRanOut, CodeUsed, FileFault, LinkFault, TooLarge
from kiosk.core.sync import Failure
from kiosk.machine.files import read_own
from kiosk.uplink.patience import LineWatch
from kiosk.wire import protocol

if TYPE_CHECKING:
    import httpx

S = TypeVar("S", bound=protocol.Said)

CONNECT = 15.0
"""Seconds to wait for a line."""
PATIENCE = 20.0
"""Seconds to wait for an answer, beyond what its bytes need."""
SLOWEST = 1000.0
"""Bytes a second that a line must carry (8 kbit/s), or it counts as broken."""
HUB_WAIT = 86_400.0
"""Seconds: no hub sends a desk away for longer than a day."""
_ASIDE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Address:
    """Where a hub is and how it is reached."""

    url: str
    """`https://host[:port][/path]`, without a slash at its end."""
    ca: str | None = None
    """A file with the certificate authority that signs for this hub; the system's authorities if None."""
    proxy: str | None = None
    """`http://host:port`; none is guessed from the environment."""
    insecure: bool = False
    """Whether plain HTTP may leave this machine: somebody wrote so into the settings."""


def read_address(typed: str, *, insecure: bool = False) -> str:
    """Read the address of a hub as a person types it.

    Raises:
        AddressFault: `not_an_address`; `not_secure` for plain HTTP that would leave this machine.
    """
    text = typed.strip()
    try:
        if "://" not in text:  # a hub on this very machine has no certificate, and says its address without a scheme
            text = f"{'http' if urlsplit(f'//{text}').hostname in _ASIDE else 'https'}://{text}"
        text = text.rstrip("/")
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressFault("hub", "not_an_address") from None
    plain = text.isascii() and text.isprintable() and " " not in text
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.username
        or parts.query
        or parts.fragment
        or not plain
    ):
        raise AddressFault("hub", "not_an_address")
    if parts.scheme == "http" and host not in _ASIDE and not insecure:
        raise AddressFault("hub", "not_secure")
    return text


class Link:
    """One connection that is kept from request to request.

    Args:
        address: where the hub is.
        token: who asks; empty for requests that need none.
        monotonic: reads a clock that never jumps.
        context: a TLS context instead of the address's own.

    Raises:
        FileFault: the address, or the file of the certificate authority, is of no use.
    """

    def __init__(
        self,
        address: Address,
        token: bytes = b"",
        *,
        monotonic: Callable[[], float] = time.monotonic,
        context: ssl.SSLContext | None = None,
    ) -> None:
        import httpx  # 40 ms and 7 MB that only who has a hub pays, in the thread that syncs

        self._by_proxy = bool(address.proxy)
        self._url = read_address(address.url, insecure=address.insecure)
        self._monotonic = monotonic
        headers = {"Accept-Encoding": "identity", "Accept": protocol.MSGPACK}
        if token:
            headers["Authorization"] = "Bearer " + urlsafe_b64encode(token).rstrip(b"=").decode()
        verify = context or _context(address.ca)
        try:
            self._client = httpx.Client(
                verify=verify,
                proxy=address.proxy,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(CONNECT),
            )
        except (ValueError, httpx.InvalidURL):  # what should be a proxy
            raise AddressFault("proxy", "not_an_address") from None
        self._client.headers = httpx.Headers(headers)
        for name in ("User-Agent", "Connection"):  # bytes of every request that tell the hub nothing it may need
            del self._client.headers[name]
        self._watch = LineWatch()
        self.sent, self.took = 0, 0.0
        """Bytes of the last body that went out, and the seconds until its answer was complete."""

    def hello(self) -> protocol.Hello:
        """Bring the line up and read the hub's greeting.

        Raises:
            LinkFault: it cannot be reached, is not a hub, or is one that this version does not understand.
        """
        said = self._ask("GET", "/hub", b"", protocol.Hello)
        if protocol.MAJOR not in said.majors:
            newer = bool(said.majors) and min(said.majors) > protocol.MAJOR
            raise LinkFault(Failure.NEWER_HUB if newer else Failure.OLDER_HUB)
        return said

    def post(self, path: str, body: protocol.Said, answer: type[S]) -> S:
        """Carry one message and its answer.

        Raises:
            LinkFault: nobody knows whether it arrived.
            CodeUsed, CodeRanOut: a code does not serve any more.
        """
        return self._ask("POST", path, protocol.write(body), answer)

    def close(self) -> None:
        """Let go of the line."""
        self._client.close()

    def _ask(self, verb: str, path: str, body: bytes, answer: type[S]) -> S:
        import httpx

        self._client.cookies.clear()
        began = self._monotonic()
        patience = PATIENCE + len(body) / SLOWEST
        times = httpx.Timeout(patience, connect=CONNECT)
        headers = {"Content-Type": protocol.MSGPACK} if body else {}
        request = self._client.build_request(
            verb,
            self._url + path,
            content=body or None,
            headers=headers,
            timeout=times,
            extensions={"trace": self._watch.saw},
        )
        with self._classified(), self._watch.allow(patience):
            with closing(self._client.send(request, stream=True)) as response:
                ours = _is_ours(response)
                if ours and response.status_code == 403:
                    _refuse_code(self._read(response, began, patience))
                _refuse_status(response.status_code, response.headers, ours)
                data = self._read(response, began, patience)
            self.sent, self.took = len(body), self._monotonic() - began
        try:
            return protocol.read(data, answer)
        except protocol.Malformed:
            raise LinkFault(Failure.SERVER_ERROR) from None

    def _read(self, response: httpx.Response, began: float, patience: float) -> bytes:
        """Read an answer that may have no end: never more than the largest there is, never beyond its time."""
        data = bytearray()
        for chunk in response.iter_raw():
            data += chunk
            if len(data) > protocol.MAX_BODY:
                raise LinkFault(Failure.CAPTIVE_PORTAL)
            earned = patience + len(data) / SLOWEST
            if self._monotonic() > began + earned:
                raise LinkFault(Failure.TOO_SLOW)
            self._watch.more(earned)
        return bytes(data)

    @contextmanager
    def _classified(self) -> Iterator[None]:
        """Turn what httpx, TLS and sockets raise into a class of failure."""
        import httpx

        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ssl.SSLError, OSError) as error:
            failure = Failure.TOO_SLOW if self._watch.ran_out else _failure(error)
            if failure is Failure.UNREACHABLE and self._by_proxy:  # it is the proxy that took no call
                failure = Failure.PROXY
            raise LinkFault(failure) from None


def _is_ours(response: httpx.Response) -> bool:
    """Tell whether an answer is in the hub's own form."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == protocol.MSGPACK and not response.headers.get("content-encoding")


def _refuse_code(said: bytes) -> None:
    """Raise for the one refusal of which the status does not say all."""
    with suppress(protocol.Malformed):
        if protocol.read(said, protocol.Refused).code == "closed":
            raise LinkFault(Failure.CLOSED)


def _refuse_status(status: int, headers: Mapping[str, str], ours: bool) -> None:
    """Raise for everything but the hub's own 200."""
    if status == 200 and ours:
        return
    if status == 407:
        raise LinkFault(Failure.PROXY)
    if status == 429 or (status == 503 and "retry-after" in headers):
        raise LinkFault(Failure.RATE_LIMITED if status == 429 else Failure.SERVER_ERROR, _retry_after(headers))
    if status == 507 and ours:
        raise LinkFault(Failure.FULL)
    if 500 <= status < 600 and status != 511:
        raise LinkFault(Failure.SERVER_ERROR)
    if status == 413:  # said by a relay before the hub, perhaps: too much at once, so less next time
        raise LinkFault(Failure.TOO_SLOW)
    if not ours or 300 <= status < 400:  # a page that wants a login, whatever its status says
        raise LinkFault(Failure.CAPTIVE_PORTAL)
    if status == 409:
        raise CodeUsed
    if status == 410:
        raise CodeRanOut
    raise LinkFault(_STATUS.get(status, Failure.SERVER_ERROR))


_STATUS = {
    401: Failure.NOT_AUTHORISED,
    403: Failure.NOT_AUTHORISED,
    404: Failure.OLDER_HUB,
    405: Failure.OLDER_HUB,
    426: Failure.NEWER_HUB,
}


def _retry_after(headers: Mapping[str, str]) -> float | None:
    text = headers.get("retry-after", "").strip()
    return min(float(text), HUB_WAIT) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _context(ca: str | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cadata=read_own(Path(ca)).decode("ascii") if ca else None)
    except (OSError, ValueError, TooLarge):
        raise FileFault(ca or "", "not_an_authority") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _failure(error: Exception) -> Failure:
    import httpx

    causes = list(_causes(error))
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in causes):
        return Failure.CERTIFICATE
    if any(isinstance(each, socket.gaierror) for each in causes):
        return Failure.NAME_LOOKUP
    if any(isinstance(each, ConnectionRefusedError) for each in causes):
        return Failure.UNREACHABLE
    if isinstance(error, httpx.ProxyError):
        return Failure.PROXY
    if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout):
        return Failure.TOO_SLOW
    if any(isinstance(each, ssl.SSLError) and not isinstance(each, ssl.SSLEOFError) for each in causes):
        # Something that does not speak TLS, or none that is safe, stands where the hub should be.
        return Failure.CAPTIVE_PORTAL
    if isinstance(error, httpx.RemoteProtocolError):
        broke = any(word in str(error).lower() for word in ("disconnected", "peer closed", "without sending"))
        return Failure.NETWORK if broke else Failure.CAPTIVE_PORTAL
    return Failure.NETWORK


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__
