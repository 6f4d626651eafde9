"""A program on a pseudo-terminal of 80 by 24, watched from outside: what `bench_start` and `bench_keys` share."""

from __future__ import annotations

from kiosk.core.ports import Notice  # noqa: F401
