"""The catalogues say the same in every language, and nothing is said outside them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import shutil
import string
import subprocess
import unicodedata
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from hypothesis import given
from hypothesis import strategies as st
from rich.markup import render
from textual.content import Content

import kiosk
import kiosk.words
from kiosk.core import errors
from kiosk.core.answer import Problem
from kiosk.core.blocks import Heading, Line
from kiosk.core.check import Fault
from kiosk.core.colleague import OfficeRight
from kiosk.core.compare import Difference
from kiosk.core.consent import Choice, Understanding
from kiosk.core.documents import OnPaper, Sort
from kiosk.core.doubt import Doubt
from kiosk.core.exercise import Case, Solution, Story
from kiosk.core.figures import Delay, FigureTopic
from kiosk.core.health import Drift, PaperState, Space, Uptime, WhyVisit
from kiosk.core.misfit import Misfit, misfits, terms_lost
from kiosk.core.notice import Notice
from kiosk.core.outbox import State, Withdrawal
from kiosk.core.paper import Cause, PrintOutcome, Script
from kiosk.core.procedure import AskWhom, Channel, Unsaid
from kiosk.core.staff import Weakness
from kiosk.core.status import Asked, Next, Reason
from kiosk.core.sync import Failure
from kiosk.core.tally import Age, Duration, Orientation, Outcome, Return, Site, Topic, Whom
from kiosk.core.trace import Event
from kiosk.core.tray import ListOrder, Tray
from kiosk.core.word import NotKept
from kiosk.core.work import Deed
from kiosk.words.catalogues import PSEUDO, Catalogues
from kiosk.words.codes import sentences
from kiosk.words.errors import ERRORS
from kiosk.words.languages import Language, read_language
from kiosk.words.mark import Sentence
from kiosk.words.plurals import PLURALS
from kiosk.words.po import Book, compile_all, read_book, text_of
from kiosk.words.reviews import read_records
from kiosk.words.senses import SENSES, sense
from kiosk.words.terms import forms as accepted_forms
from kiosk.words.terms import read_accepted, read_terms
from kiosk.words.ui import Ui, sentence
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import TABLES, check, extract, left_in_french, merge, pseudo, templates

LANGUAGES = ("fr", "en", PSEUDO)
"""Languages that have every sentence."""
RECEIPT_ONLY = ("ar", "bn", "es", "ht", "ka", "prs", "ps", "pt", "ro", "ru", "sq", "ta", "tr", "uk", "ur", "zh")
"""Languages that have the sentences of the receipt."""
PRINTED = ("Cli.", "OfficeCli.", "HubCli.", "Start.", "Usage.", "Given.")
"""Sentences that a command prints, and no screen shows."""
CODES = (
    *(
        State,
        Next,
        Understanding,
        Choice,
        Problem,
        Doubt,
        Difference,
        Misfit,
        Fault,
        Heading,
        Line,
        PrintOutcome,
        Cause,
        Script,
        Notice,
    ),
    *(
        Asked,
        Withdrawal,
        Unsaid,
        Sort,
        OnPaper,
        Failure,
        Reason,
        NotKept,
        Weakness,
        Event,
        Deed,
        Delay,
        FigureTopic,
        OfficeRight,
        ListOrder,
        Tray,
        *(Drift, PaperState, Space, Uptime, WhyVisit),
        *TABLES,
    ),
    *(Case, Solution, Story, Topic, Outcome, Channel, AskWhom, Whom, Age, Return, Orientation, Duration, Site),
)
"""Every enum whose members reach people."""


def book(language: str, domain: str = "person") -> Book:
    po = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
    return read_book(po) if po.exists() or language in LANGUAGES else Book()


def said(language: str, domain: str = "person") -> dict[str, tuple[str, ...]]:
    """Give the forms in which a catalogue says each sentence, by its French."""
    forms: dict[str, tuple[str, ...]] = {}
    for message in book(language, domain):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return forms


@pytest.fixture(scope="session")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources of the catalogues as extraction leaves them. Not to be changed."""
    folder = tmp_path_factory.mktemp("catalogues") / "locales"
    shutil.copytree(LOCALES, folder, ignore=shutil.ignore_patterns("*.mo"))
    extract(folder, templates())
    return folder


