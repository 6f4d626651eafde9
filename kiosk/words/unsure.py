"""Which doubts are said behind a sentence: seen from its French words, and so for every translation of it."""

from __future__ import annotations

import re

_ORDER = re.compile(r"(\d+\.\s)?(N[’']|Ne\s)?(\w+ez|Faites|Dites)\b|.*,\s(?!chez|assez)\w+ez\b|.*\bmerci de\b")
_UNSURE = re.compile(
    r"\b(ne|n[’'])\s?(nous\s|le\s)?(savons|sait|connaissons|sommes pas sûrs)|nous pensons|peut-être|"
    r"n[’']est pas (sûr|connu)|ne sont pas sûres|à vérifier|demandez",
    re.IGNORECASE,
)


def takes_doubt(text: str) -> bool:
    """Tell whether "to be checked" may be said behind a French sentence.

    Not behind words that somebody else is to say or that she says herself in a consent (she heard the doubt before),
    not behind an order or a request in a letter, and not where the doubt is said already.
    """
    spoken = text.startswith(("«", "Je ", "J’")) or text.endswith("»")
    return not (spoken or _ORDER.match(text) or _UNSURE.search(text))
