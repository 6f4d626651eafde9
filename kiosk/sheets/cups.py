"""Prints pages on a queue of CUPS: one job, followed to its end and then purged, so that no spool keeps it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import unquote

from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer.target import Timing
from kiosk.sheets.ipp import NOT_FOUND, Attributes, Does, Given, IppPrinter, NoAnswer, Service, Tag

NAME = "kiosk"
"""What the name of every job begins with; how long the machine runs follows. It says nothing of anybody."""
_HELD, _PENDING, _PROCESSING, _STOPPED, _CANCELED, _ABORTED, _DONE = 4, 3, 5, 6, 7, 8, 9
_GONE = 0
"""The service does not know the job any more: its queue went away, or it remembers none that ended."""
_PRINTER_IDLE, _PRINTER_STOPPED = 3, 5

_REASONS = (
    ("offline", Cause.OFFLINE),
    ("connecting-to-device", Cause.OFFLINE),
    ("timed-out", Cause.OFFLINE),
    ("shutdown", Cause.OFFLINE),
    ("media-jam", Cause.PAPER_JAM),
    ("media-empty", Cause.PAPER_OUT),
    ("media-needed", Cause.PAPER_OUT),
    ("toner-empty", Cause.TONER_OUT),
    ("marker-supply-empty", Cause.TONER_OUT),
    ("cover-open", Cause.COVER_OPEN),
    ("door-open", Cause.COVER_OPEN),
    ("interlock-open", Cause.COVER_OPEN),
    ("paused", Cause.QUEUE_STOPPED),
    ("other-error", Cause.PRINTER_FAULT),
)
"""Keywords of `printer-state-reasons` (RFC 8011, 5.4.12, and PWG 5100.9), without their severity. A printer that cannot
be asked comes first: what else is said of it is old."""
_SOON = (
    ("media-low", Cause.PAPER_LOW),
    ("toner-low", Cause.TONER_LOW),
    ("marker-supply-low", Cause.TONER_LOW),
)
_POLL, _SETTLE = 0.25, 2.0
_PASSING = "printer-is-temporary"
_SIDES, _BOTH = "sides-supported", "two-sided-long-edge"


def cause_of(reasons: Iterable[object], table: tuple[tuple[str, Cause], ...] = _REASONS) -> Cause | None:
    """Give the first cause that reasons name, the gravest first; what is only reported is none."""
    said = [str(each) for each in reasons]
    grave = [each for each in said if table is _SOON or not each.endswith("-report")]
    return next((cause for word, cause in table if any(each.startswith(word) for each in grave)), None)


def _is_away(said: Attributes) -> bool:
    """Tell whether CUPS's own way to the printer finds nobody: it says so in words, and leaves old reasons standing."""
    message = str(said.get("printer-state-message", [""])[0])
    return any(words in message for words in ("unavailable", "unreachable", "not responding", "Unable to locate"))


class QueueFound(NamedTuple):
    """A queue of the service."""

    name: str
    passing: bool
    """Whether the service made it by itself, for a printer that it found: it takes it away again."""
    uri: str
    """The way to its printer."""


def queues(service: Service) -> list[QueueFound]:
    """Give the queues of a service. Raises NoAnswer."""
    asked = (Tag.KEYWORD, "requested-attributes", ["printer-name", _PASSING, "device-uri"])
    every = service.ask(Does.CUPS_GET_PRINTERS, [asked]).groups
    return [
        QueueFound(str(each["printer-name"][0]), each.get(_PASSING) == [True], str(each.get("device-uri", [""])[0]))
        for each in every
        if each.get("printer-name")
    ]


def _end_at(device: IppPrinter, name: str) -> int | None:
    """Ask a printer how it ended a job; None if it does not say."""
    given: list[Given] = [
        (Tag.KEYWORD, "which-jobs", "completed"),
        (Tag.KEYWORD, "requested-attributes", ["job-name", "job-state"]),
    ]
    try:
        groups = device.ask(Does.GET_JOBS, given).groups
    except NoAnswer:
        return None
    return next((int(each["job-state"][0]) for each in groups if each.get("job-name") == [name]), None)


