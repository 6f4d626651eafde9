"""The office's way to its hub: everything that comes back is bytes until the office has verified it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kiosk.core.errors import LinkFault, NotGenuine
from kiosk.core.sync import Failure
from kiosk.crypto import enrol
from kiosk.uplink.link import Link
from kiosk.wire import enrolment, protocol, seats, signed
from kiosk.wire.health import HEALTH_SINCE, HealthAsk, HealthTold, HeldHealth

_TELLS_TIME = 2
"""The minor version from which on a hub keeps the office's time."""
KEEPS_MEETINGS = 6
"""The minor version from which on a hub keeps appointments beside statements."""
_PAGES = 10_000
"""No hub has more pages than this: one that always names another is not followed for ever."""
_HEALTH_PAGES = 50
"""The same of what desks say of themselves: no association has ten thousand."""
_MOST, _BESIDE = 64 << 20, 1 << 10
"""Bytes of acts that are taken in one go, some thirty thousand of them, with what each needs beside its sealed bytes: a
hub that made acts up without end would fill the memory."""


def join_hub(link: Link, typed: str, office_file: bytes, token: bytes) -> bytes:
    """Take a hub, with the code that its own machine showed, and give its key.

    Raises:
        WrongPassphrase: the code was mistyped.
        NotGenuine: what answered does not know the code: it is not that hub.
        CodeUsed, CodeRanOut, LinkFault: the hub has not been joined.
    """
    code, hashed = enrol.derive(enrol.parse_code(typed)), enrol.token_hash(token)
    tag = enrol.tag(code, b"office", office_file, hashed)
    asked = protocol.OfficeJoin(code.slot, code.claim, office_file, hashed, tag)
    link.hello()
    told = link.post("/v1/office/join", asked, protocol.OfficeJoined)
    enrol.check_tag(code, told.tag, b"hub", told.hub)
    return told.hub


class OfficeClient:
    """Requests of an office that has joined a hub.

    Args:
        link: makes the line, with the office's token.
        hub: the hub's key, as the office vouches for it.
    """

    def __init__(self, link: Callable[[], Link], hub: bytes | None) -> None:
        self._link, self._hub, self._minor = link(), hub, 0
        self.full = False
        """Whether the hub said that it keeps no more for this office."""

    def connect(self) -> None:
        """Make sure that it is the hub. Raises LinkFault."""
        said = self._link.hello()
        if said.hub != self._hub:
            raise LinkFault(Failure.WRONG_HUB)
        self._minor = said.minor

    @property
    def minor(self) -> int:
        """Of the version that the hub speaks; 0 before `connect`."""
        return self._minor

    def public(self, office_file: bytes) -> None:
        """Give the hub a newer public file of the office."""
        self._link.post("/v1/office/public", protocol.OfficeFile(office_file), protocol.Done)

    def time(self, said: protocol.OfficeTime) -> None:
        """Tell the hub what time it is; one that does not know what to do with it is not told."""
        if self._minor >= _TELLS_TIME:
            self._link.post("/v1/office/time", said, protocol.Done)

    def expect(self, code: enrol.Code, office_file: bytes, label: str, until: int, speaker: bytes = b"office") -> None:
        """Keep a place for a desk, or a seat: whoever shows the code gets the office's word, and gives its key."""
        tag = enrol.tag(code, speaker, office_file, label.encode())
        asked = enrolment.Enrolment(code.slot, enrol.token_hash(code.claim), office_file, label, tag, until)
        self._link.post("/v1/office/enrolments", asked, protocol.Done)

    def desks(
        self, vouched: Sequence[protocol.VouchedDesk] = (), revoked: Sequence[protocol.RevokedDesk] = ()
    ) -> Sequence[protocol.DeskSeen]:
        """Change the hub's list of desks, and give it."""
        asked = protocol.DesksAsk(tuple(vouched), tuple(revoked))
        return self._link.post("/v1/office/desks", asked, protocol.DesksTold).desks

    def health(self) -> Iterator[HeldHealth]:
        """Give what desks last said of themselves; nothing where the hub does not keep it yet."""
        after = b""
        for _ in range(_HEALTH_PAGES if self._minor >= HEALTH_SINCE else 0):
            told = self._link.post("/v1/office/health", HealthAsk(after or None), HealthTold)
            yield from told.held
            if not told.more or not told.held or told.held[-1].desk <= after:
                return
            after = told.held[-1].desk

    def waiting(self, *, working: bool = False) -> Iterator[protocol.Waiting]:
        """Give what waits, page by page; or what was taken and has no final answer yet. What is too much waits on."""
        after = room = 0
        for _ in range(_PAGES):
            page = self._link.post("/v1/office/waiting", protocol.WaitingAsk(after, working=working), protocol.Waiting)
            self.full = self.full or page.full
            yield page if not after else protocol.Waiting(page.acts, (), page.next, page.newest)
            room += sum(_BESIDE + len(each.sent.envelope) for each in page.acts)
            if page.next <= after or room > _MOST:
                return
            after = page.next

    def answer(
        self,
        acks: Sequence[signed.SignedAck],
        read: int = 0,
        proofs: Sequence[bytes] = (),
        meetings: Sequence[bytes] = (),
    ) -> protocol.AnswersTold:
        """Give the hub statements, at most `protocol.MAX_ITEMS` of them, each with its proof and its appointment."""
        asked = protocol.AnswersAsk(tuple(acks), read, tuple(proofs), tuple(meetings) if any(meetings) else ())
        return self._link.post("/v1/office/answers", asked, protocol.AnswersTold)

    def fetch(self, acts: Sequence[bytes] = (), reference: str = "") -> protocol.Fetched:
        """Ask for sealed acts once more, by id or by reference."""
        return self._link.post("/v1/office/fetch", protocol.FetchAsk(tuple(acts), reference), protocol.Fetched)

    def notes(self, after: int, notes: Sequence[seats.SentNote] = ()) -> seats.NotesTold:
        """Give the hub notes of this seat, and read what there is after a place.

        Raises:
            LinkFault: nobody knows whether it was kept; or this hub keeps no notes.
        """
        if self._minor < seats.SEATS_SINCE:
            raise LinkFault(Failure.OLDER_HUB)
        return self._link.post("/v1/office/notes", seats.NotesAsk(after, tuple(notes)), seats.NotesTold)

    def seats(self, admitted: Sequence[seats.AdmittedSeat] = (), dismissed: Sequence[seats.DismissedSeat] = ()) -> None:
        """Say which machines speak for the office. Raises LinkFault as `notes`."""
        if self._minor < seats.SEATS_SINCE:
            raise LinkFault(Failure.OLDER_HUB)
        self._link.post("/v1/office/seats", seats.SeatsAsk(tuple(admitted), tuple(dismissed)), protocol.Done)

    def close(self) -> None:
        """Let go of the line."""
        self._link.close()


def tag_of_claim(seen: protocol.DeskSeen, code: enrol.Code) -> None:
    """Verify that a desk that claimed a seat knows its code.

    Raises:
        NotGenuine: somebody in between put another desk's key there.
    """
    if seen.slot != code.slot:
        raise NotGenuine("another seat")
    enrol.check_tag(code, seen.tag, b"desk", seen.desk_file, seen.token_hash)