@pytest.fixture
def locales(up_to_date: Path, tmp_path: Path) -> Path:
    """A copy to be damaged: what is whole, and two languages that are parts, since each costs its time."""
    parts = [each.name for each in up_to_date.iterdir() if each.is_dir() and each.name not in (*LANGUAGES, "ar", "tr")]
    return Path(shutil.copytree(up_to_date, tmp_path / "locales", ignore=shutil.ignore_patterns(*parts)))


# ---- everything is there ------------------------------------------------------------------------


def test_catalogues_are_complete() -> None:
    """Every sentence is extracted and translated, with its placeholders, lines and plurals, and nothing more."""
    assert check(LOCALES, templates()) == []
    assert {each.parent.name for each in LOCALES.glob("*/LC_MESSAGES")} == {*LANGUAGES, *RECEIPT_ONLY}


@pytest.mark.parametrize("language", [*LANGUAGES, *RECEIPT_ONLY])
def test_every_sentence_takes_its_values(language: str) -> None:
    """In every language each sentence can be filled, and shows every value that the French one shows."""
    for french, forms in said(language).items():
        names = {name for _, name, _, _ in string.Formatter().parse(french) if name is not None}
        values = {name: f"<{name}>" for name in names}
        for form in filter(None, forms):
            filled = form.format(**values)
            assert all(value in filled for value in values.values()), form


@pytest.mark.parametrize("codes", CODES, ids=lambda each: each.__name__)
def test_every_code_has_a_sentence(codes: type[Enum]) -> None:
    """No code can reach a person without words."""
    assert [code for code in codes if not sentence(code).strip()] == []


def test_every_worded_enum_is_tested() -> None:
    """The table words only enums that are listed here, each with codes of its own, so that none escapes."""
    assert {*sentences(), *TABLES} == set(CODES)
    for module in pkgutil.iter_modules(kiosk.words.__path__):
        importlib.import_module(f"kiosk.words.{module.name}")
    assert set(Sentence.__subclasses__()) == set(TABLES)
    assert [code for codes, words in sentences().items() for code in words if type(code) is not codes] == []


