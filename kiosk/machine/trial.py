"""Tries a program that is not in use yet: whether it starts here, and reads its guidance."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_TRIES = (["--version"], ["procedures", "check"])
_PATIENCE = 600
"""Seconds: an old machine reads a whole program."""


def runs_here(python: Path, later: Path) -> bool:
    """Compile a program, so that it starts fast, and tell whether it runs.

    Args:
        python: the folder that Python reads it from.
        later: where that folder will be.
    """
    compiles = ["-m", "compileall", "-q", "-j", "0", "-s", str(python), "-p", str(later), str(python)]
    usual = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"}
    try:
        # A library may hold a file for another Python: that is no fault.
        _run(compiles, usual)
        return all(_run(["-B", "-m", "kiosk", *words], {**usual, "PYTHONPATH": str(python)}) == 0 for words in _TRIES)
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(words: list[str], environment: dict[str, str]) -> int:
    done = subprocess.run(  # noqa: S603  # the program that was verified, and words of this file
        [sys.executable, "-s", "-P", *words],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return done.returncode
