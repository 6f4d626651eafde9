"""A program on a pseudo-terminal of 80 by 24, watched from outside: what `bench_start` and `bench_keys` share."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter

from ptyprocess import PtyProcess

from kiosk.core.ports import Notice  # noqa: F401
