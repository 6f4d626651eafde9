"""Taking the seat that an office keeps for a desk: by a code, through a hub that can refuse but not deceive."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.core.code_errors import CodeForDesk, CodeForSeat
from kiosk.core.errors import NotGenuine
from kiosk.core.ports import Seat
from kiosk.crypto import enrol
from kiosk.crypto.sign import open_office_file
from kiosk.uplink.link import Link
from kiosk.wire import enrolment, protocol


def check_offer(code: enrol.Code, given: bytes, to: bytes, *parts: bytes) -> None:
    """Verify what an office says to the holder of a code.

    Args:
        code: the shared secret.
        given: the MAC that came.
        to: what this machine is to be: `enrol.TO_DESK` or `enrol.TO_SEAT`.
        parts: what the office says.

    Raises:
        CodeForDesk, CodeForSeat: the office says it, to a machine of the other kind.
        NotGenuine: who says it does not know the code, or it was altered.
    """
    other, error = (enrol.TO_SEAT, CodeForSeat) if to == enrol.TO_DESK else (enrol.TO_DESK, CodeForDesk)
    try:
        enrol.check_tag(code, given, to, *parts)
    except NotGenuine as fault:
        try:
            enrol.check_tag(code, given, other, *parts)
        except NotGenuine:
            raise fault from None
        raise error("a code of the other kind") from None


class HubRegistrar:
    """Asks a hub for the seat that a code stands for (the `Registrar` of `kiosk.core.ports`).

    Args:
        link: makes the line.
        typed: the code, as the office gave it.

    Raises:
        WrongPassphrase: the code was mistyped.
    """

    def __init__(self, link: Callable[[], Link], typed: str) -> None:
        self._code = enrol.derive(enrol.parse_code(typed))
        self._link = link

    @property
    def slot(self) -> bytes:
        """Give what names the code in public."""
        return self._code.slot

    def seat(self) -> Seat:
        """Ask what the office says to the holder of the code.

        Raises:
            CodeForSeat: the code makes a machine of the office.
            NotGenuine: somebody between this machine and the office changed it.
            CodeUsed, CodeRanOut: the code does not serve any more.
            LinkFault, FileFault: the hub was not reached.
        """
        asked = enrolment.EnrolOpen(self._code.slot, self._code.claim)
        link = self._link()
        try:
            hello = link.hello()
            told = link.post("/v1/enrol/open", asked, enrolment.EnrolOffer)
        finally:
            link.close()
        check_offer(self._code, told.tag, enrol.TO_DESK, told.offer, told.label.encode())
        office = open_office_file(told.offer)
        if office.hub != hello.hub:
            raise NotGenuine("this is not the hub that the office vouches for")
        return Seat(office.name, told.label, told.offer)

    def take(self, desk_file: bytes, token: bytes) -> None:
        """Take the seat. Doing it twice with the same file and token is doing it once.

        Raises:
            CodeUsed, CodeRanOut: somebody else has it, or it is too late.
            LinkFault, FileFault: nobody knows whether it was taken: do it again.
        """
        hashed = enrol.token_hash(token)
        tag = enrol.tag(self._code, b"desk", desk_file, hashed)
        claim = enrolment.EnrolClaim(self._code.slot, self._code.claim, desk_file, hashed, tag)
        link = self._link()
        try:
            link.post("/v1/enrol/claim", claim, protocol.Done)
        finally:
            link.close()
