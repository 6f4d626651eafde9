"""What is typed for a word that is known: without its case, its accents and the signs between its parts."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Give a word, or several with hyphens between them, as it is compared with what is typed."""
    bare = text.lower()
    if not bare.isascii():  # the tables of accents are large, and no start needs them
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return "-".join("".join(c if c.isalnum() else " " for c in bare).split())
