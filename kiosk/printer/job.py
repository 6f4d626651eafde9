"""What travels to the print process and back: JSON, because it is data alone and needs no library.

The withdrawal key is in the job, which goes through a pipe: never through arguments, environment or files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from kiosk.core.blocks import Blank, Block, Large, PageSet, Pair, Para, Piece, Qr, Receipt, Rule, Title, Worded
from kiosk.core.paper import Cause, PrintOutcome, PrintReport
from kiosk.printer.target import Connection, Options, Target, Timing

LENGTH = 4
"""Bytes of the length before a job, most significant first."""
LARGEST = 1 << 20

_WORDS = {kind.__name__: kind for kind in (Title, Para, Blank)}
_TEXTS = {kind.__name__: kind for kind in (Large, Qr)}


@dataclass(frozen=True)
class Job:
    """One receipt for one printer; or none: then the printer is cleared of what it holds."""

    receipt: Receipt | None
    target: Target
    options: Options
    timing: Timing
    folder: str
    """A private folder, for the scratch of libraries. Nothing of a job is written there."""


def dump_job(job: Job) -> bytes:
    """Give a job as bytes with their length before them. Raises TypeError: a piece was not worded."""
    body = json.dumps(
        {
            "receipt": None if job.receipt is None else _dump_receipt(job.receipt),
            "target": asdict(job.target),
            "options": asdict(job.options),
            "timing": asdict(job.timing),
            "folder": job.folder,
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")
    return len(body).to_bytes(LENGTH, "big") + body


def load_job(body: bytes) -> Job:
    """Read a job back, without its length. Raises ValueError, KeyError or TypeError: not a job."""
    data = json.loads(body.decode("utf-8", "surrogatepass"))
    target = Target(**{**data["target"], "kind": Connection(data["target"]["kind"])})
    receipt = None if data["receipt"] is None else _load_receipt(*data["receipt"])
    return Job(receipt, target, Options(**data["options"]), Timing(**data["timing"]), data["folder"])


def _dump_receipt(receipt: Receipt) -> list[Any]:
    blocks, kept = ([_dump_block(block) for block in part] for part in (receipt.blocks, receipt.kept))
    return [blocks, receipt.letter, kept, receipt.pages and asdict(receipt.pages)]


def _load_receipt(blocks: list[Any], letter: int | None, kept: list[Any], pages: dict[str, Any] | None) -> Receipt:
    own = None if pages is None else PageSet(**pages)
    return Receipt(tuple(map(_load_block, blocks)), letter, tuple(map(_load_block, kept)), pages=own)


def _dump_block(block: Block) -> list[Any]:
    name = type(block).__name__
    match block:
        case Title(pieces, everywhere=True):
            return [name, _dump_pieces(pieces), True]
        case Blank(pieces, lines):
            return [name, _dump_pieces(pieces), lines]
        case Title(pieces) | Para(pieces):
            return [name, _dump_pieces(pieces)]
        case Pair(left, right):
            return [name, _dump_pieces(left), _dump_pieces(right)]
        case Large(text) | Qr(text):
            return [name, text]
        case Rule():
            return [name]


def _dump_pieces(pieces: tuple[Piece, ...]) -> list[list[str | bool]]:
    if not all(isinstance(piece, Worded) for piece in pieces):
        raise TypeError("words come before drawing")
    return [[piece.text, piece.language, piece.rtl, piece.fixed] for piece in pieces if isinstance(piece, Worded)]


def _load_block(data: list[Any]) -> Block:
    name, *rest = data
    if name in _WORDS:
        return _WORDS[name](_load_pieces(rest[0]), *rest[1:])
    if name in _TEXTS:
        return _TEXTS[name](rest[0])
    return Pair(_load_pieces(rest[0]), _load_pieces(rest[1])) if name == "Pair" else Rule()


def _load_pieces(data: list[Any]) -> tuple[Piece, ...]:
    return tuple(Worded(*piece) for piece in data)


def dump_report(report: PrintReport) -> bytes:
    """Give a report as one line."""
    return json.dumps(["report", report.outcome, report.cause, report.script, report.package]).encode("ascii") + b"\n"


def load_report(data: list[Any]) -> PrintReport:
    """Read a report's line back. Raises ValueError or TypeError: not a report."""
    _, outcome, cause, script, package = data
    return PrintReport(PrintOutcome(outcome), Cause(cause) if cause else None, str(script), str(package))
