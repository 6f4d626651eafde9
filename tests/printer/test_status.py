"""What printers say of themselves, bit by bit, and what may be broken off where."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.blocks import Receipt, Worded
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer import job as jobs
from kiosk.printer.commands import commands, owed, rows_moved
from kiosk.printer.escpos import CodePage, RasterPrinter, TextPrinter
from kiosk.printer.fonts import languages
from kiosk.printer.slip import slip
from kiosk.printer.status import asks, at_once, in_turn, read_status
from kiosk.printer.target import Connection, Options, Target, Timing, allowed
from tests.printer import full, samples
from tests.printer.decoder import decode
from tests.printer.fake_printer import COVER_OPEN, CUTTER, NEAR_END, OFFLINE, PAPER_OUT, WELL

BITS = [
    (1, 0x08, Cause.OFFLINE),
    (2, 0x04, Cause.COVER_OPEN),
    (2, 0x08, Cause.OFFLINE),
    (2, 0x20, Cause.PAPER_OUT),
    (2, 0x40, Cause.PRINTER_FAULT),
    (3, 0x04, Cause.PRINTER_FAULT),
    (3, 0x08, Cause.PRINTER_FAULT),
    (3, 0x20, Cause.PRINTER_FAULT),
    (3, 0x40, Cause.PRINTER_FAULT),
    (4, 0x20, Cause.PAPER_OUT),
    (4, 0x40, Cause.PAPER_OUT),
]
"""Epson's command reference, DLE EOT: which bit of which answer means what."""


@pytest.mark.parametrize(("number", "bit", "cause"), BITS)
def test_each_bit(number: int, bit: int, cause: Cause) -> None:
    """Each bit of the manual's tables, alone, is its cause."""
    look = read_status({**WELL, number: 0x12 | bit})
    assert (look.answered, look.cause, look.low) == (True, cause, False)


def test_no_answer_is_not_well() -> None:
    """A printer that says nothing is not one that is well."""
    assert not read_status({}).answered
    assert read_status(WELL).answered
    assert read_status(WELL).cause is None


@pytest.mark.parametrize("bits", [0x04, 0x08, 0x0C])
def test_nearly_out_prints(bits: int) -> None:
    """Paper that is nearly out is no reason not to print."""
    look = read_status({**WELL, 4: 0x12 | bits})
    assert (look.cause, look.low) == (None, True)


def test_the_cause_that_helps_most() -> None:
    """Of several bits at once, the one that a worker can act on is told."""
    told = [read_status(each).cause for each in (PAPER_OUT, COVER_OPEN, CUTTER, OFFLINE, NEAR_END)]
    assert told == [Cause.PAPER_OUT, Cause.COVER_OPEN, Cause.PRINTER_FAULT, Cause.OFFLINE, None]
    assert read_status({**PAPER_OUT, 2: 0x36}).cause is Cause.COVER_OPEN


def test_answers_are_not_confused() -> None:
    """No byte answers both questions, and XON and XOFF answer neither."""
    assert not [byte for byte in range(256) if at_once(byte) and in_turn(byte)]
    assert not any(at_once(byte) or in_turn(byte) for byte in (0x11, 0x13, 0xFF))
    assert all(at_once(byte) for byte in [*PAPER_OUT.values(), *NEAR_END.values()])
    assert all(in_turn(byte) for byte in (0x00, 0x03, 0x0C, 0x0F))
    assert [asks(number) for number in (1, 4)] == [b"\x10\x04\x01", b"\x10\x04\x04"]


JOBS = [
    RasterPrinter(cut=True).show(samples.letter()),
    TextPrinter(CodePage("cp858", 19), cut=True).show(samples.office()),
]


