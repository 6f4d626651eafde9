"""What is heard or read is easy (FALC): each sentence has a subject and one idea, one thing has one word on screens.

By lists of words, as `test_plain` does and with its limits: a subject is a word that may be one before a verb that is
known; an idea is a clause, seen by the words that begin one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kiosk.core.paths import labels_of
from tests.guidance.heard import ENDING, PROCEDURES, SHELF, VERBS, letters, paper, screen

_SUBJECTS = """
je j vous nous il elle ils elles cela c ce qui personne rien tout un une le la les l des du votre vos mon ma mes
son sa ses leur leurs cette cet ces aucun aucune chaque plusieurs toute toutes certains quelqu autre celui celle
lequel 3422
"""
SUBJECTS = frozenset(_SUBJECTS.split())
INFINITIVE = re.compile(r"..(er|ir|re)$")
TURNED = re.compile(r"-(t-)?(il|elle|ils|elles|vous|je|nous|ce)$")
ORDER = re.compile(r"(..ez|faites|dites)(-\w+)*$")
_CLAUSES = "que qu si s qui quand lorsque parce puisque comment dont où car mais"
CLAUSES = frozenset(_CLAUSES.split())
MOST_CLAUSES = 2
ASIDE = re.compile(r"\((?!numéros? à vérifier\)|heure de Paris\)|articles? [LR]\d|CNAM\))")
COURTESY = re.compile(r"Madame, Monsieur,$|Merci de ")
"""Of a letter: what has no subject, by custom."""
TWINS = {
    r"\bprofils?\b|\bcompte (santé|ameli)\b": "l’espace",
    r"\benlev\w+": "supprimer, un document ; effacer, une archive",
    r"\bréouvert\w+": "rouvrir",
    r"\bclôtur\w+": "fermer",
    r"\bsuppression\b": "supprimer",
    r"\bprofessionnels? de santé\b|\bpraticiens?\b|\bdocteurs?\b": "un soignant",
    r"\brécépissés?\b|\btickets?\b": "un reçu",
    r"\brequêtes?\b|\bformalités?\b": "une démarche",
    r"\bcourriels?\b|(?<!e-)\bmails?\b": "un e-mail",
    r"\btextos?\b": "un SMS",
    r"\bmobiles?\b": "un portable",
    r"\bCPAM\b|\bMSA\b": "la caisse",
    r"\bappli\b": "l’application",
    r"\bjustificatifs?\b": "une preuve",
}
"""Other words for a thing, and its own. What the law, the site and 3422 call it is said on paper, in
quotation marks or in a letter: so only what is heard on a screen is measured."""


def parts(sentence: str) -> list[str]:
    """Give the words of a sentence, with what is left of an apostrophe apart."""
    found: list[str] = []
    for word in re.findall(r"[\w’-]+", re.sub(r"^\d+\.\s", "", sentence.lower())):
        before, apostrophe, after = word.partition("’")
        found += [before, after] if apostrophe else [word]
    return found


def has_subject(sentence: str) -> bool:
    """Tell whether somebody or something does what a sentence says, or whether it is an order."""
    words = parts(sentence)
    for at, word in enumerate(words):
        if word in VERBS or ENDING.search(word) or ORDER.search(word):
            if ORDER.search(word) or TURNED.search(word):
                return True
            if any(each in SUBJECTS or INFINITIVE.search(each) for each in words[:at]):
                return True
    return False


def has_one_idea(sentence: str) -> bool:
    """Tell whether a sentence has no more clauses than can be followed, and nothing set aside."""
    clauses = sum(word in CLAUSES for word in parts(sentence))
    return clauses <= MOST_CLAUSES and not ASIDE.search(sentence) and ";" not in sentence


def heard() -> Iterator[tuple[str, str]]:
    """Give all that is heard on a screen, questions and answers too, and where."""
    yield from screen()
    for procedure in (*PROCEDURES, SHELF.triage().questions):
        for where, label in labels_of(procedure):
            if not where.startswith("sheet_"):
                yield f"{procedure.id}.{where}", label.text


def test_a_sentence_has_a_subject() -> None:
    """Each sentence that is heard says who or what acts, or is an order."""
    assert sorted({text for _, text in screen() if not has_subject(text) and text != "Vous non plus."}) == []


def test_a_sentence_has_one_idea() -> None:
    """No sentence that is heard has more than two clauses after its first, a semicolon or an aside."""
    assert sorted({text for _, text in screen() if not has_one_idea(text)}) == []


def test_a_sheet_is_as_easy_as_a_screen() -> None:
    """Each sentence that a guide, a call sheet or a slip says to her has a subject and one idea."""
    assert sorted({each for each in paper() if not (has_subject(each[1]) and has_one_idea(each[1]))}) == []


def test_a_letter_is_as_easy_as_a_letter_can_be() -> None:
    """Each sentence that she signs has a subject and one idea, but for its courtesy."""
    hard = {each for each in letters() if not (has_subject(each[1]) or COURTESY.match(each[1]))}
    assert sorted(hard | {each for each in letters() if not has_one_idea(each[1])}) == []


@pytest.mark.parametrize("twin", TWINS)
def test_one_thing_has_one_word(twin: str) -> None:
    """What has a word of its own is called by no other on a screen."""
    assert sorted({each for each in heard() if re.search(twin, each[1], re.IGNORECASE)}) == []


@pytest.mark.parametrize(
    ("sentence", "subject", "idea"),
    [
        ("Effacement demandé, pas fini.", False, True),
        ("Peut lire en urgence.", False, True),
        ("Vous pouvez lire.", True, True),
        ("Choisissez le soignant.", True, True),
        ("Si vous dites que vous voulez savoir qui lit, nous le disons.", True, False),
        ("Vous pouvez fermer ; rien ne change.", True, False),
        ("Vous pouvez fermer (sauf refus).", True, False),
        ("Demandez la correction (article R1111-51).", True, True),
    ],
)
def test_the_search_sees_what_is_hard(sentence: str, subject: bool, idea: bool) -> None:
    """It tells a sentence without a subject, and one with too many ideas, from those that are neither."""
    assert (has_subject(sentence), has_one_idea(sentence)) == (subject, idea)
