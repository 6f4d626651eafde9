"""Lets the command line's own library speak as the rest of the kiosk does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn

from kiosk.core.harmless import harmless
from kiosk.glass.terminal import Action
from kiosk.words.start import Start
from kiosk.words.usage import BY_ENGLISH, Given

Add = Callable[[str, Enum, Action], argparse.ArgumentParser]
"""Adds a command by its name, what its help says, and what it does."""


def about_a_desk(subparsers: Any, words: Callable[[Enum], str]) -> Add:
    """Give what adds a command about a desk: whose folder may be named.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """

    def add(name: str, code: Enum, action: Action) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = subparsers.add_parser(name, help=words(code), description=words(code))
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))
        command.set_defaults(action=action)
        return command

    return add


def speaking(say: Callable[[Enum], str]) -> type[argparse.ArgumentParser]:
    """Give a parser, and make its library speak one language; what no table has stays in its own English.

    The library asks a function of its module, which has no setting: so that function is replaced.

    Args:
        say: words a code.
    """
    given = {each.value: each for each in Given}

    def worded(english: str) -> str:
        code = BY_ENGLISH.get(english)
        return say(code) if code else english

    def named(settings: dict[str, Any]) -> dict[str, Any]:
        code = given.get(str(settings.get("metavar", "")))
        return settings | {"metavar": say(code)} if code else settings

    class Parser(argparse.ArgumentParser):
        """Names what is to be given in the language of the rest, and says on one line what is wrong."""

        def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
            return super().add_argument(*names, **named(settings))

        def add_subparsers(self, **settings: Any) -> Any:
            return super().add_subparsers(**named(settings))

        def error(self, message: str) -> NoReturn:
            super().error(harmless(message))  # what was given may hold ends of lines

    setattr(argparse, "_", worded)  # noqa: B010  # no stub names it
    return Parser
