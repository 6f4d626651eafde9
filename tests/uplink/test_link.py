"""The line to a hub: every lie and every break has its class, and none of them is believed."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import msgspec
import pytest
import trustme

from kiosk.core.errors import AddressFault, CodeRanOut, CodeUsed, FileFault, LinkFault
from kiosk.core.sync import Failure
from kiosk.uplink import link
from kiosk.uplink.link import Address, Link, read_address
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import enrolment, protocol
from kiosk.wire.signed import SentAct, SentWithdrawal, Stamp
from tests.uplink import liar

HELLO = protocol.write(protocol.Hello((1,), 0, bytes(32), True))
REFUSED = protocol.write(protocol.Refused("no"))
PAGE = b"<html><form>login</form></html>"


def asked(port: int, scheme: str = "http", **more: object) -> Failure | protocol.Hello:
    """Ask for the greeting and give it, or the class of the failure."""
    line = Link(Address(f"{scheme}://localhost:{port}", **more))  # type: ignore[arg-type]
    try:
        return line.hello()
    except LinkFault as error:
        return Failure(error.failure)
    finally:
        line.close()


LIES = {
    "a page with 200": (liar.http(200, PAGE, "text/html"), Failure.CAPTIVE_PORTAL),
    "another service's JSON": (liar.http(200, b'{"ok":true}', "application/json"), Failure.CAPTIVE_PORTAL),
    "our type, other words": (liar.http(200, b"\xc1"), Failure.SERVER_ERROR),
    "nothing at all with 200": (liar.http(200), Failure.SERVER_ERROR),
    "a page with 401": (liar.http(401, PAGE, "text/html"), Failure.CAPTIVE_PORTAL),
    "a page with 404": (liar.http(404, PAGE, "text/html"), Failure.CAPTIVE_PORTAL),
    "a redirect": (liar.http(302, b"", location="https://elsewhere.example/"), Failure.CAPTIVE_PORTAL),
    "network login wanted": (liar.http(511, PAGE, "text/html"), Failure.CAPTIVE_PORTAL),
    "401": (liar.http(401, REFUSED), Failure.NOT_AUTHORISED),
    "403": (liar.http(403, REFUSED), Failure.NOT_AUTHORISED),
    "403 of a closed office": (liar.http(403, protocol.write(protocol.Refused("closed"))), Failure.CLOSED),
    "403 without words": (liar.http(403, b"\xc1"), Failure.NOT_AUTHORISED),
    "404": (liar.http(404, REFUSED), Failure.OLDER_HUB),
    "413": (liar.http(413, REFUSED), Failure.TOO_SLOW),
    "413 by a relay before it": (liar.http(413, PAGE, "text/html"), Failure.TOO_SLOW),
    "426": (liar.http(426, REFUSED), Failure.NEWER_HUB),
    "429": (liar.http(429, REFUSED), Failure.RATE_LIMITED),
    "507": (liar.http(507, REFUSED), Failure.FULL),
    "507 by a relay before it": (liar.http(507, PAGE, "text/html"), Failure.SERVER_ERROR),
    "500": (liar.http(500, REFUSED), Failure.SERVER_ERROR),
    "502 by a relay before it": (liar.http(502, PAGE, "text/html"), Failure.SERVER_ERROR),
    "503": (liar.http(503, REFUSED), Failure.SERVER_ERROR),
    "a proxy that wants a password": (liar.http(407, PAGE, "text/html"), Failure.PROXY),
    "not HTTP": (b"220 smtp.example ESMTP\r\n\r\n", Failure.CAPTIVE_PORTAL),
    "a compressed bomb": (
        liar.http(200, gzip.compress(bytes(10 << 20)), content_encoding="gzip"),
        Failure.CAPTIVE_PORTAL,
    ),
    "a newer hub": (
        liar.http(200, protocol.write(protocol.Hello((2, 3), 0, bytes(32), True))),
        Failure.NEWER_HUB,
    ),
    "an older hub": (
        liar.http(200, protocol.write(protocol.Hello((0,), 0, bytes(32), True))),
        Failure.OLDER_HUB,
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_each_lie_has_its_class(lie: str) -> None:
    """What a hub or something in its place may say becomes one class of failure."""
    answer, failure = LIES[lie]
    with liar.lying(liar.says_and_closes(answer)) as port:
        assert asked(port) is failure


def test_the_truth_is_read() -> None:
    """A greeting is read, and the same line carries the next request."""
    with liar.lying(liar.says(liar.http(200, HELLO))) as port:
        line = Link(Address(f"http://127.0.0.1:{port}"))
        assert line.hello() == line.hello() == protocol.Hello((1,), 0, bytes(32), True)
        line.close()


def test_what_a_later_hub_adds_is_ignored() -> None:
    """A hub of a later minor version adds fields, and this version reads the ones it knows."""
    later = b"\x96\x91\x01\x07\xc4\x20" + bytes(32) + b"\xc3\xa3new\x01"
    with liar.lying(liar.says(liar.http(200, later))) as port:
        told = asked(port)
    assert isinstance(told, protocol.Hello)
    assert told.minor == 7


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"", Failure.NETWORK),
        (b"HTTP/1.1 200 OK\r\ncontent-type: application/msgpack\r\ncontent-length: 99\r\n\r\nx", Failure.NETWORK),
        (b"HTTP/1.1 200", Failure.NETWORK),
    ],
    ids=["before", "within the body", "within the head"],
)
def test_a_line_that_breaks_is_the_network(answer: bytes, failure: Failure) -> None:
    """Whenever the other side hangs up, it is the network."""
    with liar.lying(liar.says_and_closes(answer)) as port:
        assert asked(port) is failure


def test_an_endless_answer_is_cut() -> None:
    """An answer without end is dropped at the largest size there is, and memory stays small."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/msgpack\r\n\r\n"
    tracemalloc.start()
    try:
        with liar.lying(liar.drips(head, bytes(1 << 18), 0)) as port:
            assert asked(port) is Failure.CAPTIVE_PORTAL
        assert tracemalloc.get_traced_memory()[1] < 12 * protocol.MAX_BODY
    finally:
        tracemalloc.stop()


