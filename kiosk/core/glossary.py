"""Words that a person may not know, each explained in a sentence or two with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import Label, Procedure, Says


@dataclass(frozen=True)
class Term:
    """One word or phrase."""

    id: str
    name: Label
    forms: tuple[str, ...]
    """How it is written in French texts, small letters: `dmp`, `dossier médical partagé`."""
    says: tuple[Says, ...]


def texts_of(procedure: Procedure, step: str) -> list[str]:
    """Give the French texts of one step."""
    said = [each.text for where, each in says_of(procedure) if where == step]
    return said + [each.text for where, each in labels_of(procedure) if where == step]


def on_page_first(terms: Sequence[Term], texts: Iterable[str]) -> list[Term]:
    """Order terms: those that these French texts use first, each group as it was."""
    page = "\n".join(texts).casefold()
    return sorted(terms, key=lambda term: not _uses(page, term))


def uses(term: Term, texts: Iterable[str]) -> bool:
    """Tell whether French texts use a term."""
    return _uses("\n".join(texts).casefold(), term)


def _uses(page: str, term: Term) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", page) for form in term.forms)
