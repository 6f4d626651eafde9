"""Whether somebody asked, by the environment, for what can be read by touch and by ear."""

from __future__ import annotations

from collections.abc import Mapping


def accessible(environment: Mapping[str, str]) -> bool:
    """Tell whether `ACCESSIBLE` is set, as several programs understand it; empty and 0 mean no."""
    return environment.get("ACCESSIBLE", "") not in ("", "0", "false", "no")
