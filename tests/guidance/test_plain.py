"""What is read aloud is plain (FALC): a verb, the active voice, nobody named by a gender; reasons say whose they are.

By endings and by the list of forms below, not by a grammar: a verb that is missing from the list fails a sentence that
is right, a noun that looks like a verb hides one that is wrong, and no list sees whether a sentence has one idea.
"""

from __future__ import annotations

import re

import pytest

from kiosk.core.paths import says_of
from kiosk.core.procedure import About, Answers, Channel, Kind, Procedure, Step, shown
from kiosk.core.walk import walk
from tests.guidance.heard import ENDING, PROCEDURES, VERBS, paper, screen

BE = r"(?:est|sont|soit|soient|sera|seront|était|étaient|être|été|êtes)"
PASSIVE = re.compile(
    rf"\b{BE} (?:(?:pas|plus|déjà|encore|aussi|donc|ensuite) )?(\w+(?:[éiu]|ée|és|ées|ie|ue|it|ite|its|ert|uit)s?)\b",
    re.IGNORECASE,
)
_STATES = """
au vous plus commencé possible fait passé passée ouvert fermé activé refusé relié reliée masqué bloqué
définitif responsable gratuit fermée finie fini parti
"""
STATES = frozenset(_STATES.strip().split())
"""How something is, not what is done to it."""
AS_REVIEWED = frozenset(
    """Vous non plus.
Après une fermeture, les données sont gardées 10 ans.
Les documents sont gardés 10 ans, puis détruits.
Après la fermeture, les documents sont gardés 10 ans, puis détruits.
Je sais que les documents sont gardés 10 ans.
Tout est détruit en 3 mois au plus.
Je sais que tout sera détruit.
Je sais que tout sera détruit et que je ne pourrai pas revenir en arrière.
Si vous ne faites rien, tout est détruit après 10 ans.
Si vous rouvrez l’espace avant, la demande peut être annulée.
Un soignant n’est pas responsable de ce qui lui était caché, dit la loi.""".splitlines()
)
"""Sentences that the review of November 2026 asks for in these words, or that say the law's own."""
IN_THE_END = frozenset(
    """Les deux premiers boutons sont allumés, le troisième éteint.
L’écran ou le 3422 dit que c’est arrêté.
L’écran ou le 3422 dit que le soignant est débloqué.
L’écran ou le 3422 dit que l’accès est retiré.
Vous avez reçu l’information que tout est détruit.""".splitlines()
)
"""Of sheets: how it is when the act is done."""
GENDERED = re.compile(
    r"\b(prévenue?|informée?|averti|êtes (?:seule?|entrée?|venue?)|obligée?|accompagnée?) ?(?=[.,?!]|par|de\b)"
)
WHOSE = re.compile(
    r"\b(dit|disent)(-elles)? ?(la|le|l’|des)?|\bla loi\b|\bdes associations\b|\bpour nous\b|le ministère", re.I
)


def has_verb(sentence: str) -> bool:
    """Tell whether a sentence has a form of a verb that is known here."""
    words = (
        re.sub(r"^(?:[a-zç]{1,2}|qu|lorsqu|puisqu)’", "", word) for word in re.findall(r"[\w’-]+", sentence.lower())
    )
    return any(word in VERBS or ENDING.search(word) or word == "faites" for word in words)


def is_passive(sentence: str) -> bool:
    """Tell whether something is done by nobody who is named."""
    return any(match[1].lower() not in STATES for match in PASSIVE.finditer(sentence))


def test_a_sentence_has_a_verb() -> None:
    """No sentence on a screen is a heap of nouns: each has a verb."""
    assert sorted({each for each in screen() if not has_verb(each[1]) and each[1] not in AS_REVIEWED}) == []


def test_a_sentence_says_who_acts() -> None:
    """No sentence on a screen is passive, but those that the review asks for in these words."""
    assert sorted({each for each in screen() if is_passive(each[1]) and each[1] not in AS_REVIEWED}) == []


def test_a_sheet_says_who_acts() -> None:
    """No sentence that a sheet says to her is passive, but those that say in which state something then is."""
    assert sorted({each for each in paper() if is_passive(each[1]) and each[1] not in IN_THE_END}) == []


def test_nobody_is_a_man_or_a_woman_for_us() -> None:
    """No sentence on a screen or a sheet gives the person a gender."""
    assert sorted({each for each in (*screen(), *paper()) if GENDERED.search(each[1])}) == []


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("Effacement demandé, pas commencé.", False, False),
        ("Pas à la pharmacie.", False, False),
        ("Un document est déposé.", True, True),
        ("Un résultat peut être retardé.", True, True),
        ("Un soignant dépose un document : vous le voyez.", True, False),
        ("L’espace est fermé.", True, False),
    ],
)
def test_the_search_sees_what_is_wrong(sentence: str, verb: bool, passive: bool) -> None:
    """It tells a sentence without a verb, and one that is passive, from those that are neither."""
    assert (has_verb(sentence), is_passive(sentence)) == (verb, passive)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_each_reason_says_whose_it_is(procedure: Procedure) -> None:
    """In both columns each reason names who gives it: the law, the ministry, the app, associations, or us."""
    for step in procedure.steps:
        for says in (*step.reasons_for, *step.reasons_against):
            assert WHOSE.search(says.text), says.text


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_where_a_way_leads_to_the_service_the_desk_says_that_it_does_not(procedure: Procedure) -> None:
    """Where 3422 or the site may be chosen, the kiosk says that it is not connected; nowhere else."""
    for step in procedure.steps:
        if step.kind is Kind.CHANNEL:
            leads = any(option.needs or option.id == Channel.CALL_NOW for option in step.options)
            told = [says.text for says in step.says if "n’est pas reliée à Mon espace santé" in says.text]
            assert len(told) == leads


def test_the_hours_are_those_of_paris() -> None:
    """Wherever hours are printed, it is said whose: not all of France has the same."""
    said = [
        says.text for procedure in PROCEDURES for _, says in says_of(procedure) if re.search(r"\d+h\d\d", says.text)
    ]
    assert said
    assert [text for text in said if "(heure de Paris)" not in text] == []


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_the_consent_says_what_follows(procedure: Procedure) -> None:
    """On every path, what she agrees to names what it will change, or not, besides what she asks for."""
    silent: list[Answers] = []

    def see(_: None, step: Step, answers: Answers) -> None:
        if step.about is About.ACT and not any("Je sais " in each.text for each in shown(step.says, answers)):
            silent.append(answers)

    walk(procedure, None, see, lambda _, __: None)
    assert silent == []
