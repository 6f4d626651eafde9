"""What people are told: nothing outdated, wrong or unconfirmed, no jargon left unexplained, short sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.core.glossary import texts_of, uses
from kiosk.core.measure import MOST_ASKED, MOST_TOLD, MOST_WORDS, Span
from kiosk.core.paths import labels_of, says_of
from kiosk.core.procedure import Answers, Channel, Confidence, Kind, Need, Procedure, Step, shown
from kiosk.core.walk import walk
from kiosk.sheets.mandate import WORDS as MANDATE
from kiosk.words.catalogues import Catalogues
from kiosk.words.po import read_book
from scripts.catalogues.compile import LOCALES
from scripts.measures.plain import (
    PlainAsk,
    Whole,
    all_plain,
    from_beginning,
    longest,
    sentences_of,
    too_long,
    too_long_in_all,
    words_of,
)
from tests.fakes import shipped

SHELF = shipped()
PROCEDURES = [SHELF.open(title.id) for title in SHELF.titles()]
ON_SCREEN, ON_PAPER = 15, 20
"""Words in a sentence: on a screen that is read aloud, and in a letter that an administration reads."""

WRONG = {
    r"0[,.]0*74": "an arithmetic error, and never reprinted",
    r"22[,.]7\s*million": "spaces that were activated, called open",
    r"250\s*million|185[\s.,]?000": "part of the same wrong sum",
    r"(2[\s.,]?500|10[\s.,]?000)\s*(€|euro)|\bamendes?\b|\bfines?\b": "fines that were struck down",
    r"oblig\w+ (de|à) consulter|must consult|duty to consult": "a duty that was struck down with them",
    r"(?<!17h00 ou à )17\s?h\s?30|(?<!17:00 or at )17[:.]30|5[:.]30": "an hour at which 3422 may be closed",
    r"28 mars|31 janvier|28 March|31 January": "when letters were sent, called the opening",
    r"(depuis|dès|à) (la |sa )?réception|from (its |the )?receipt": "the six weeks run from the sending",
    r"\b(4|quatre) mois|\b(4|four) months": "the pharmacy record's old history",
    r"FranceConnect(?!\s?\+)": "the level that does not open the space",
    r"masquer[^.]*un par un|(hide|mask)[^.]*one by one": "several documents can be hidden at once",
    r"médecin du travail n’[^.]* (aucun|pas)|occupational doctor (has|can)[^.]* no": "access with consent",
    r"1,3\s?%|1,4\s?%|18,3\s?%|1,48\s?%": "figures of 2022 and 2024",
    r"\bDMP ouverts\b": "97 % of people have one that is open",
    r"^(?!.*\b(pas|not)\b).*(répond\w* (à|au)|repl\w+ to) [^.]*\be?-?mail": "an e-mail is not how one refuses",
}
"""What domain knowledge calls outdated or wrong, and why."""
NO_MONTH_TO_REFUSE = re.compile(r"\b(un|1|trente|30) (mois|jours)\b|\b(one|a) month\b|\b30 days\b", re.IGNORECASE)
PLACES = re.compile(
    r"\b\d{5}\s+[A-ZÉ][a-zé]|\bcedex\b|\b(rue|avenue|boulevard|place) (de|du|des|la|le)\b", re.IGNORECASE
)
"""A postal address: none was confirmed."""
PHONES = re.compile(r"\b0[1-9]([ .]?\d\d){4}\b|\b0 ?800")
"""A telephone number with ten digits: only 3422 was confirmed."""
JARGON = (
    "bris de glace",
    "clôture",
    "clôturer",
    "cnam",
    "cnil",
    "cnop",
    "dmp",
    "dossier médical partagé",
    "dpo",
    "ens",
    "ins",
    "nir",
    "mssanté",
    "rgpd",
    "habilitation",
    "matrice",
    "mandant",
    "mandataire",
    "motif légitime",
    "opposition",
    "rattachement",
    "régulateur",
    "titulaire",
    "tiers",
    "traitement de données",
    "samu",
    "ame",
    "franceconnect+",
    "administrateur",
    "médecin traitant",
    "personne de confiance",
    "directives anticipées",
)
"""Words that nobody is expected to know."""
ADVICE = re.compile(
    r"nous vous (conseillons|recommandons|déconseillons)|il vaut mieux|vous (devriez|feriez mieux)|"
    r"we (advise|recommend)|you (should|had better)",
    re.IGNORECASE,
)


def guidance() -> Iterator[tuple[str, str]]:
    """Give every French text of the guidance and where it stands."""
    for procedure in PROCEDURES:
        yield from ((f"{procedure.id}.{where}", says.text) for where, says in says_of(procedure))
        yield from ((f"{procedure.id}.{where}", label.text) for where, label in labels_of(procedure))
    for term in SHELF.glossary():
        yield f"glossary.{term.id}", term.name.text
        yield from ((f"glossary.{term.id}", says.text) for says in term.says)
    yield "mandate", MANDATE.read_text(encoding="utf-8")


def every_text() -> Iterator[tuple[str, str]]:
    """Give every text in French and in English: guidance, sentences of the kiosk, mandates."""
    yield from guidance()
    for language in ("fr", "en"):
        for domain in ("person", "staff"):
            for message in read_book(LOCALES / language / "LC_MESSAGES" / f"{domain}.po"):
                strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
                for text in (*(message.id if isinstance(message.id, tuple) else (message.id,)), *strings):
                    if text and message.id:
                        yield f"{language}/{domain}", str(text)


def found(pattern: str | re.Pattern[str]) -> list[tuple[str, str]]:
    """Give the texts in which a pattern stands."""
    compiled = re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
    return sorted({(where, text) for where, text in every_text() if compiled.search(text)})


@pytest.mark.parametrize("pattern", WRONG, ids=WRONG.values())
def test_nothing_outdated_or_wrong_is_told(pattern: str) -> None:
    """No figure and no law that is known to be wrong stands in any text, in French or in English."""
    assert found(pattern) == []


def test_the_search_sees_what_is_wrong() -> None:
    """Each pattern does find the sentence that it was made for."""
    examples = (
        *("0,00074 % des documents", "22,7 millions", "185 000 documents", "une amende", "obligation de consulter"),
        *("jusqu’à 17 h 30", "dès le 31 janvier", "dès réception", "quatre mois", "avec FranceConnect,"),
        *("on peut masquer un par un", "Le médecin du travail n’a pas accès", "18,3 %", "les DMP ouverts"),
        "Il suffit de répondre à l’e-mail.",
    )
    for pattern, why in WRONG.items():
        assert any(re.search(pattern, each, re.IGNORECASE) for each in examples), why
    assert not re.search(list(WRONG)[-1], "On ne refuse pas en répondant à l’e-mail.", re.IGNORECASE)


def test_six_weeks_are_never_a_month() -> None:
    """Where refusing is told, the delay is six weeks."""
    told = [text for where, text in guidance() if where.startswith(("oppose.", "newborn."))]
    assert any("six semaines" in text or "6 semaines" in text for text in told)
    assert [text for text in told if NO_MONTH_TO_REFUSE.search(text)] == []


def test_no_address_and_no_number_but_3422() -> None:
    """No postal address and no telephone number was confirmed, so none is printed; examples of the kiosk aside."""
    assert [each for each in found(PLACES) if "staff" not in each[0]] == []
    assert [each for each in found(PHONES) if "staff" not in each[0]] == []


def test_nobody_is_advised() -> None:
    """No text says what a person had better do."""
    assert found(ADVICE) == []


def test_what_is_unconfirmed_is_not_there() -> None:
    """No statement and no source of confidence D is in any shipped file."""
    for procedure in PROCEDURES:
        assert all(source.confidence is not Confidence.D for source in procedure.sources)
    assert all(says.confidence is not Confidence.D for term in SHELF.glossary() for says in term.says)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_no_jargon_that_is_not_explained(procedure: Procedure) -> None:
    """A word that nobody is expected to know is in the glossary, one key away."""
    terms = SHELF.glossary()
    for step in procedure.steps:
        for text in texts_of(procedure, step.id):
            for word in JARGON:
                if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.casefold()):
                    assert any(uses(term, [word]) for term in terms), f"{step.id}: {word}: {text}"


@pytest.mark.parametrize("paper", [False, True], ids=["screen", "paper"])
def test_sentences_are_short(paper: bool) -> None:
    """On a screen a sentence has at most fifteen words, in a letter twenty."""
    most = ON_PAPER if paper else ON_SCREEN
    worst = longest(SHELF, paper)
    assert [each for each in worst if each[0] > most] == []


def test_sentences_are_counted_as_a_person_does() -> None:
    """A sentence ends at its full stop, a word has a letter or a digit."""
    assert sentences_of("Un mot. « Deux mots ? » Trois.") == ["Un mot.", "« Deux mots ?", "Trois."]
    assert words_of("L’accord : « oui », 10 ans (R1111-36) !") == 5


@pytest.fixture(scope="module")
def table() -> list[PlainAsk]:
    """What each procedure asks."""
    return list(all_plain(SHELF, Catalogues()))


def test_no_path_is_too_long_to_read_aloud(table: list[PlainAsk]) -> None:
    """All that is heard is counted, answers and notes too; no path tells, asks or takes more than a person can bear."""
    assert list(too_long(table)) == []


def test_what_is_too_long_is_named() -> None:
    """One word over what a usual path may ask is found."""
    plain = next(all_plain(SHELF, Catalogues()))
    over = replace(plain.usual, asked=Span(0, MOST_ASKED + 1))
    assert list(too_long([replace(plain, usual=over)])) == [
        f"{plain.procedure.id}: asked on usual paths: {MOST_ASKED + 1} words, at most {MOST_ASKED}"
    ]


def test_from_the_first_question_on_no_path_takes_more_than_five_hundred_words() -> None:
    """Every answer counts, what leads there, and what of the paper is read in the visit; one word over is found."""
    wholes = from_beginning(Catalogues(), SHELF)
    assert (MOST_TOLD, MOST_ASKED, MOST_WORDS) == (350, 150, 500)
    assert list(too_long_in_all(wholes)) == []
    assert set(wholes) == {each.id for each in PROCEDURES if each.id != "eighteen"}
    assert list(too_long_in_all({"close": Whole(501, 351, 351, 151)})) == [
        "close: from the first question on, longest: 501 words, at most 500",
        "close: from the first question on, told: 351 words, at most 350",
        "close: from the first question on, told on usual paths: 351 words, at most 350",
        "close: from the first question on, asked on usual paths: 151 words, at most 150",
    ]


def test_no_path_tires_the_fingers(table: list[PlainAsk]) -> None:
    """From the first step to the receipt, at most fifty-five keys are pressed beside what is typed."""
    assert {each.procedure.id: each.found.keys.most for each in table if each.found.keys.most > 55} == {}


def test_both_columns_are_worded_alike() -> None:
    """In English too, neither side of the two columns is much longer than the other, on any path."""
    words = Catalogues()
    uneven: set[tuple[str, int, int]] = set()

    def see(procedure: str, step: Step, answers: Answers) -> str:
        sides = (shown(step.reasons_for, answers), shown(step.reasons_against, answers))
        one, other = (sum(len(words.plain(each, "en")) for each in side) for side in sides)
        if max(one, other) > min(one, other) * 1.3:
            uneven.add((procedure, one, other))
        return procedure

    for procedure in PROCEDURES:
        walk(procedure, procedure.id, see, max)
    assert uneven == set()


def test_both_columns_are_called_by_what_they_are_for() -> None:
    """No column is called "for" or "against": each is named for what it gives reasons for, and no two the same."""
    for procedure in PROCEDURES:
        for step in procedure.steps:
            if step.both_sides:
                assert step.columns is not None, procedure.id
                one, other = (label.text for label in step.columns)
                assert one.startswith("Raisons ")
                assert other.startswith("Raisons ")
                assert one != other


def test_the_person_is_spoken_to() -> None:
    """Nobody is "on": a sentence says who acts."""
    said = [each for each in guidance() if each[0] != "mandate"]
    assert [each for each in said if re.search(r"\bon\b|\bl’on\b", each[1], re.IGNORECASE)] == []


def test_signs_stay_with_their_words() -> None:
    """No line of guidance can begin with a colon, a question mark or a closing quotation mark."""
    texts = [each for each in guidance() if not each[0].startswith("mandate")]
    assert [each for each in texts if re.search(r" [:;?!»](\W|$)|« ", each[1])] == []


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_nobody_needs_a_code_to_go_on(procedure: Procedure) -> None:
    """Each act has a call or a letter for who has neither internet nor SMS nor e-mail; what needs a code says so."""
    for step in procedure.steps:
        if step.kind is Kind.CHANNEL:
            ways = {option.id for option in step.options if option.needs is None and option.when is None}
            assert ways & {Channel.CALL_NOW, Channel.LETTER}
            for option in step.options:
                if option.needs is Need.CODE:
                    assert any("code" in says.text for says in option.says)


def test_every_consent_says_what_follows_from_it() -> None:
    """Who agrees to an act says a consequence herself: "I know that…", or that she stops the rest as it is."""
    for procedure in PROCEDURES:
        for step in procedure.steps:
            if step.kind is Kind.CONSENT and step.id == "consent":
                assert any("Je sais" in says.text for says in step.says), procedure.id
