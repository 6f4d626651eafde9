"""Asks a printer how it is, without printing: for whoever chooses one."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from kiosk.printer.devices import open_port
from kiosk.printer.port import PortFault
from kiosk.printer.session import PrintSession
from kiosk.printer.status import Look
from kiosk.printer.target import Target, Timing


def ask(target: Target, timing: Timing | None = None) -> Look | None:
    """Connect to a printer and ask; None if nothing takes the connection. Waits for some seconds at most."""
    timing = timing or Timing()
    with tempfile.TemporaryDirectory() as private:
        try:
            port = open_port(target, timing, Path(private))
        except PortFault:
            return None
        try:
            return PrintSession(port, timing, time.monotonic() + 6 * timing.answer, lambda: False).look()
        except PortFault:  # it hung up: it is there, and says nothing
            return Look(answered=False)
        finally:
            port.close(discard=True)
