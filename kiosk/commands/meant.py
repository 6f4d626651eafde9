"""What is meant where a language or a procedure is typed: its code, or its name in the words of whoever types."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.core.folded import folded
from kiosk.glass.terminal import Terminal
from kiosk.words.commands import Cli

if TYPE_CHECKING:
    from kiosk.core.title import Cover
    from kiosk.words.catalogues import Catalogues
    from kiosk.words.languages import Language


def meant_language(typed: str, words: Catalogues, terminal: Terminal) -> Language | None:
    """Give a language of the kiosk by its code or one of its names; None, after saying which there are."""
    every = words.languages()
    wanted = folded(typed)
    for each in every:
        if wanted and wanted in map(folded, (each.code, each.french, each.name, terminal.name_of(each))):
            return each
    names = ", ".join(f"{each.code} ({terminal.name_of(each)})" for each in every)
    print(terminal.words(Cli.NO_LANGUAGE, names=names), file=sys.stderr)
    return None


def meant_procedure(typed: str, titles: Sequence[Cover], more: Sequence[str], terminal: Terminal) -> str | None:
    """Give the id of a procedure by itself, or by words of its title; None, after saying which there are.

    Args:
        typed: what was typed.
        titles: of all procedures.
        more: other names that are taken.
        terminal: says what there is, and in which language titles are.
    """
    wanted = folded(typed)
    ids = [*(each.id for each in titles), *more]
    if found := next((each for each in ids if folded(each) == wanted), None):
        return found
    words = set(wanted.split("-"))
    told = {each.id: terminal.guidance(each.title) for each in titles}
    close = [
        each.id
        for each in titles
        if any(words <= set(folded(title).split("-")) for title in (each.title.text, told[each.id]))
    ]
    if wanted and len(close) == 1:
        return close[0]
    listed = {name: told.get(name, "") for name in close or ids}
    print(terminal.words(Cli.SHEET_SEVERAL if close else Cli.SHEET_NO_PROCEDURE, name=typed), file=sys.stderr)
    for name, title in listed.items():
        print(f"  {name:<16} {title}".rstrip(), file=sys.stderr)
    return None