class Queue:
    """One queue."""

    def __init__(self, service: Service, name: str, timing: Timing, stopped: Callable[[], bool]) -> None:
        """Describe it; `stopped` says whether somebody called the print off."""
        self.service, self.name, self.timing, self.stopped = service, name, timing, stopped
        self._at = name
        """Where the service has the job: who looks after it may move it to another printer."""

    def look(self) -> tuple[Cause | None, Attributes]:
        """Say why nothing can be given to it, if so, and what it says of itself. Raises NoAnswer."""
        wanted = [
            "printer-state",
            "printer-state-reasons",
            "printer-state-message",
            "printer-is-accepting-jobs",
            _SIDES,
            "device-uri",
        ]
        answer = self.service.ask(Does.GET_PRINTER, [(Tag.KEYWORD, "requested-attributes", wanted)], queue=self.name)
        if answer.status == NOT_FOUND:
            return Cause.NO_SUCH_QUEUE, {}
        if not answer.is_good:
            return Cause.NOT_ALLOWED, {}
        said = answer.first
        reasons = said.get("printer-state-reasons", [])
        if said.get("printer-is-accepting-jobs") == [False] or "paused" in reasons:
            return Cause.QUEUE_STOPPED, said  # somebody did that; what else it says may be of an earlier job
        if said.get("printer-state") == [_PRINTER_STOPPED]:
            return cause_of(reasons) or Cause.QUEUE_STOPPED, said
        return None, said

    def deliver(self, pdf: bytes, leaving: Callable[[], None], until: float, *, two_sided: bool = False) -> PrintReport:
        """Print, and follow the job to its end.

        Args:
            pdf: the pages.
            leaving: called before the first byte leaves.
            until: by when it must have ended, by `time.monotonic`; then it is cancelled.
            two_sided: whether the pages are those of one paper; a letter has its own sheet.
        """
        try:
            cause, said = self.look()
            if cause:
                return PrintReport(PrintOutcome.NOT_PRINTED, cause)
            both = two_sided and _BOTH in said.get(_SIDES, [])  # a printer that cannot may refuse the whole job
            if self.stopped():
                return PrintReport(PrintOutcome.NOT_PRINTED, Cause.CALLED_OFF)
        except NoAnswer:
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.NO_CUPS)
        leaving()
        name = f"{NAME}-{int(time.monotonic() * 1e6):x}"  # by which its printer knows it, among those of other desks
        try:
            answer = self.service.ask(
                Does.PRINT_JOB,
                [
                    (Tag.NAME, "job-name", name),
                    (Tag.MIME, "document-format", "application/pdf"),
                    (Tag.KEYWORD, "sides", _BOTH if both else "one-sided"),
                    (Tag.KEYWORD, "media", "iso_a4_210x297mm"),
                ],
                pdf,
                queue=self.name,
            )
        except NoAnswer:
            self.clear()
            return PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_CUPS)
        if not answer.is_good:
            self.clear()
            return PrintReport(
                PrintOutcome.NOT_PRINTED, Cause.NO_SUCH_QUEUE if answer.status == NOT_FOUND else Cause.HELD
            )
        job = int(answer.first["job-id"][0])
        try:
            return self._follow(job, name, until)
        except NoAnswer:
            return PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_CUPS)
        finally:
            self._settle()
            self._purge(job)

    def _follow(self, job: int, name: str, until: float) -> PrintReport:
        began, since = False, 0.0
        while True:
            state = self._state(job)
            began = began or state in (_PROCESSING, _STOPPED)
            cause, said = self.look()
            if state == _DONE:
                return self._done(name, said)
            if state == _GONE:
                return self._done(name, said, sure=False)
            cause = cause or (Cause.OFFLINE if _is_away(said) else cause_of(said.get("printer-state-reasons", [])))
            if state in (_CANCELED, _ABORTED):
                return PrintReport(
                    PrintOutcome.UNCERTAIN if began else PrintOutcome.NOT_PRINTED, cause or Cause.PRINTER_FAULT
                )
            now = time.monotonic()
            since = (since or now) if cause else 0.0
            why = (
                Cause.CALLED_OFF if self.stopped()
                else Cause.HELD if state == _HELD or self._at != self.name
                else cause if since and now - since > self.timing.stall
                else cause or Cause.NO_ANSWER if now > until
                else None
            )  # fmt: skip
            if why:
                began = not self._take_back(job, began)
                return PrintReport(PrintOutcome.UNCERTAIN if began else PrintOutcome.NOT_PRINTED, why)
            time.sleep(_POLL)

    def _done(self, name: str, said: Attributes, *, sure: bool = True) -> PrintReport:
        """Say what became of a job that the service calls done, or (not `sure`) does not know any more.

        Its way to a printer of IPP ends well, too, when the printer gives a job up before it is next asked: only the
        printer knows. A printer that cannot be asked, or forgot, leaves it open; so does a queue that is not there.
        """
        if not said:
            return PrintReport(PrintOutcome.UNCERTAIN, Cause.NO_SUCH_QUEUE)
        device = IppPrinter(str(said.get("device-uri", [""])[0]), self.timing.connect)
        word = _DONE if sure and not device.is_elsewhere else None
        ended = _end_at(device, name) if device.is_ipp else word
        if ended == _DONE:
            return PrintReport(PrintOutcome.PRINTED, cause_of(said.get("printer-state-reasons", []), _SOON))
        failed = ended in (_CANCELED, _ABORTED)
        return PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT if failed else None)

    def _state(self, job: int) -> int:
        asked = (Tag.KEYWORD, "requested-attributes", ["job-state", "job-printer-uri"])
        answer = self.service.ask(Does.GET_JOB, [(Tag.INTEGER, "job-id", job), asked], queue=self.name)
        where = str(answer.first.get("job-printer-uri", [""])[0])
        self._at = unquote(where.rpartition("/")[2]) or self._at
        return int(answer.first.get("job-state", [_GONE])[0])

    def _take_back(self, job: int, began: bool) -> bool:
        """Cancel a job; say whether it is sure that nothing of it came out."""
        answer = self.service.ask(Does.CANCEL_JOB, [(Tag.INTEGER, "job-id", job)], queue=self.name)
        ended = (_CANCELED, _ABORTED, *([_GONE] if answer.is_good else []))
        return not began and self._state(job) in ended

    def _settle(self) -> None:
        """Wait, 2 seconds at most, until the queue where the job is does nothing.

        A job that is purged while CUPS still ends it has its ticket written once more.
        """
        until = time.monotonic() + _SETTLE
        asked = [(Tag.KEYWORD, "requested-attributes", ["printer-state"])]
        try:
            while time.monotonic() < until:
                state = self.service.ask(Does.GET_PRINTER, asked, queue=self._at).first.get("printer-state")
                if state in (None, [_PRINTER_IDLE], [_PRINTER_STOPPED]):
                    return
                time.sleep(_POLL / 5)
        except NoAnswer:
            pass  # the purge meets the same silence

    def _purge(self, job: int) -> None:
        """Have the service forget a job: its pages, and that there was one."""
        try:
            given = [(Tag.INTEGER, "job-id", job), (Tag.BOOLEAN, "purge-job", True)]
            self.service.ask(Does.CANCEL_JOB, given, queue=self.name)
        except NoAnswer:
            pass  # what it keeps, it keeps: `clear` tries again

    def clear(self) -> bool:
        """Purge every job of ours that the service still knows; say whether none is left."""
        try:
            for which in ("not-completed", "completed"):
                for job in self._ours(which):
                    self._purge(job)
            return not self._ours("not-completed")
        except NoAnswer:
            return False

    def _ours(self, which: str) -> list[int]:
        given: list[Given] = [
            (Tag.KEYWORD, "which-jobs", which),
            (Tag.BOOLEAN, "my-jobs", True),
            (Tag.KEYWORD, "requested-attributes", ["job-id", "job-name"]),
        ]
        answer = self.service.ask(Does.GET_JOBS, given, queue=self.name)
        named = [group for group in answer.groups if str(group.get("job-name", [""])[0]).partition("-")[0] == NAME]
        return [int(group["job-id"][0]) for group in named]
