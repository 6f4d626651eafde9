"""asyncio without TLS, which no screen needs: four mebibytes, a tenth of what a desk holds at its first screen."""

from __future__ import annotations

import sys


def light_loop() -> None:
    """Import asyncio as where Python has no `ssl`; whoever imports `ssl` later has it.

    From then on asyncio refuses TLS of its own: only for a program whose loop opens no line, as httpx needs none.
    Does nothing where either is imported already.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
