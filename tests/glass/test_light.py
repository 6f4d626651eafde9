"""A program of screens begins without what none of them needs, and loses none of it."""

from __future__ import annotations

import subprocess
import sys

_LIGHT = """
import sys
from kiosk.glass.light import light_loop
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
from kiosk.glass.light import light_loop
light_loop()
import sys
assert sys.modules["ssl"] is ssl and asyncio.base_events.ssl is ssl
"""

_FEWER = """
import sys
from kiosk.glass.light import light_textual
light_textual()
absent = ("difflib", "mimetypes", "pickle", "platformdirs", "rich.table", "typing_extensions", "textual.types")
assert not [name for name in absent if name in sys.modules]
assert not [name for name in sys.modules if name.startswith("textual.widgets._") and name.endswith(("tree", "select"))]
from rich.style import Style
assert Style(meta={"a": 1}).meta == {"a": 1} and "pickle" in sys.modules
from textual import app, design, suggestions
assert str(app.user_downloads_path()) and app.mimetypes.guess_type("a.svg")[0] == "image/svg+xml"
assert app.mimetypes.guess_extension("image/svg+xml") == ".svg"
assert suggestions.get_suggestion("widht", ["width", "height"]) == "width"
import rich.table, typing_extensions, textual.types
assert isinstance(design.Table(), rich.table.Table)
assert typing_extensions.deprecated and textual.types.DirEntry
from textual.widgets import DirectoryTree, Select
"""
_MORE = """
import pickle, textual
from kiosk.glass.light import light_textual
light_textual()
import sys
assert sys.modules["pickle"] is pickle and "textual.app" not in sys.modules
"""


def test_a_loop_runs_before_tls_is_loaded_and_whoever_asks_for_tls_later_has_it() -> None:
    """Screens need no TLS; a line that is opened later checks whom it speaks to, as ever."""
    _run(_LIGHT)


def test_what_is_loaded_already_is_left_as_it_is() -> None:
    """A program that has a loop or TLS keeps both."""
    _run(_HEAVY)
    _run(_MORE)


def test_an_app_is_imported_without_what_it_calls_rarely_and_calls_the_real_thing_when_it_does() -> None:
    """What stands in for a module calls it, and is gone for whoever imports it."""
    _run(_FEWER)


def _run(program: str) -> None:
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert not ended.returncode, ended.stderr