def every(kind: type[errors.KioskError]) -> Iterator[type[errors.KioskError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every(below)


@pytest.mark.parametrize("kind", list(every(errors.KioskError)), ids=lambda each: each.__name__)
def test_every_error_has_a_sentence(kind: type[errors.KioskError]) -> None:
    """An error is worded by its own sentence or by one that at least says whether to try again."""
    assert any(each in ERRORS for each in kind.__mro__ if each is not errors.KioskError) or kind is errors.KioskError


def test_no_word_outside_the_tables() -> None:
    """French words stand in the wording table and in the procedures, nowhere else: elsewhere none translates them."""
    accented = re.compile(r"(?=[^\W\d_]{5})\w*[à-öø-ÿÀ-ÖØ-ÞœŒ]")
    common = re.compile(r"\b(les|des|une|est|pas|vous|pour|avec|dans) \w", re.IGNORECASE)
    package = Path(kiosk.__file__).parent
    found = [
        f"{file.relative_to(package)}: {text}"
        for file in package.rglob("*.py")
        # a slip holds the accents
        if (file.parent.name != "words" or file.name == "catalogues.py") and file.name != "slip.py"
        for text in constants(ast.parse(file.read_text(encoding="utf-8")))
        if (accented.search(text) or common.search(text)) and not is_alphabet(text)
    ]
    assert found == []


def is_alphabet(text: str) -> bool:
    """Tell the letters that a font must have from words: none comes twice."""
    return len(text) >= 10 and " " not in text and len(set(text)) == len(text)


def constants(tree: ast.Module) -> Iterator[str]:
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


# ---- what a sentence may look like ----------------------------------------------------------------


@pytest.mark.parametrize("domain", ["person", "staff"])
@pytest.mark.parametrize("language", [*LANGUAGES, *RECEIPT_ONLY])
def test_sentences_are_plain_text(language: str, domain: str) -> None:
    """No sentence holds a control character or is not NFC; none that a screen shows holds what looks like markup."""
    for message in book(language, domain):
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        printed = bool(message.auto_comments) and message.auto_comments[0].startswith(PRINTED)
        for form in forms if message.id else ():
            assert not [c for c in form if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"} and c != "\n"], form
            assert unicodedata.is_normalized("NFC", form)
            assert printed or render(form, emoji=False).plain == Content.from_markup(form).plain == form


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_fit_their_places(language: str) -> None:
    """Footer keys have ten columns; the head of the queue stands over its columns, and states fit in theirs."""
    words = said(language) | said(language, "staff")
    keys = [words[member.value][0] for name, member in Ui.__members__.items() if name.startswith("KEY_")]
    assert [key for key in keys if len(key) > 10] == []
    head = words[Ui.QUEUE_COLUMNS.value][0]
    assert [found.start() for found in re.finditer(r"\S+", head)] == [0, 12, 31, 39, 45]
    assert [state for state in (*State, *Asked) if len(words[sentence(state)][0]) > 17] == []
    assert [after for after in Next if len(words[sentence(after)][0]) > 28] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_answers_never_look_alike(language: str) -> None:
    """Within one enum of choices no two members have the same words."""
    words = said(language) | said(language, "staff")
    for codes in (State, Understanding, Choice, Next):
        shown = [words[sentence(code)][0] for code in codes]
        assert len(set(shown)) == len(shown)


@given(st.text(alphabet="aàbeéiouyr {}n’.\n", max_size=60))
def test_pseudo_keeps_placeholders_and_lines(text: str) -> None:
    """The pseudo-locale says where it begins and ends and keeps every placeholder and line as it is."""
    made = pseudo(text)
    assert made.startswith("[!!! ")
    assert made.endswith(" !!!]")
    assert re.findall(r"\{[^{}]*\}", made) == re.findall(r"\{[^{}]*\}", text)
    assert made.count("\n") == text.count("\n")


def test_pseudo_is_a_third_longer() -> None:
    """The pseudo-locale is longer by what a translation may be: 25 to 45 %, its marks not counted."""
    texts = said(PSEUDO) | said(PSEUDO, "staff")
    longer = sum(len(form) - len("[!!!  !!!]") for forms in texts.values() for form in forms[:1])
    assert 1.25 < longer / sum(map(len, texts)) < 1.45


# ---- languages that have the receipt alone ---------------------------------------------------------

TITLES = frozenset(map(sentence, (Line.FOR, Line.AGAINST)))
"""Titles that the screens share: in another language they would stand over reasons that are in French."""
FRENCH_ALONE = frozenset(map(sentence, (Line.LETTER_FORMULA, Line.LETTER_ENCLOSED)))
"""What stands on the letter alone, which leaves in French."""
FRENCH_NAMES = re.compile(r"\{date\}|Mon espace santé|\bQR\b|\b3422\b|\bParis\b")
KEPT = re.compile(rf"{FRENCH_NAMES.pattern}|«[^»]*»|“[^”]*”|\bwww.\S+")
"""What stays as it is in every language: names, what stands on the site's buttons, addresses."""
ALPHABETS = {
    "ar": "ء-غف-يً-ْ",
    "prs": "ءآأئا-غفقلمنهوپچژکگی",
    "ps": "ءآئا-غفقلمنهوپچژکګیيټډړږښځڅڼېۍ",
    "ur": "ءآأؤئا-بتثجحخد-غفقلمنوپچژکگیےٹڈڑںھہۂۃ",
    "sq": "a-vx-zçë",
    "ht": "a-pr-wyzèéòà",
    "es": "a-záéíóúüñ",
    "pt": "a-zàáâãçéêíóôõú",
    "tr": "a-pr-vyzçğıiöşüâîû",
    "ro": "a-zăâîșț",
    "ru": "а-яё",
    "uk": "а-щьюяґєії",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "ka": "ა-ჰ",
    "zh": "\u4e00-\u9fff",
}
"""The letters of each language, and no other's: Dari has no Arabic kaf or yeh, Ukrainian no ы, Romanian no cedilla."""


@pytest.mark.parametrize("language", RECEIPT_ONLY)
def test_a_language_has_the_whole_receipt_and_nothing_reviewed(language: str) -> None:
    """Each language has every sentence of the receipt, in other words than French, and no record of a review."""
    words = said(language)
    wanted = {sentence(line) for line in Line} - TITLES - FRENCH_ALONE
    assert wanted <= words.keys()
    assert [french for french in wanted if words[french][0] == french] == []
    assert read_records(LOCALES / language) == []


@pytest.mark.parametrize("language", RECEIPT_ONLY)
def test_a_language_is_written_in_its_own_letters(language: str) -> None:
    """Every word is of its own alphabet, but for names and words to say that stand so in the French sentence."""
    theirs = re.compile(f"[{ALPHABETS[language]}]")
    for french, words in [*said(language).items(), ("", (read_language(LOCALES / language).name,))]:
        known = set(re.findall(r"[^\W\d_]+", french.lower()))
        small = words[0].replace("I", "ı").replace("İ", "i") if language == "tr" else words[0]
        for word in re.findall(r"[^\W\d_][^\W\d_\u0300-\u036f]*", FRENCH_NAMES.sub("", small).lower()):
            strange = [c for c in word if unicodedata.category(c)[0] in "LM" and not theirs.match(c)]
            assert not strange or word.replace("ı", "i") in known, (word, words[0])
        if language == "zh":
            "".join(c for c in words[0] if "\u4e00" <= c <= "\u9fff").encode("gb2312")  # has no traditional characters


@pytest.mark.parametrize("language", RECEIPT_ONLY)
def test_no_sentence_is_left_in_french(language: str) -> None:
    """No translation has most of the long words of its French sentence, names of buttons and addresses aside."""
    for french, words in said(language).items():
        before, after = (set(re.findall(r"\w{4,}", KEPT.sub("", each).lower())) for each in (french, words[0]))
        if len(before) > 3 and not french.startswith("«"):
            assert len(before & after) < 0.6 * len(before), words[0]


def test_one_sentence_is_one_entry() -> None:
    """Every sentence of the person's has one entry; one that means two things is listed, with each of its meanings."""
    every = [(message.id, message.context) for message in read_book(LOCALES / "person.pot") if message.id]
    assert len(every) > 1000
    once = [french for french, _ in every if french not in SENSES]
    assert len(set(once)) == len(once)
    assert {(french, meant) for french, meant in every if meant} == {
        (french, meant) for french, places in SENSES.items() for meant in places.values()
    }


def test_a_sentence_that_means_two_things_has_two_sayings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a listed sentence stands decides what it means; anywhere else it has the entry that all share."""
    monkeypatch.setitem(SENSES, "Fermer", {"close.act": "deed"})
    assert [sense("Fermer", where) for where in ("close.act", "close")] == ["deed", None]
    assert sense("Ouvrir", "close.act") is None


@pytest.mark.parametrize("language", [each.parent.name for each in sorted(LOCALES.glob("*/glossary.csv"))])
def test_a_language_keeps_to_its_glossary(language: str) -> None:
    """A glossary has each term of the list, and every translation says a term in one of its ways."""
    known = read_terms(LOCALES)
    assert read_accepted(LOCALES / language).keys() == known.keys()
    accepted = accepted_forms(LOCALES, LOCALES / language)
    assert accepted.keys() == known.keys()
    lost = {french: terms_lost(french, words[0], accepted) for french, words in said(language).items() if words[0]}
    assert {french: terms for french, terms in lost.items() if terms} == {}


def test_every_language_has_a_glossary() -> None:
    """What no glossary holds is not checked: English has one, too, and none takes a receipt for a proof of payment."""
    languages = {each.parent.name for each in LOCALES.glob("*/language.toml")} - {"fr", PSEUDO}
    assert {each.parent.name for each in LOCALES.glob("*/glossary.csv")} == languages
    for language, term, other in (("zh", "reçu", "收据"), ("es", "accord", "acuerdo"), ("es", "démarche", "gestión")):
        assert other not in read_accepted(LOCALES / language)[term]


def test_the_terms_of_the_glossaries_are_said() -> None:
    """Each term of the list stands in a sentence of the person's, in each of its forms or nearly."""
    texts = "\n".join(said("fr")).casefold()
    for term, written in read_terms(LOCALES).items():
        assert any(each.casefold() in texts for each in written), term


@pytest.mark.parametrize("language", ["en", *RECEIPT_ONLY])
def test_translations_fit_their_sentences(language: str) -> None:
    """Values, numbers, lines and direction of each sentence of the person's are those of the French."""
    rtl = read_language(LOCALES / language).rtl
    wrong = {french: [*misfits(french, words[0], rtl=rtl)] for french, words in said(language).items() if words[0]}
    assert {french: faults for french, faults in wrong.items() if faults} == {}


# ---- the check notices -----------------------------------------------------------------------------

GONE = 'msgid "Choisissez d’abord une réponse."\nmsgstr "Choose an answer first."\n'
DAMAGES = {
    "missing": (GONE, ""),
    "obsolete": (GONE, GONE + '\nmsgid "Plus personne ne dit ceci."\nmsgstr "Nobody says this any more."\n'),
    "not translated": ('msgstr "Choose an answer first."', 'msgstr ""'),
    "fuzzy": (GONE, "#, fuzzy\n" + GONE),
    "other placeholders": ('msgstr "Page {at} of {all}"', 'msgstr "Page {at} of {al}"'),
    "other line breaks": ('msgstr "Choose an answer first."', 'msgstr "Choose an\\nanswer first."'),
    "control character": ('msgstr "Choose an answer first."', 'msgstr "Choose an \x07answer first."'),
    "other plural forms": ('msgid_plural "{n} actes ouverts."\nmsgstr[0]', "msgstr"),
    "stale": ("#. Ui.NOTHING_CHOSEN\n", ""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_check_notices(damage: str, locales: Path) -> None:
    """Each kind of drift of a translation is noticed and named."""
    po = locales / "en" / "LC_MESSAGES" / "staff.po"
    text = po.read_text(encoding="utf-8")
    before, after = DAMAGES[damage]
    assert text.count(before) == 1
    changed = text.replace(before, after)
    if damage == "other plural forms":
        changed = changed.replace('msgstr[1] "{n} requests opened."\n', "")
    po.write_text(changed, encoding="utf-8")
    assert [line for line in check(locales, templates()) if line.startswith(f"en/LC_MESSAGES/staff.po: {damage}")]


PARTIAL_DAMAGES = {
    "other placeholders": ("حُرّر في {date}.", "حُرّر في {day}."),
    "control character": ("حُرّر في {date}.", "\u200fحُرّر في {date}."),
    "fuzzy": ("#. frame / Line.DUPLICATE\n", "#. frame / Line.DUPLICATE\n#, fuzzy\n"),
    "obsolete": ('msgid "Téléphone"', 'msgid "Télégraphe"'),
    "stale": ("#. frame / Line.DUPLICATE\n", ""),
}


@pytest.mark.parametrize("damage", PARTIAL_DAMAGES)
def test_check_notices_what_is_wrong_in_a_part(damage: str, locales: Path) -> None:
    """What a language has is checked as if it had everything."""
    po = locales / "ar" / "LC_MESSAGES" / "person.po"
    text = po.read_text(encoding="utf-8")
    before, after = PARTIAL_DAMAGES[damage]
    assert text.count(before) == 1
    po.write_text(text.replace(before, after), encoding="utf-8")
    assert [line for line in check(locales, templates()) if line.startswith(f"ar/LC_MESSAGES/person.po: {damage}")]


def test_what_a_part_lacks_is_counted_and_not_wrong(locales: Path) -> None:
    """A sentence less in a language that has a part is one more to do there, and no fault."""
    found = templates()
    every, done = len(found["person"]), len(said("ar"))
    before = dict(line.split(": ", 1) for line in left_in_french(locales, found))
    assert before.keys() <= set(RECEIPT_ONLY)
    assert before.get("ar") == (f"{every - done} of {every} sentences are still in French" if done < every else None)
    po = locales / "ar" / "LC_MESSAGES" / "person.po"
    gone = '#. frame / Line.DUPLICATE\nmsgid "DUPLICATA"\nmsgstr "نسخة مكررة"\n\n'
    text = po.read_text(encoding="utf-8")
    assert text.count(gone) == 1
    po.write_text(text.replace(gone, ""), encoding="utf-8")
    assert check(locales, found) == []
    after = dict(line.split(": ", 1) for line in left_in_french(locales, found))
    assert after == before | {"ar": f"{every - done + 1} of {every} sentences are still in French"}


def test_check_notices_a_plural_form_too_few(locales: Path) -> None:
    """A language that counts in three forms is not complete with two."""
    po = locales / "en" / "LC_MESSAGES" / "staff.po"
    text = po.read_text(encoding="utf-8").replace("nplurals=2", "nplurals=3")
    po.write_text(text, encoding="utf-8")
    named = {line.rpartition("« ")[2].removesuffix(" »") for line in check(locales, templates())}
    assert {one for one, _ in PLURALS.values()} <= named


def test_check_notices_a_sentence_that_was_not_extracted(locales: Path) -> None:
    """A sentence that is in the tables but not in the templates is noticed, and checking writes nothing."""
    found = templates()
    found["staff"].add("Une phrase toute neuve.")
    before = {file: file.read_bytes() for file in locales.rglob("*.po*")}
    wrong = check(locales, found)
    assert "staff.pot: stale, run scripts/extract" in wrong
    assert "en/LC_MESSAGES/staff.po: missing: « Une phrase toute neuve. »" in wrong
    assert {file: file.read_bytes() for file in locales.rglob("*.po*")} == before


def test_the_command_answers_with_its_exit_code() -> None:
    """`scripts/extract --check` runs from any folder, writes nothing, and exits with 1 if something is wrong."""
    command = LOCALES.parent / "scripts" / "extract"
    before = {file: file.stat().st_mtime_ns for file in LOCALES.rglob("*.po*")}
    done = subprocess.run([command, "--check"], cwd="/", capture_output=True, text=True, check=False)
    wrong = check(LOCALES, templates())
    lines = [*left_in_french(LOCALES, templates()), *(wrong or ["locales: up to date"])]
    assert (done.returncode, done.stdout.splitlines()) == (1 if wrong else 0, lines)
    assert {file: file.stat().st_mtime_ns for file in LOCALES.rglob("*.po*")} == before


# ---- updating --------------------------------------------------------------------------------------


def test_extracting_twice_changes_nothing(locales: Path) -> None:
    """Extraction is a fixed point, without dates or line numbers, so that a diff shows what changed."""
    before = {file: file.read_bytes() for file in locales.rglob("*.po*")}
    extract(locales, templates())
    assert {file: file.read_bytes() for file in locales.rglob("*.po*")} == before
    assert not [text for text in before.values() if b"-Date:" in text or b"\n#:" in text]


def test_a_changed_sentence_keeps_its_old_translation_until_all_is_translated() -> None:
    """What a sentence was before stays readable for the translator, comes back with it, and goes at the end."""
    old, new = Book(), Book()
    old.add("Avant.", "Before.")
    old.add("Pareil.", "Same.")
    new.add("Après.")
    new.add("Pareil.")
    waiting = merge(new, old, "en")
    assert waiting["Pareil."].string == "Same."
    assert b'#~ msgid "Avant."\n#~ msgstr "Before."\n' in text_of(waiting)
    back = merge(old, waiting, "en")
    assert back["Avant."].string == "Before."
    waiting["Après."].string = "After."
    assert b"#~" not in text_of(merge(new, waiting, "en"))


def test_a_new_language_begins_unreviewed(locales: Path) -> None:
    """A language begins with its own name, its own plural rule, no words and no review."""
    assert extract(locales, templates(), ["sl"]) == []
    begun = read_book(locales / "sl" / "LC_MESSAGES" / "person.po")
    assert begun.num_plurals == 4
    assert read_language(locales / "sl") == Language(
        "sl", "Slovenščina", "slovène", letters="Slovenščina", sample="Slovenščina"
    )
    assert not Catalogues(locales).is_reviewed([Choice.YES], "sl")
    assert begun["Raisons pour"].string == ""
    assert not (locales / "sl" / "LC_MESSAGES" / "staff.po").exists()


@pytest.mark.slow
def test_a_part_holds_only_what_is_translated(locales: Path) -> None:
    """What a translator left empty is not kept; what was written is, and what it was before a change as well."""
    po = locales / "tr" / "LC_MESSAGES" / "person.po"
    book = read_book(po)
    for each in ("Raisons pour", "Raisons contre"):
        book.delete(each)
    po.write_bytes(text_of(book))
    extract(locales, templates())
    before, number = po.read_bytes(), len(read_book(po))
    extract(locales, templates(), ["tr"])
    assert len(read_book(po)) == len(templates()["person"])
    text = po.read_text(encoding="utf-8").replace(
        'msgid "Raisons pour"\nmsgstr ""', 'msgid "Raisons pour"\nmsgstr "Lehte"'
    )
    po.write_text(text, encoding="utf-8")
    extract(locales, templates())
    assert len(read_book(po)) == number + 1
    assert read_book(po)["Raisons pour"].string == "Lehte"
    fewer = templates()
    fewer["person"].delete("Raisons pour")
    extract(locales, fewer)
    assert b'#~ msgid "Raisons pour"\n#~ msgstr "Lehte"\n' in po.read_bytes()
    po.write_bytes(po.read_bytes().partition(b"\n#~")[0])
    extract(locales, templates())
    assert po.read_bytes() == before


# ---- compiling -------------------------------------------------------------------------------------


def test_only_what_is_older_is_compiled(locales: Path) -> None:
    """A catalogue is compiled when its source is newer, and left alone otherwise."""
    first = {mo: mo.stat().st_mtime_ns for mo in compile_all(locales)}
    assert len(first) == len(list(locales.glob("*/LC_MESSAGES/*.po"))) > 2 * len(LANGUAGES)
    assert {mo: mo.stat().st_mtime_ns for mo in compile_all(locales)} == first
    po = locales / "en" / "LC_MESSAGES" / "staff.po"
    po.write_bytes(po.read_bytes())
    again = {mo: mo.stat().st_mtime_ns for mo in compile_all(locales)}
    assert [mo for mo in first if first[mo] != again[mo]] == [po.with_suffix(".mo")]
    assert not [file for file in po.parent.iterdir() if file.suffix not in {".po", ".mo"}]


def test_a_source_that_is_not_well_made_is_named(locales: Path) -> None:
    """A .po file that cannot be read is refused by name instead of being compiled by halves."""
    po = locales / "en" / "LC_MESSAGES" / "staff.po"
    po.write_text(po.read_text(encoding="utf-8") + "\nnot a line of a catalogue\n", encoding="utf-8")
    with pytest.raises(PoFileError, match=re.escape(str(po))):
        compile_all(locales)
