"""A child at work that is killed: made by `fork` after everything was imported, it begins at once and dies for real."""

from __future__ import annotations

import os
import select
import signal
import traceback
import warnings
from collections.abc import Callable
from time import monotonic

Say = Callable[[str], None]
"""Tells whoever kills what was acknowledged."""
_PATIENCE = 60.0


def killed(work: Callable[[Say], None], lines: int, seconds: float) -> list[str]:
    """Let a child work and kill it; give every whole line that it said.

    Args:
        work: what it does, without an end.
        lines: how many it says first, so that a busy machine kills nobody before the work begins; none from its birth.
        seconds: after which it is killed then.

    Raises:
        AssertionError: it ended by itself.
    """
    reader, writer = os.pipe()
    child = _fork()
    if not child:
        _be(work, writer)
    os.close(writer)
    said, until, is_due = b"", monotonic() + (_PATIENCE if lines else seconds), not lines
    while (left := until - monotonic()) > 0:
        if select.select([reader], [], [], left)[0]:
            piece = os.read(reader, 65536)
            if not piece:
                break
            said += piece
            if not is_due and said.count(b"\n") >= lines:
                until, is_due = monotonic() + seconds, True
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reader, 65536):
        said += piece
    os.close(reader)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), said.decode(errors="replace")[-4000:]
    return said.decode().split("\n")[:-1]


def apart(work: Callable[[], None]) -> None:
    """Do something in a child of its own, to its end: no thread that it starts is left here."""
    reader, writer = os.pipe()
    child = _fork()
    if not child:

        def done(say: Say) -> None:
            work()
            say("done")

        _be(done, writer)
    os.close(writer)
    said = b""
    while piece := os.read(reader, 65536):
        said += piece
    os.close(reader)
    os.waitpid(child, 0)
    assert said == b"done\n", said.decode(errors="replace")[-4000:]


def _fork() -> int:
    with warnings.catch_warnings():
        # Of threads that this process may have, such as those of a test run, a child needs nothing.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _be(work: Callable[[Say], None], writer: int) -> None:
    """Be the child: work, and never come back."""
    try:
        work(lambda line: (os.write(writer, f"{line}\n".encode()), None)[1])
    except BaseException:  # noqa: BLE001  # said to the parent, whose failure it is
        os.write(writer, traceback.format_exc().encode())
    finally:
        os._exit(1)
