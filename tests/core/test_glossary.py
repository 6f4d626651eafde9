"""Words: those of the page come first."""

from __future__ import annotations

from kiosk.core.glossary import Term, on_page_first, texts_of, uses
from kiosk.core.procedure import Label
from tests.fakes import sample, shipped

DMP, CODE = (Term(name, Label(name, "glossary"), forms, ()) for name, forms in (("dmp", ("DMP",)), ("code", ("code",))))


def test_words_of_the_page_come_first() -> None:
    """A word that stands on the page comes before one that does not, whatever its capitals; else the order stays."""
    assert on_page_first([CODE, DMP], ["Le dmp est à vous."]) == [DMP, CODE]
    assert on_page_first([CODE, DMP], ["Rien."]) == [CODE, DMP]
    assert on_page_first([DMP, CODE], ["Un code pour le DMP"]) == [DMP, CODE]


def test_a_word_is_a_whole_word() -> None:
    """A part of a longer word is not the word."""
    assert uses(CODE, ["Un code."])
    assert not uses(CODE, ["Décoder, encodé, codes"])


def test_a_step_gives_its_own_texts() -> None:
    """The texts of one step are those on its screen, and of no other."""
    assert set(texts_of(sample("ok_shortest"), "consent")) == {"Je suis d’accord.", "Votre accord"}


def test_receiving_is_no_receipt() -> None:
    """The paper of this desk is not marked where somebody has received something."""
    receipt = next(term for term in shipped().glossary() if term.id == "receipt")
    assert uses(receipt, ["Gardez le reçu."])
    assert not uses(
        receipt, ["Avez-vous reçu un courrier ?", "Il faut un code reçu par SMS.", "Vous avez reçu le code."]
    )


def test_every_shipped_word_explains_and_is_found() -> None:
    """Each shipped word is explained with a source, and written in small letters or as an abbreviation."""
    terms = shipped().glossary()
    assert len(terms) >= 30
    for term in terms:
        assert uses(term, [f"… {form} …" for form in term.forms]), term.id
        assert all(says.sources for says in term.says)
