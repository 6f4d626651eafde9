"""A program of screens begins without TLS, and loses none of it."""

from __future__ import annotations

import subprocess
import sys

_LIGHT = """
import sys
from kiosk.glass.loop import light_loop
light_loop()
import asyncio
assert "ssl" not in sys.modules and "_ssl" not in sys.modules
async def waited():
    await asyncio.sleep(0)
    return await asyncio.to_thread(int, "7")
assert asyncio.run(waited()) == 7
import ssl
assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
import httpx
httpx.Client().close()
"""
_HEAVY = """
import asyncio.base_events, ssl
from kiosk.glass.loop import light_loop
light_loop()
import sys
assert sys.modules["ssl"] is ssl and asyncio.base_events.ssl is ssl
"""


def test_a_loop_runs_before_tls_is_loaded_and_whoever_asks_for_tls_later_has_it() -> None:
    """Screens need no TLS; a line that is opened later checks whom it speaks to, as ever."""
    _run(_LIGHT)


def test_what_is_loaded_already_is_left_as_it_is() -> None:
    """A program that has a loop or TLS keeps both."""
    _run(_HEAVY)


def _run(program: str) -> None:
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert not ended.returncode, ended.stderr
