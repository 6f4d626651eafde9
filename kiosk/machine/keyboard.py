"""Finds which keyboard layout is in use, as far as this machine says: a passphrase that fails is often that."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

_SETTINGS = (
    ("etc/default/keyboard", "XKBLAYOUT", "XKBVARIANT"),
    ("etc/vconsole.conf", "KEYMAP", ""),
)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,20}")
_PATIENCE = 1.0
"""Seconds that the graphical system may take to answer."""


def layout(environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> str:
    """Give the layout as the system names it, such as `fr` or `fr (bepo)`; empty where it is not known.

    Where a key switches between several, all are named: none of them says which is in use.

    Args:
        environment: the process's own.
        root: where the system's settings are.
    """
    if environment.get("SSH_CONNECTION") or environment.get("WAYLAND_DISPLAY"):
        return ""  # the keyboard is another machine's, or its layout is nobody's business but the compositor's
    if environment.get("DISPLAY"):
        return _of(_asked(), "layout", "variant", ":")
    for file, name, variant in _SETTINGS:
        try:
            text = (root / file).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if found := _of(text, name, variant, "="):
            return found
    return ""


def _asked() -> str:
    try:
        done = subprocess.run(
            ["setxkbmap", "-query"],  # noqa: S607  # wherever this system keeps it
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _of(text: str, name: str, variant: str, sign: str) -> str:
    lines = (row.split(sign, 1) for row in text.splitlines() if sign in row and not row.startswith("#"))
    rows = {key.strip(): value for key, value in lines}
    found, more = (_each(rows.get(key, "")) for key in (name, variant or name))
    named = [f"{one} ({kind})" if variant and kind else one for one, kind in zip_longest(found, more) if one]
    return " / ".join(named)


def _each(value: str) -> list[str]:
    """Give a list of layouts, and nothing that could command a terminal."""
    names = map(_NAME.fullmatch, value.strip().strip("\"'").split(","))
    return [name.group() if name else "" for name in names]
