"""How the office's commands are added, and options that have a French name, too."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from kiosk.glass.terminal import Action
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.office import OfficeCli


class Verbs:
    """The commands under `kiosk office`.

    Args:
        office: the parser of `office`.
        words: words a code for `--help`.
        language: of the help.
        guard: wraps what a command does.
    """

    def __init__(
        self,
        office: argparse.ArgumentParser,
        words: Callable[[Enum], str],
        language: str,
        guard: Callable[[Action], Action],
    ) -> None:
        self.words, self.language, self._guard = words, language, guard
        self._verbs = office.add_subparsers(metavar="COMMANDE")

    def add(
        self, name: str, code: Enum, run: Action, under: Any = None, *, once: Sequence[str] = ()
    ) -> argparse.ArgumentParser:
        """Add a command that takes the office's folder first, under another command if one is given.

        Args:
            name: what help shows, with its French word.
            code: what it says it does.
            run: what it does.
            under: the command that it stands under.
            once: what it was called before: taken, and shown no longer.
        """
        parser = self._named(under or self._verbs, name, code, once)
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help=self.words(OfficeCli.HELP_FOLDER))
        parser.set_defaults(action=self._guard(run))
        return parser

    def group(self, name: str, code: Enum) -> Any:
        """Add a command that has others under it."""
        return self._named(self._verbs, name, code).add_subparsers(metavar="COMMANDE", required=True)

    def option(self, parser: argparse.ArgumentParser, name: str, french: str, code: Enum, **settings: Any) -> None:
        """Add an option by the name that scripts use and its French one."""
        is_french = self.language == SOURCE_LANGUAGE
        names = [name, french] if is_french else [name]
        added = parser.add_argument(*names, help=self.words(code), **settings)
        if not is_french:
            hidden = {**settings, "dest": added.dest, "help": argparse.SUPPRESS}
            parser.add_argument(french, default=argparse.SUPPRESS, **hidden)

    def _named(self, verbs: Any, name: str, code: Enum, once: Sequence[str] = ()) -> argparse.ArgumentParser:
        words = self.words(code)
        parser: argparse.ArgumentParser = verbs.add_parser(name, once=once, help=words, description=words)
        return parser