def test_an_answer_in_drops_is_too_slow() -> None:
    """A server that keeps the line alive one byte at a time is given up on, by a clock that never jumps."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/msgpack\r\n\r\n"
    now = iter(range(0, 100_000, 7))
    with liar.lying(liar.drips(head, b"x", 0.01)) as port:
        line = Link(Address(f"http://127.0.0.1:{port}"), monotonic=lambda: float(next(now)))
        with pytest.raises(LinkFault) as fault:
            line.hello()
        line.close()
    assert fault.value.failure is Failure.TOO_SLOW


def test_silence_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes the request and says nothing is given up on."""
    monkeypatch.setattr(link, "PATIENCE", 0.3)
    with liar.lying(liar.never()) as port:
        assert asked(port) is Failure.TOO_SLOW


BODY = b"HTTP/1.1 200 OK\r\ncontent-type: application/msgpack\r\ntransfer-encoding: chunked\r\n\r\n"
NEVER_AN_ANSWER = {
    "greetings without end": (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
    "greetings in a flood": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 99, 0),
    "a head in drops": (b"HTTP/1.1 200 OK\r\n", b"x", 0.05),
    "a number of bytes in drops": (BODY, b"0", 0.05),
    "an end in drops": (BODY + b"0\r\n", b"a: b\r\n", 0.05),
}


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("lie", NEVER_AN_ANSWER)
def test_what_is_never_an_answer_holds_nobody(
    lie: str, secure: bool, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that keep coming and are no byte of an answer are given up on in the time that one request has."""
    monkeypatch.setattr(link, "PATIENCE", 0.3)
    context = serving(authority, "localhost") if secure else None
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    told: list[object] = []
    with liar.lying(liar.drips(*NEVER_AN_ANSWER[lie]), context) as port:
        ask = threading.Thread(
            target=lambda: told.append(asked(port, "https" if secure else "http", ca=str(tmp_path / "ca.pem"))),
            daemon=True,
        )
        ask.start()
        ask.join(10)
    assert told == [Failure.TOO_SLOW]


def test_nobody_there_has_its_class() -> None:
    """A closed port is a hub that does not answer; a name that nobody knows is not; a dead proxy is the proxy."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert asked(port) is Failure.UNREACHABLE
    assert asked(port, proxy=f"http://127.0.0.1:{port}") is Failure.PROXY
    line = Link(Address("https://no-such-hub.invalid"))
    with pytest.raises(LinkFault) as fault:
        line.hello()
    line.close()
    assert fault.value.failure is Failure.NAME_LOOKUP


@pytest.mark.parametrize("proxy", ["proxy:3128", "ftp://proxy", "http://[::1", "http://a:b:c"])
def test_what_is_no_proxy_has_a_sentence(proxy: str) -> None:
    """A proxy that cannot be one is refused as an address when the line is made, whatever the library raises."""
    with pytest.raises(AddressFault):
        Link(Address("https://hub.example", proxy=proxy))
    with pytest.raises(FileFault):
        Link(Address("https://hub.example", ca="a\0b"))


def test_a_proxy_that_refuses_has_its_class() -> None:
    """What a proxy refuses is the proxy's."""
    with liar.lying(liar.says_and_closes(liar.http(403, PAGE, "text/html"))) as port:
        line = Link(Address("https://hub.example", proxy=f"http://127.0.0.1:{port}"))
        with pytest.raises(LinkFault) as fault:
            line.hello()
        line.close()
    assert fault.value.failure is Failure.PROXY


def test_a_hub_may_ask_to_wait_but_not_for_ever() -> None:
    """Retry-After is kept, and capped at a day; nonsense is no wait."""
    for said, kept in (("17", 17.0), ("999999", 86_400.0), ("soon", None), ("-5", None)):
        with liar.lying(liar.says_and_closes(liar.http(429, REFUSED, retry_after=said))) as port:
            line = Link(Address(f"http://127.0.0.1:{port}"))
            with pytest.raises(LinkFault) as fault:
                line.hello()
            line.close()
        assert fault.value.retry_after == kept


def test_a_code_that_does_not_serve_has_its_own_error() -> None:
    """Used and run out are two different things for the person who holds the code."""
    asks = enrolment.EnrolOpen(bytes(16), bytes(32))
    for status, error in ((409, CodeUsed), (410, CodeRanOut)):
        with liar.lying(liar.says_and_closes(liar.http(status, REFUSED))) as port:
            line = Link(Address(f"http://127.0.0.1:{port}"))
            with pytest.raises(error):
                line.post("/v1/enrol/open", asks, enrolment.EnrolOffer)
            line.close()


def test_a_request_says_little() -> None:
    """A request has no cookies, no product names, no compression, and the token in one header alone."""
    seen: list[bytes] = []

    def note(connection: socket.socket, request: bytes) -> None:
        seen.append(request)
        connection.sendall(liar.http(200, HELLO, set_cookie="a=b"))

    with liar.lying(note) as port:
        line = Link(Address(f"http://127.0.0.1:{port}"), token=b"\xff" * 32)
        line.hello()
        line.hello()
        line.close()
    for request in seen:
        head = request.split(b"\r\n\r\n")[0].lower()
        names = {row.split(b":")[0] for row in head.split(b"\r\n")[1:]}
        assert names == {b"host", b"accept-encoding", b"accept", b"authorization"}
        assert len(request) < 220


# ---- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving(authority: trustme.CA, *names: str, until: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued = authority.issue_cert(*names, not_after=until) if until else authority.issue_cert(*names)
    issued.configure_cert(context)
    return context


def test_a_private_authority_can_be_named(authority: trustme.CA, tmp_path: Path) -> None:
    """With the authority's file in the settings its hub is believed; without it, not."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    with liar.lying(liar.says(liar.http(200, HELLO)), serving(authority, "localhost")) as port:
        assert isinstance(asked(port, "https", ca=str(file)), protocol.Hello)
        assert asked(port, "https") is Failure.CERTIFICATE


@pytest.mark.parametrize("what", ["expired", "wrong name", "another authority"])
def test_a_certificate_that_does_not_verify_has_its_class(what: str, authority: trustme.CA, tmp_path: Path) -> None:
    """Expired, for another name, by another authority: the certificate, or this machine's clock."""
    file = tmp_path / "ca.pem"
    (trustme.CA() if what == "another authority" else authority).cert_pem.write_to_path(str(file))
    until = datetime(2026, 1, 1, tzinfo=UTC) if what == "expired" else None
    context = serving(authority, "elsewhere.example" if what == "wrong name" else "localhost", until=until)
    with liar.lying(liar.says(liar.http(200, HELLO)), context) as port:
        assert asked(port, "https", ca=str(file)) is Failure.CERTIFICATE


def test_who_does_not_speak_tls_is_not_the_hub() -> None:
    """A plain server where TLS was expected is something else in the hub's place."""
    with liar.lying(liar.never(), greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert asked(port, "https") is Failure.CAPTIVE_PORTAL


# ---- addresses


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("relais.exemple.org", "https://relais.exemple.org"),
        (" https://relais.exemple.org:8443/kiosk/ ", "https://relais.exemple.org:8443/kiosk"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("localhost:8765/", "http://localhost:8765"),
        ("[::1]:8765", "http://[::1]:8765"),
        ("127.0.0.1.exemple.org", "https://127.0.0.1.exemple.org"),
        ("10.0.0.1:8765", "https://10.0.0.1:8765"),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, read: str) -> None:
    """Spaces, a slash at the end and a missing scheme are forgiven; the scheme of this very machine is plain."""
    assert read_address(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "ftp://x.org", "https://", "https://u:p@x.org", "https://x.org:99999", "a b", "https://x.org/?q"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """An address with a password, a query, no host or a wrong port is none."""
    with pytest.raises(FileFault) as fault:
        read_address(typed)
    assert fault.value.reason == "not_an_address"


def test_plain_http_does_not_leave_the_machine() -> None:
    """Without a word in the settings, only this machine itself is spoken to in the clear."""
    with pytest.raises(FileFault) as fault:
        read_address("http://relais.exemple.org")
    assert fault.value.reason == "not_secure"
    assert read_address("http://relais.exemple.org", insecure=True)


def test_an_authority_file_that_is_none_is_named(tmp_path: Path) -> None:
    """A file that holds no certificate is refused by name."""
    file = tmp_path / "ca.pem"
    file.write_text("nothing")
    with pytest.raises(FileFault) as fault:
        Link(Address("https://x.org", ca=str(file)))
    assert fault.value.reason == "not_an_authority"


# ---- an office's lists


class Endless:
    """A hub that has always another page, of acts that it made up."""

    def __init__(self) -> None:
        wish = SentWithdrawal(bytes(16), "K7Q4M29XD", bytes(32), None, Stamp(0, 0, "boot", None))
        sent = SentAct(bytes(16), "K7Q4M29XD", bytes(32), bytes(1 << 20))
        self.asked = 0
        self._page = protocol.Waiting((protocol.HeldAct(sent, bytes(16), 0),), (wish,), 0, 1, (bytes(16),))

    def post(self, path: str, body: protocol.WaitingAsk, answer: type[protocol.Waiting]) -> protocol.Waiting:
        """Give the next page."""
        self.asked += 1
        return msgspec.structs.replace(self._page, next=body.after + 1)

    def hello(self) -> protocol.Hello:
        """Greet."""
        return protocol.Hello((1,), 0, bytes(32), True)


def test_a_list_without_end_fills_no_memory() -> None:
    """However many acts a hub makes up, an office takes in so much in one go; withdrawals come with the first page."""
    hub = Endless()
    client = OfficeClient(lambda: cast(Link, hub), bytes(32))
    client.connect()
    pages = list(client.waiting())
    assert hub.asked == len(pages) < 70
    assert [len(page.withdrawals) for page in pages] == [1] + [0] * (len(pages) - 1)