@pytest.mark.parametrize("job", JOBS)
def test_a_job_is_read_back_whole(job: bytes) -> None:
    """The commands of a job follow one another without a gap, and move as much paper as the decoder sees."""
    found = list(commands(job))
    assert [start for start, _, _ in found] == [0, *(end for _, end, _ in found[:-1])]
    assert found[-1][1] == len(job)
    seen = decode(job)
    assert rows_moved(job) == len(seen.rows) + 30 * len(seen.lines) + 200 * len(seen.qr)


@given(st.data())
def test_broken_off_anywhere(data: st.DataObject) -> None:
    """A job broken off at any byte and completed as owed leaves the printer ready for the next one."""
    job = data.draw(st.sampled_from(JOBS))
    at = data.draw(st.integers(2, len(job)))
    rest = owed(job, at)
    ends = {end for _, end, _ in commands(job)}
    assert at + len(rest) in ends
    assert not rest or at not in ends
    if job is JOBS[0]:
        decode(job[:at] + rest)  # a picture ends where the decoder expects its end


@given(st.text(max_size=50), st.booleans())
def test_jobs_survive_the_pipe(text: str, rtl: bool) -> None:
    """Whatever the words, a job comes out of the pipe as it went in."""
    receipt = Receipt((*full.receipt("ar").blocks, *samples.letter().blocks, *samples.one(text).blocks))
    target = Target(Connection.USB, vendor=0x04B8, serial=text, answers=rtl)
    job = jobs.Job(receipt, target, Options(cut=rtl), Timing(answer=0.25), "/folder")
    message = jobs.dump_job(job)
    assert len(message) == jobs.LENGTH + int.from_bytes(message[: jobs.LENGTH], "big")
    assert jobs.load_job(message[jobs.LENGTH :]) == job


def test_an_unworded_receipt_is_refused() -> None:
    """Codes never travel to paper: words come first."""
    from kiosk.core.blocks import Line, Para, Phrase

    receipt = Receipt((Para((Phrase(Line.REFERENCE),)),))
    with pytest.raises(TypeError):
        jobs.dump_job(jobs.Job(receipt, Target(Connection.FILE), Options(), Timing(), ""))


@given(st.sampled_from(PrintOutcome), st.none() | st.sampled_from(Cause), st.text(max_size=10))
def test_reports_survive_the_pipe(outcome: PrintOutcome, cause: Cause | None, script: str) -> None:
    """Every report comes back as it was."""
    import json

    report = PrintReport(outcome, cause, script)
    assert jobs.load_report(json.loads(jobs.dump_report(report))) == report


def test_a_slow_line_has_a_longer_deadline() -> None:
    """A deadline covers at least twice what the line and the paper need, and is never endless."""
    slow, quick = Target(Connection.SERIAL, speed=9600), Target(Connection.SERIAL, speed=115_200)
    assert allowed(35_000, 2400, slow, Timing()) > 2 * 35_000 / 960
    assert allowed(35_000, 2400, quick, Timing()) < 60
    assert allowed(35_000, 2400, Target(Connection.NETWORK), Timing()) < 60
    assert allowed(1500, 2400, dataclasses.replace(slow, speed=300), Timing()) < 200


@pytest.mark.parametrize(("columns", "dots"), [(48, 576), (32, 384)])
def test_the_slip(columns: int, dots: int) -> None:
    """The slip prints on both papers, as a picture and as text, with ruler, accents, code and every script it can."""
    lacking = languages(samples.LETTERS)
    able = [each for each in samples.KNOWN if not lacking[each.code]]
    said = [Worded(each.sample, each.code, rtl=each.rtl) for each in able]
    made = slip(columns, said)
    assert decode(RasterPrinter(dots, cut=True).show(made), dots).cuts == 1
    made = slip(columns, said, picture=False)
    text = decode(TextPrinter(CodePage("cp858", 19), columns, dots=dots).show(made), dots, columns)
    assert len(next(line for line in text.lines if line.startswith("1234"))) == columns
    assert len(text.qr) == 1
    assert len({each.sample for each in samples.KNOWN}) == len(samples.KNOWN) == 18
