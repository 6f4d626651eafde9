"""Lets the command line's own library speak as the rest of the kiosk does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn

from kiosk.core.folded import folded
from kiosk.core.french import glued
from kiosk.core.harmless import harmless
from kiosk.glass.terminal import Action
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.start import Start
from kiosk.words.usage import BY_ENGLISH, COMMANDS, HEADINGS, Given

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


class Commands:
    """The commands under a parser, each by the name that scripts use and by its French one.

    Args:
        below: what `ArgumentParser.add_subparsers` gave.
        also: where every name goes that is taken, folded, shown or not, with the one that it stands for.
        is_french: whether French names are shown.
    """

    def __init__(self, below: Any, also: dict[str, str], *, is_french: bool) -> None:
        self._below, self._also, self._is_french = below, also, is_french

    def add_parser(self, name: str, *, once: Sequence[str] = (), **settings: Any) -> argparse.ArgumentParser:
        """Add a command.

        Args:
            name: its name; its French one is an alias where it is shown.
            once: what it was called before.
            settings: for `ArgumentParser`.
        """
        french = [COMMANDS[name]] if name in COMMANDS else []
        self._also.update(dict.fromkeys(map(folded, [name, *once, *french]), name))
        added: argparse.ArgumentParser = self._below.add_parser(
            name, aliases=french if self._is_french else [], **settings
        )
        return added


def speaking(say: Callable[[Enum], str], language: str) -> type[argparse.ArgumentParser]:
    """Give a parser, and make its library speak one language; what no table has stays in its own English.

    The library asks a function of its module, which has no setting: so that function is replaced.

    Args:
        say: words a code.
        language: in which: names of commands that are words of another are taken, and not shown.
    """
    given = {each.value: each for each in Given}

    def worded(english: str) -> str:
        code = BY_ENGLISH.get(english)
        if code in HEADINGS and language == SOURCE_LANGUAGE:
            return glued(f"{say(code)} :").removesuffix(":")
        return say(code) if code else english

    def named(settings: dict[str, Any]) -> dict[str, Any]:
        code = given.get(str(settings.get("metavar", "")))
        return settings | {"metavar": say(code)} if code else settings

    class Parser(argparse.ArgumentParser):
        """Names what is to be given in the language of the rest, and says on one line what is wrong."""

        def __init__(self, *rest: Any, **settings: Any) -> None:
            super().__init__(*rest, **settings)
            self._also: dict[str, str] = {}

        def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
            return super().add_argument(*names, **named(settings))

        def add_subparsers(self, **settings: Any) -> Any:
            below = super().add_subparsers(**named(settings))
            return Commands(below, self._also, is_french=language == SOURCE_LANGUAGE)

        def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
            words = sys.argv[1:] if args is None else list(args)
            first = [word if word.startswith("-") else self._also.get(folded(word), word) for word in words[:1]]
            return super().parse_known_args(first + words[1:], namespace)

        def error(self, message: str) -> NoReturn:
            super().error(harmless(message))  # what was given may hold ends of lines

    setattr(argparse, "_", worded)  # noqa: B010  # no stub names it
    return Parser
