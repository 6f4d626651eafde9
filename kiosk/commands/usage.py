"""Lets the command line's own library speak as the rest of the kiosk does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from enum import Enum

from kiosk.words.usage import BY_ENGLISH


def speak(say: Callable[[Enum], str]) -> None:
    """Give the library the words of one language; what is not in the table stays in its own English.

    It asks a function of its module, which has no setting: so that function is replaced.
    """

    def worded(english: str) -> str:
        code = BY_ENGLISH.get(english)
        return say(code) if code else english

    setattr(argparse, "_", worded)  # noqa: B010  # no stub names it
