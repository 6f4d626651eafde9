"""What must be said or found in French stays in French in every language, with its meaning beside it."""

from __future__ import annotations

import re

import pytest

from kiosk.words.catalogues import Catalogues
from kiosk.words.dates import PSEUDO, SOURCE_LANGUAGE
from scripts.catalogues.extract import person_sayings

WORDS = Catalogues()
QUOTED = re.compile("«\u00a0(.+?)\u00a0»")
OF_THE_KIOSK = {"Pour qui est-ce\u00a0?", "Le fermer", "Refuser la création de Mon espace santé"}
"""What the kiosk itself shows her, in her language."""


def flat(text: str) -> str:
    return re.sub("[ \u00a0\u202f]+", " ", text).replace("’", "'")


@pytest.mark.parametrize("language", sorted({*WORDS.codes()} - {PSEUDO, SOURCE_LANGUAGE}))
def test_what_french_quotes_is_in_french_in_every_language(language: str) -> None:
    """Words to say on the telephone and labels of the site: whoever answers, and the site, know the French alone."""
    quoted = [
        (each, french)
        for each in person_sayings()
        for french in QUOTED.findall(each.text)
        if french not in OF_THE_KIOSK and "{" not in french
    ]
    assert len(quoted) > 120
    lost = [
        (french, theirs)
        for each, french in quoted
        if flat(french) not in flat(theirs := WORDS.translation(each.text, each.sense, language) or "")
    ]
    assert not lost


@pytest.mark.parametrize("language", sorted({*WORDS.codes()} - {PSEUDO, SOURCE_LANGUAGE}))
def test_what_she_is_given_to_say_has_its_meaning_beside_it(language: str) -> None:
    """A whole sentence to say on the telephone is followed by what it means, between brackets."""
    said = [each for each in person_sayings() if re.fullmatch("«\u00a0[^»]+[.?]\u00a0»", each.text)]
    assert len(said) > 70
    bare = [
        theirs
        for each in said
        if not re.search("[(（].+[)）].?$", theirs := WORDS.translation(each.text, each.sense, language) or "")
    ]
    assert not bare
