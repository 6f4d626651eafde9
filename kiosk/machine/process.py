"""Closes the process to others: no core dump, no tracer of the same user, keys kept out of the swap where allowed.

None of it stops root, nor a copy of the memory of the whole machine. Python makes copies of what it handles, so a
locked page holds one of them; what never reaches a disk at all needs an encrypted swap, or none.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path

_PR_SET_DUMPABLE = 4
_ROOM = 512 << 20
"""Bytes that may be locked before everything is: a limit that is reached later would stop the kiosk."""
_MCL_CURRENT, _MCL_FUTURE, _MCL_ONFAULT = 1, 2, 4


def harden() -> bool:
    """Let no core dump be written and nobody of the same user read this process's memory.

    Where the limit of the system is wide, all of the memory is also kept out of the swap.

    Returns:
        Whether the system agreed to the first two.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    system = _system()
    if system is None:
        return False
    soft = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0]
    if soft == resource.RLIM_INFINITY or soft >= _ROOM:
        system.mlockall(_MCL_CURRENT | _MCL_FUTURE | _MCL_ONFAULT)
    return bool(system.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def forget_developers() -> None:
    """Forget what the environment asks for developers: logs of every key, screenshots in files, tracebacks."""
    for name in list(os.environ):
        if name.startswith("TEXTUAL") or name == "KIOSK_DEVELOPER":
            del os.environ[name]


def lock_pages(*secrets: bytes) -> bool:
    """Keep the pages that hold these secrets out of the swap, as long as the process lives.

    Returns:
        Whether the system agreed.
    """
    system = _system()
    if system is None:
        return False
    return all(not system.mlock(ctypes.c_char_p(secret), ctypes.c_size_t(len(secret))) for secret in secrets)


def has_open_swap(table: Path = Path("/proc/swaps")) -> bool:
    """Tell whether memory may be written to a disk that nothing encrypts, as far as its name tells."""
    try:
        rows = table.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    except OSError:
        return False
    names = [row.split()[0] for row in rows if row.split()]
    return any("zram" not in name and "crypt" not in name and "/dm-" not in name for name in names)


def _system() -> ctypes.CDLL | None:
    """Give the system's library; None where it is not Linux, whose calls these are."""
    return ctypes.CDLL(None) if sys.platform.startswith("linux") else None
