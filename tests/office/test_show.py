"""The laws of showing an act: everything needed, the dangerous first, and nothing that moves the cursor."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.documents import Document, Sort, pack_document
from kiosk.core.procedure import Procedure
from kiosk.core.when import When
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import read_procedure
from kiosk.office.inbox import Act, Consent, Stop
from kiosk.office.show import Shown, on_one_line
from kiosk.words.catalogues import Catalogues
from tests.office.an_act import ACT, CONSENT

SHOWN = Shown(Catalogues(), "fr")


def close() -> Procedure:
    """Read the procedure in the version of the act."""
    return replace(read_procedure(SHIPPED / "close.toml"), version=ACT.version)


def text(act: Act, procedure: Procedure | None) -> str:
    """Show an act as one text."""
    return "\n".join(SHOWN.act(act, "Bus du jeudi", procedure))


def test_labels_come_from_the_procedure() -> None:
    """With the guidance in the right version, questions and options have their words, dates are written out."""
    procedure = close()
    shown = text(ACT, procedure).splitlines()
    steps = {name: step for step in procedure.steps for name in (step.id, *(field.id for field in step.fields))}
    assert shown[0] == f"=== K7Q-4M2-9XD – {procedure.title.text}"
    for name, value in {
        "contact": "call",
        "message": "discreet",
        "name": "Zoé Lenoir-Diaby",
        "birth_date": "9 mars 1958",
        "slots": "je ne sais pas",
        "spoken_language": "pas de réponse",
    }.items():
        step = steps[name]
        words = {option.id: option.label.text for option in step.options}.get(value, value)
        label = ", ".join([step.title.text, *(field.label.text for field in step.fields if field.id == name)])
        assert f"{label} {words}" in shown or f"{label}\u00a0: {words}" in shown


def test_documents_are_said_in_words() -> None:
    """What she named of each document is said in words; what is not one is shown as it came, without control signs."""
    procedure = read_procedure(SHIPPED / "mask.toml")
    step = next(each for each in procedure.steps if "documents" in each.answers)
    named = (
        pack_document(Document(Sort.RESULTS, When(2026, 1, 5), "Dr Martin", "Bilan")),
        pack_document(Document(Sort.OTHER)),
        "x|\x1by",
    )
    act = replace(ACT, procedure="mask", version=procedure.version, answers={"documents": named})
    words = "Résultats d’analyses, 5 janvier 2026, Dr Martin, Bilan\u00a0; Autre document\u00a0; x|y"
    assert f"{step.title.text}, {step.fields[0].label.text} {words}" in text(act, procedure)


def test_without_the_procedure_nothing_is_lost() -> None:
    """Without it, every answer stands under its own short name, and the lines say why."""
    shown = text(ACT, None)
    assert "close 2026-11-21" in shown
    assert "nom court" in shown
    for name, value in ACT.answers.items():
        if isinstance(value, str):
            assert f"{name}\u00a0: {value}" in shown


def test_the_safe_contact_comes_before_the_name() -> None:
    """How to reach her without harm is read before anything else about her."""
    for procedure in (close(), None):
        shown = text(ACT, procedure)
        assert shown.index("Sa sœur, le soir") < shown.index("Zoé Lenoir-Diaby")
        number = "+33 6 12 34 56 78" if procedure else "+33612345678"
        assert shown.index(number) < shown.index("Zoé Lenoir-Diaby")


def test_consents_are_shown_word_for_word() -> None:
    """Both consents: the exact lines in her language and in French, how she understood, and when."""
    shown = text(ACT, close())
    for line in ("I ask to close it.", "I know what it does.", "Je demande à la fermer.", "Je confie ces réponses."):
        assert f"  | {line}" in shown
    hour = ACT.act.at.astimezone().strftime("%H:%M")
    assert shown.count(f"Donné le 21 novembre 2026 à {hour}, à l’horloge du poste. Heure de cette machine.") == 2
    assert "Avec un interprète professionnel. Langue\u00a0: en." in shown
    assert shown.count("  | ") == 4


def test_a_wish_to_stop_stands_at_the_head() -> None:
    """An act that somebody must check first says so before its answers."""
    shown = text(replace(ACT, stop_asked=True), close())
    assert shown.index("Vérifiez avec la personne avant tout") < shown.index("Contact sûr")


def test_each_stop_says_what_to_do() -> None:
    """With the key: nothing may be done. Without: check. Without its act: check."""
    assert "Ne faites rien" in SHOWN.stop(Stop(bytes(16), "K7Q4M29XD", b"k" * 16))
    assert "Vérifiez avec la personne" in SHOWN.stop(Stop(bytes(16), "K7Q4M29XD", None))
    assert "K7Q-4M2-9XD" in SHOWN.stop(Stop(bytes(16), "K7Q4M29XD", None))
    assert "n’est pas dans ces fichiers" in SHOWN.stop(Stop(bytes(16), "K7Q4M29XD", b"k" * 16, alone=True))


def test_unknown_ways_of_understanding_are_shown_as_they_are() -> None:
    """A word that this version does not know does not hide the consent."""
    shown = text(replace(ACT, act=replace(CONSENT, understanding="telepathy")), None)
    assert "telepathy. Langue\u00a0: en." in shown


EVIL = "a\x1b[2J\x1b]0;t\x07b\r\nc\u202ed\u2066e\u200ff\x9bg\u2028h\x00\x7f"


@given(st.text() | st.just(EVIL))
def test_nothing_in_an_act_moves_the_cursor_or_the_order(evil: str) -> None:
    """Whatever stands in any text of an act, each line is free of control, format and direction characters."""
    consent = Consent(evil, evil, evil, evil, CONSENT.at)
    act = replace(ACT, procedure=evil, version=evil, answers={evil: evil, "who_answers": (evil, evil)}, act=consent)
    for procedure in (None, close_once()):
        for line in SHOWN.act(act, evil, procedure):
            bad = [c for c in line if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029"]
            assert set(bad) <= {"\u200c", "\u200d"}


_CLOSE: list[Procedure] = []


def close_once() -> Procedure:
    """Read the procedure once for all examples."""
    if not _CLOSE:
        _CLOSE.append(close())
    return _CLOSE[0]


@pytest.mark.parametrize(
    "kept", ["Zoé Lenoir-Diaby", "Иван Лебедев", "ș ț", "می\u200cخواهم", "李小龍", "e\u0301", "a  b"]
)
def test_honest_letters_stay(kept: str) -> None:
    """Every script, accent and joiner stays as it was typed."""
    assert on_one_line(kept) == kept


def test_the_last_day_stands_above_the_rest() -> None:
    """Where a delay runs, its last day is read before anything else is; where none runs, nothing is said of one."""
    lines = text(replace(ACT, until=date(2026, 12, 24)), close()).splitlines()
    assert lines[2] == "dernier jour utile\u00a0: 24 décembre 2026"
    assert "dernier jour utile" not in text(ACT, close())


def test_the_language_that_was_chosen_is_said_at_the_head() -> None:
    """Whoever calls reads first in which language: also where the consents are French and she named none."""
    shown = text(replace(ACT, language="ar"), close())
    assert shown.index("Langue choisie à la borne\u00a0: arabe") < shown.index("Contact sûr")
    assert "Langue choisie" not in text(ACT, close())
    assert "Langue choisie à la borne\u00a0: x" in text(replace(ACT, language="x\x1b"), None)


def test_a_date_that_is_not_exact_is_shown_as_it_is_known() -> None:
    """A year alone, and a month of a year, are words at the office too."""
    for kept, shown in (("1958", "Date de naissance\u00a0: 1958"), ("1958-03", "Date de naissance\u00a0: mars 1958")):
        assert shown in text(replace(ACT, answers=dict(ACT.answers) | {"birth_date": kept}), close())


def test_who_calls_her_reads_what_she_is_to_bring() -> None:
    """It was not read to her in the visit: it stands with the act, as far as her answers want it, and never empty."""
    procedure = close()
    shown = text(replace(ACT, answers={**ACT.answers, "whom": "protected", "means": "phone"}), procedure)
    assert shown.index("À apporter\u00a0: dites-le-lui si vous l’appelez") < shown.index("Accord pour l’acte")
    for words in ("La carte Vitale.", "Le téléphone qui reçoit vos SMS.", "Le jugement, et une pièce d’identité"):
        assert words in shown.replace("\u00a0", " ")
    plain = text(replace(ACT, answers={**ACT.answers, "whom": "self", "means": "none"}), procedure)
    assert "La carte Vitale." in plain
    assert "vos SMS" not in plain
    assert "jugement" not in plain
    assert "dites-le-lui" not in text(ACT, None)
