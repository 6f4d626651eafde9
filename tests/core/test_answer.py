"""Typed answers: cleaned, kept literally, and judged by type."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.answer import LONGEST, Problem, is_scan, take_answer, understood
from kiosk.core.clean import clean
from kiosk.core.deadline import DelayRule
from kiosk.core.procedure import Field, FieldType, Label, Unsaid
from kiosk.core.reference import make_reference, qr_text, spell

TODAY = date(2026, 11, 21)
SENDING = DelayRule.SIX_WEEKS_FROM_SENDING
QR = qr_text(make_reference(b"kiosk"), b"sixteen bytes ..")


def a_field(type_: FieldType, *may: Unsaid) -> Field:
    return Field("it", type_, Label("?", "test"), may=may)


def taken(type_: FieldType, typed: str) -> object:
    return take_answer(a_field(type_), typed, TODAY)


@given(st.text())
def test_nothing_invisible_stays(typed: str) -> None:
    """No control, direction, surrogate or unassigned character survives, and cleaning twice changes nothing."""
    text = clean(typed)
    assert not {unicodedata.category(c) for c in text if c not in "\u200c\u200d"} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert clean(text) == text == text.strip()


@given(st.text(), st.sampled_from(FieldType), st.sets(st.sampled_from(Unsaid)), st.dates())
def test_any_text_is_answered_or_refused_by_name(typed: str, type_: FieldType, may: set[Unsaid], today: date) -> None:
    """Whatever is typed, and whatever the clock says, there is an answer or a problem, never a crash."""
    answer = take_answer(a_field(type_, *may), typed, today)
    assert isinstance(answer, Problem | str | Unsaid)
    if isinstance(answer, str) and not isinstance(answer, Problem):
        assert 0 < len(answer) <= LONGEST[type_]
        answer.encode()
        assert any(c not in "\u200c\u200d " for c in answer)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amina\x00\x1b[31m", "Amina[31m"),
        ("[red]gras[/red] {x} %s <b>", "[red]gras[/red] {x} %s <b>"),
        ("\u202eeniD\u202c \u200fNour", "eniD Nour"),
        ("Лев", "Лев"),
        ("Ștefănescu ș ț", "Ștefănescu ș ț"),
        (unicodedata.normalize("NFD", "Éloïse Ångström"), "Éloïse Ångström"),
        ("👩🏽\u200d⚕️ merci", "👩🏽\u200d⚕️ merci"),
        ("a\ud800b", "ab"),
        ("  deux \t\n mots  ", "deux mots"),
        ("\ufeffdébut\u2028fin\u2029", "début fin"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_is_kept_as_it_was_meant(typed: str, kept: str) -> None:
    """Markup stays literal, scripts stay whole, decomposed letters are composed, the invisible goes."""
    assert taken(FieldType.TEXT, typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        *("Лев Толстой", "Ion Șerban", "O’Neil", "D'Alembert", "María-José", "阿明", "محمد", "J.-P. Ngọc", "தமிழ்"),
        *("Martin (née Ba)", "O`Brien", "Kouassi 2e", "Jean 1er", "Paul 3ème Traoré", "Ba‑Diop", "d'Ormesson", "Л"),
        *("Martin / Ba", "N´Diaye", "Diop (ép. Sow 2e)", "ʻAbd al-Raḥmān"),
    ],
)
def test_names_of_any_script_are_taken(name: str) -> None:
    """A name is letters of any script, with the signs that names have."""
    assert taken(FieldType.NAME, name) == name
    assert taken(FieldType.NAME, unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "name", ["R2D2", "2e", "Martin 75", "Ba 2ex", "06 12 34 56 78", "a@b.fr", "[b]Léa[/b]", "😀", "---", "…", "Léa;"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    """Digits, markup, emoji or signs alone are no name."""
    assert taken(FieldType.NAME, name) is Problem.NOT_A_NAME


@pytest.mark.parametrize(("type_", "longest"), LONGEST.items())
def test_length_has_a_border(type_: FieldType, longest: int) -> None:
    """The longest answer is taken, one character more is not, counted after composing."""
    other = {FieldType.DATE: Problem.NOT_A_DATE, FieldType.PHONE: Problem.NOT_A_PHONE}.get(type_)
    if other is None:
        assert taken(type_, unicodedata.normalize("NFD", "é" * longest)) == "é" * longest
    assert taken(type_, "é" * (longest + 1)) is (other or Problem.TOO_LONG)  # what is no date is not too long


def test_two_hundred_characters_are_text_but_no_name() -> None:
    """Two hundred characters fit a text and are too long for a name."""
    assert taken(FieldType.TEXT, "x" * 200) == "x" * 200
    assert taken(FieldType.NAME, "x" * 200) is Problem.TOO_LONG


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9/3/1958", "1958-03-09"),
        ("09.03.1958", "1958-03-09"),
        ("09-03-1958", "1958-03-09"),
        ("09 03 1958", "1958-03-09"),
        ("29/02/2024", "2024-02-29"),
        ("29/02/2000", "2000-02-29"),
        ("29/02/2023", Problem.NOT_A_DATE),
        ("29/02/1900", Problem.NOT_A_DATE),
        ("31/04/2020", Problem.NOT_A_DATE),
        ("00/01/2020", "2020-01"),
        ("00/00/1958", "1958"),
        ("00001958", "1958"),
        ("01/00/1958", Problem.NOT_A_DATE),
        ("0 mars 1958", Problem.NOT_A_DATE),
        ("00/13/1958", Problem.NOT_A_DATE),
        ("01/13/2020", Problem.NOT_A_DATE),
        ("1/1/20", "2020-01-01"),
        ("12/05/61", "1961-05-12"),
        ("120561", "1961-05-12"),
        ("01021950", "1950-02-01"),
        ("12-05-1961", "1961-05-12"),
        ("12 / 05 / 1961", "1961-05-12"),
        ("1950", "1950"),
        ("03/1958", "1958-03"),
        ("3-1958", "1958-03"),
        ("031958", "1958-03"),
        ("mars 1958", "1958-03"),
        ("3 mars 2025", "2025-03-03"),
        ("1er mars 2025", "2025-03-01"),
        ("le 1er août 1990", "1990-08-01"),
        ("né le 3 févr. 1961", "1961-02-03"),
        ("mercredi 24 septembre 2025", "2025-09-24"),
        ("DÉCEMBRE 1999", "1999-12"),
        ("3-mars-61", "1961-03-03"),
        ("31 avril 2020", Problem.NOT_A_DATE),
        ("1er mars", "2026-03-01"),
        ("12/05", "2026-05-12"),
        ("25 décembre", "2025-12-25"),
        ("29 février", "2024-02-29"),
        ("31 avril", Problem.NOT_A_DATE),
        ("mars", Problem.NOT_A_DATE),
        ("3 thermidor 1990", Problem.NOT_A_DATE),
        ("00/1958", Problem.NOT_A_DATE),
        ("13/1958", Problem.NOT_A_DATE),
        ("32051961", Problem.NOT_A_DATE),
        ("61", Problem.NOT_A_DATE),
        ("1205", Problem.DATE_TOO_FAR),
        ("2031", Problem.DATE_TOO_FAR),
        ("mercredi vingt-quatre septembre deux mille vingt-cinq", Problem.NOT_A_DATE),
        ("1958-03-09", Problem.NOT_A_DATE),
        ("01/01/0000", Problem.NOT_A_DATE),
        ("demain", Problem.NOT_A_DATE),
        ("01/01/1900", "1900-01-01"),
        ("31/12/1899", Problem.DATE_TOO_FAR),
        ("31/12/2027", "2027-12-31"),
        ("01/01/2028", Problem.DATE_TOO_FAR),
    ],
)
def test_dates_are_day_month_year(typed: str, kept: object) -> None:
    """Dates are dd/mm/yyyy with any separator, exist in the calendar, and lie within reach."""
    assert taken(FieldType.DATE, typed) == kept


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from("/.- "))
def test_every_past_day_is_taken(day: date, separator: str) -> None:
    """Every day since 1900 is an answer, also with a clock back in 1970."""
    typed = day.strftime(f"%d{separator}%m{separator}%Y")
    assert take_answer(a_field(FieldType.DATE), typed, TODAY) == day.isoformat()
    assert take_answer(a_field(FieldType.DATE), typed, date(1970, 1, 1)) == day.isoformat()
    assert take_answer(a_field(FieldType.DATE), typed, TODAY + timedelta(3000)) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "0612345678"),
        ("06.12.34.56.78", "0612345678"),
        ("+33 (6) 12-34-56-78", "+33612345678"),
        ("3422", Problem.NOT_A_PHONE),
        ("+262 (0)692 12 34 56", "+262692123456"),
        ("00 33 6 12 34 56 78", "+33612345678"),
        ("+33 06 12 34 56 78", "+33612345678"),
        ("06-12-34‑56–78", "0612345678"),
        ("(0)6 12 34 56 78", "0612345678"),
        ("06 12 34 56 7", "061234567"),
        ("0612345", "0612345"),
        ("3017620422003", Problem.NOT_A_PHONE),
        ("٠٦١٢٣٤٥٦٧٨", "0612345678"),
        ("+39 06 1234 5678", "+390612345678"),
        ("123", Problem.NOT_A_PHONE),
        ("06 12 34 56 7x", Problem.NOT_A_PHONE),
        ("++33612345678", Problem.NOT_A_PHONE),
        ("1841276451089", Problem.SECRET_NUMBER),
        ("184127645108946", Problem.SECRET_NUMBER),
    ],
)
def test_phones_are_digits(typed: str, kept: object) -> None:
    """A telephone number is kept as its digits; a social security number is not one."""
    assert taken(FieldType.PHONE, typed) == kept


@pytest.mark.parametrize("type_", [FieldType.TEXT, FieldType.DOCUMENTS])
@pytest.mark.parametrize(
    "number",
    [
        "1841276451089",
        "18412764510894",
        "184127645108946",
        "1 84 12 76 451 089 46",
        "1.84.12.76.451.089",
        "1-84-12-76-451-089-46",
        "1/84/12/76/451/089",
        "2 84 12 2A 451 089 46",
        "284122b451089",
        "1\u00a084\u00a012\u00a076\u00a0451\u00a0089",
        "1\u200b84\u200b12\u200b76\u200b451\u200b089",
    ],
)
def test_secret_numbers_are_refused_anywhere(type_: FieldType, number: str) -> None:
    """A social security number is not taken in any text, however it is spaced."""
    assert taken(type_, number) is Problem.SECRET_NUMBER
    assert taken(type_, f"mon numéro : {number}.") is Problem.SECRET_NUMBER


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78", "né le 09/03/1958 à 12 h", "123456789012", "le 01/02/2026 et le 03/04/2026"]
)
def test_ordinary_numbers_are_no_secret(text: str) -> None:
    """A telephone number or a date in a text is taken."""
    assert taken(FieldType.TEXT, text) == text


@pytest.mark.parametrize("type_", FieldType)
def test_a_scanned_receipt_is_no_answer(type_: FieldType) -> None:
    """A QR scanned into a field is refused: its key must not become an answer."""
    assert taken(type_, QR) is Problem.SCANNED
    assert taken(type_, f" {QR.lower()}\r") is Problem.SCANNED
    assert not is_scan(spell(QR[1:10]))


@pytest.mark.parametrize(
    ("may", "answer"),
    [
        ((), Problem.NEEDED),
        ((Unsaid.NONE,), Unsaid.NONE),
        ((Unsaid.UNKNOWN,), Unsaid.UNKNOWN),
        ((Unsaid.NONE, Unsaid.UNKNOWN), Unsaid.UNKNOWN),
    ],
)
@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "\x00", "\u200c\u200d", "\ud800"])
def test_an_empty_answer_is_what_the_field_allows(typed: str, may: tuple[Unsaid, ...], answer: object) -> None:
    """Nothing visible is "I don't know", else "none", else asked for again."""
    assert take_answer(a_field(FieldType.TEXT, *may), typed, TODAY) is answer


@pytest.mark.parametrize("type_", FieldType)
def test_a_dash_is_no_answer_where_there_may_be_none(type_: FieldType) -> None:
    """Where both may be said, an empty line means not knowing and a dash none; where none may not, it is judged."""
    both = a_field(type_, Unsaid.NONE, Unsaid.UNKNOWN)
    assert take_answer(both, "", TODAY) is Unsaid.UNKNOWN
    assert take_answer(both, " - ", TODAY) is Unsaid.NONE
    assert take_answer(a_field(type_, Unsaid.NONE), "-", TODAY) is Unsaid.NONE
    assert take_answer(a_field(type_, Unsaid.UNKNOWN), "-", TODAY) is not Unsaid.NONE


@pytest.mark.parametrize("typed", ["06 12 34", "ourdou 2", "٣", "peul²"])
def test_a_language_has_no_digits(typed: str) -> None:
    """A number that was typed one line too early is not the name of a language."""
    assert taken(FieldType.LANGUAGE, typed) is Problem.NOT_A_LANGUAGE
    assert taken(FieldType.LANGUAGE, "créole de La Réunion") == "créole de La Réunion"


@pytest.mark.parametrize(
    ("typed", "deadline", "kept"),
    [("05/05/26", None, "2026-05-05"), ("05/05/27", None, "1927-05-05"), ("05/05/27", SENDING, "2027-05-05")],
)
def test_a_short_year_is_never_supplied_in_silence(typed: str, deadline: DelayRule | None, kept: str) -> None:
    """Nobody is born after this year, a letter is of this century; and that the year was short is known."""
    field = Field("it", FieldType.DATE, Label("?", "test"), deadline=deadline)
    assert take_answer(field, typed, TODAY) == kept
    read = understood(field, typed, TODAY)
    assert read is not None
    assert read.short
    long = understood(field, typed[:6] + "20" + typed[6:], TODAY)
    assert long is not None
    assert not long.short


@pytest.mark.parametrize("name", ["birth_date", "child_birth_date"])
def test_no_year_is_supplied_for_a_birth(name: str) -> None:
    """A letter of the 1st of March is the last one's, and is asked back; a birth without a year is no date."""
    assert take_answer(Field(name, FieldType.DATE, Label("?", "test")), "1er mars", TODAY) is Problem.NOT_A_DATE
    read = understood(a_field(FieldType.DATE), "1er mars", TODAY)
    assert read is not None
    assert read.short


@pytest.mark.parametrize("zero", "٠۰०০௦")
def test_digits_of_every_script(zero: str) -> None:
    """A date and a telephone typed on a keyboard in Arabic, Persian, Hindi, Bengali or Tamil are read."""
    own = str.maketrans("0123456789", "".join(chr(ord(zero) + n) for n in range(10)))
    assert take_answer(a_field(FieldType.DATE), "09/03/1958".translate(own), TODAY) == "1958-03-09"
    assert take_answer(a_field(FieldType.PHONE), "06 12 34 56 78".translate(own), TODAY) == "0612345678"
