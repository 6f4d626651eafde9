"""What is heard or read is easy (FALC): each sentence has a subject and one idea, one thing has one word on screens.

By lists of words (`kiosk.words.easy`) and with their limits: a subject is a word that may be one before a verb that is
known; an idea is a clause, seen by the words that begin one. `kiosk procedures check` says the same of other files.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.core.paths import labels_of
from kiosk.words.commands import Cli
from kiosk.words.easy import hard, hard_in, hard_to_sign, own_words, sentences_of
from tests.guidance.heard import PROCEDURES, SHELF, letters, paper, screen

HARD = {Cli.HARD_NO_VERB, Cli.HARD_NO_SUBJECT, Cli.HARD_MANY_IDEAS, Cli.HARD_NOBODY}


def heard() -> Iterator[tuple[str, str]]:
    """Give all that is heard on a screen, questions and answers too, and where."""
    yield from screen()
    for procedure in (*PROCEDURES, SHELF.triage().questions):
        for where, label in labels_of(procedure):
            if not where.startswith("sheet_"):
                yield f"{procedure.id}.{where}", label.text


def test_a_sentence_has_a_subject_and_one_idea() -> None:
    """Each sentence that is heard says who or what acts, or is an order, and has at most two clauses and no aside."""
    assert sorted({each for each in screen() if HARD & set(hard(each[1]))}) == []


def test_a_sheet_is_as_easy_as_a_screen() -> None:
    """Each sentence that a guide, a call sheet or a slip says to her has a subject and one idea."""
    assert sorted({each for each in paper() if HARD & set(hard(each[1]))}) == []


def test_a_letter_is_as_easy_as_a_letter_can_be() -> None:
    """Each sentence that she signs has a subject and one idea, but for its courtesy."""
    assert sorted({each for each in letters() if list(hard_to_sign(each[1]))}) == []


def test_check_has_nothing_to_say_of_what_is_shipped() -> None:
    """What `kiosk procedures check` looks for is in no procedure that is shipped."""
    assert [each for procedure in PROCEDURES for each in hard_in(procedure)] == []


def test_one_thing_has_one_word() -> None:
    """What has a word of its own is called by no other on a screen."""
    assert sorted({(*each, own) for each in heard() for own in own_words(each[1])}) == []


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Effacement demandé, pas fini.", [Cli.HARD_NO_VERB]),
        ("Peut lire en urgence.", [Cli.HARD_NO_SUBJECT]),
        ("Vous pouvez lire.", []),
        ("Choisissez le soignant.", []),
        ("Si vous dites que vous voulez savoir qui lit, nous le disons.", [Cli.HARD_MANY_IDEAS]),
        ("Vous pouvez fermer ; rien ne change.", [Cli.HARD_MANY_IDEAS]),
        ("Vous pouvez fermer (sauf refus).", [Cli.HARD_MANY_IDEAS]),
        ("Demandez la correction (article R1111-51).", []),
        ("On peut lire l’espace.", [Cli.HARD_NO_SUBJECT, Cli.HARD_NOBODY]),
        ("Vous êtes prévenue.", [Cli.HARD_PASSIVE, Cli.HARD_GENDERED]),
        ("Un document est déposé.", [Cli.HARD_PASSIVE]),
        ("Pas à la pharmacie.", [Cli.HARD_NO_VERB]),
        ("Un résultat peut être retardé.", [Cli.HARD_PASSIVE]),
        ("Un soignant dépose un document : vous le voyez.", []),
        ("L’espace est fermé.", []),
    ],
)
def test_the_search_sees_what_is_hard(sentence: str, why: list[Cli]) -> None:
    """It tells what is hard in a sentence from what is not."""
    assert list(hard(sentence)) == why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Madame, Monsieur,", []),
        ("Merci de me répondre par écrit.", []),
        ("Mon dossier a été lu sans mon accord.", []),
        ("Réponse par écrit.", [Cli.HARD_NO_SUBJECT]),
        ("Je demande ; vous répondez.", [Cli.HARD_MANY_IDEAS]),
    ],
)
def test_a_letter_may_be_polite(sentence: str, why: list[Cli]) -> None:
    """A letter may thank and greet, and need not name who did what."""
    assert list(hard_to_sign(sentence)) == why


def test_a_word_is_replaced_by_its_own() -> None:
    """The word that a thing has is proposed for another one, whole words alone."""
    assert list(own_words("Demandez un ticket au praticien.")) == ["un soignant", "un reçu"]
    assert list(own_words("Envoyez un e-mail.")) == []


def test_a_text_is_cut_where_a_sentence_ends() -> None:
    """A sentence ends at its sign, with what closes it."""
    assert sentences_of("Un. Deux ? Trois…") == ["Un.", "Deux ?", "Trois…"]
