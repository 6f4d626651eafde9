"""One word for one thing: `terms.csv` has the French words, `glossary.csv` of each language how it says them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import TypeAlias

TERMS, GLOSSARY = "terms.csv", "glossary.csv"
_BETWEEN = "|"
Glossary: TypeAlias = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


def read_terms(locales: Path) -> dict[str, tuple[str, ...]]:
    """Give the French terms that a glossary must have, each with how French sentences write it.

    Raises OSError or ValueError.
    """
    return {row["french"]: _split(row["forms"]) for row in _rows(locales / TERMS, ("french", "forms", "note"))}


def read_accepted(folder: Path) -> dict[str, tuple[str, ...]]:
    """Give what a language accepts for each term; nothing where it has no glossary yet.

    Args:
        folder: of the language.

    Raises:
        OSError: the file is there and cannot be read.
        ValueError: it is no such table.
    """
    if not (folder / GLOSSARY).exists():
        return {}
    return {row["french"]: _split(row["term"]) for row in _rows(folder / GLOSSARY, ("french", "term", "note"))}


def forms(locales: Path, *folders: Path) -> Glossary:
    """Give of each term how it is written in French, and what a language accepts for it.

    Args:
        locales: where the French terms are.
        folders: of the language; what a later one says of a term comes in place of what an earlier one says.

    Raises:
        OSError: a file is there and cannot be read.
        ValueError: one is no such table.
    """
    written = read_terms(locales)
    accepted = {term: words for folder in folders for term, words in read_accepted(folder).items()}
    return {term: (written[term], accepted[term]) for term in written if accepted.get(term)}


def _rows(file: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig")))
    if tuple(rows.fieldnames or ()) != columns:
        raise ValueError("not a table of terms")
    found = [{name: row.get(name) or "" for name in columns} for row in rows]
    if len({row["french"] for row in found}) != len(found):
        raise ValueError("a term twice")
    return found


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(_BETWEEN) if each.strip())
