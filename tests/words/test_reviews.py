"""A consent is offered in a language where a speaker has read all that leads to it, sentence by sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from kiosk.core.consent import Choice
from kiosk.core.procedure import Label, Says, said
from kiosk.core.review import How, Review, Reviews, mark
from kiosk.flows.visit import Visit
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import read_procedure
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.po import Book, compile_all, text_of
from kiosk.words.reviews import FILE, read_records, table
from kiosk.words.voice import Voice, consent_words
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import person_sayings
from tests.fakes import made_tools

CLOSE = read_procedure(SHIPPED / "close.toml")
SAID: list[Says | Label | Enum] = [*said(CLOSE.steps, {}), *consent_words()]
DAY = date(2026, 11, 29)
TITLE = CLOSE.steps[0].title


def pairs() -> Iterator[tuple[str, str]]:
    """Give French and "Spanish" of all that is said, doubts included."""
    words = Catalogues()
    for what in SAID:
        for french, _ in words._pairs(what, "en"):
            yield french, f"ES {french}"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues in which the path of one act is whole in Spanish, with a header that says that it was reviewed."""
    folder = tmp_path_factory.mktemp("reviews") / "locales"
    shutil.copytree(LOCALES / "en", folder / "en")
    book = Book("es")
    book.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Reviewed", "yes")]
    for french, theirs in pairs():
        book.add(french, theirs)
    po = folder / "es" / "LC_MESSAGES" / "person.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(text_of(book))
    compile_all(folder)
    return folder


@pytest.fixture
def folder(translated: Path, tmp_path: Path) -> Path:
    """A copy of them, to be reviewed."""
    return Path(shutil.copytree(translated, tmp_path / "locales"))


def records(count: int | None = None) -> list[Review]:
    """Give the reviews of all that is said."""
    every = [Review(mark(french), mark(theirs), DAY, How.SPEAKER, "M. B.") for french, theirs in pairs()]
    return every[:count]


def write(folder: Path, text: str) -> None:
    """Write the file of the Spanish reviews."""
    (folder / "es" / FILE).write_text(text, encoding="utf-8")


def test_what_a_header_says_is_not_believed(folder: Path) -> None:
    """A whole translation whose header says that it was reviewed is a draft until there are records."""
    words = Catalogues(folder)
    assert words.guidance(TITLE, "es").startswith("ES ")
    assert not words.is_reviewed(SAID, "es")
    assert [each.reviewed for each in words.languages() if each.code == "es"] == [False]
    write(folder, table(records()))
    words = Catalogues(folder)
    assert words.is_reviewed(SAID, "es")


def test_one_sentence_that_nobody_read_is_enough(folder: Path) -> None:
    """Without any single one of its sentences the path is not reviewed."""
    every = sorted({(each.french, each.theirs): each for each in records()}.items())
    assert len(every) > 20
    for left_out, _ in every:
        words = Catalogues(folder)
        words._files._reviewed["es"] = Reviews(each for key, each in every if key != left_out)
        assert not words.is_reviewed(SAID, "es")


def test_a_changed_translation_falls_silent_alone(folder: Path) -> None:
    """A sentence that was changed after its review loses it, and the others keep theirs."""
    write(folder, table(records()))
    po = folder / "es" / "LC_MESSAGES" / "person.po"
    po.write_text(po.read_text().replace(f'"ES {TITLE.text}"', '"ES algo"'))
    shutil.copystat(LOCALES, po)
    (po.with_suffix(".mo")).unlink()
    compile_all(folder)
    words = Catalogues(folder)
    assert words.guidance(TITLE, "es") == "ES algo"
    assert not words.is_reviewed([TITLE], "es")
    assert words.is_reviewed([each for each in SAID if each != TITLE], "es")


@pytest.mark.parametrize(
    "text", ["", "french\n", "\udcff", "french,theirs,day,how,who\nyes,yes,2026-11-29,speaker,x\n"]
)
def test_a_damaged_record_reviews_nothing(folder: Path, text: str) -> None:
    """A file of reviews that cannot be read is named and counts for nothing; the desk goes on."""
    (folder / "es" / FILE).write_bytes(text.encode(errors="surrogateescape"))
    words = Catalogues(folder)
    assert not words.is_reviewed(SAID, "es")
    assert words.broken == ["es/reviews"]


def test_english_is_a_translation_as_any_other(folder: Path) -> None:
    """French alone needs no review: without records English is a draft, marked as such; with them it is reviewed."""
    words = Catalogues(folder)
    assert not words.is_reviewed(SAID, "en")
    assert words.is_drafted([TITLE], "en")
    english = [(french, theirs) for what in SAID for french, theirs in words._pairs(what, "en") if theirs]
    every = [Review(mark(french), mark(theirs), DAY, How.TRANSLATOR, "M. B.") for french, theirs in english]
    (folder / "en" / FILE).write_text(table(every), encoding="utf-8")
    words = Catalogues(folder)
    assert words.is_reviewed(SAID, "en")
    assert not words.is_drafted([TITLE], "en")
    assert not words.is_reviewed([Label("Une phrase nouvelle", "close")], "en")
    (folder / "en" / "LC_MESSAGES" / "person.mo").write_bytes(b"cut")
    assert not Catalogues(folder).is_reviewed([Choice.YES], "en")


def test_english_of_an_association_is_a_draft_too(folder: Path, tmp_path: Path) -> None:
    """What an association writes in English stands there unreviewed until somebody else read it."""
    book = Book("en")
    book.mime_headers = [("Content-Type", "text/plain; charset=utf-8")]
    book.add(TITLE.text, "Ours")
    po = tmp_path / "own" / "en" / "LC_MESSAGES" / "person.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(text_of(book))
    compile_all(tmp_path / "own")
    words = Catalogues(folder, own=tmp_path / "own")
    assert words.guidance(TITLE, "en") == "Ours"
    assert words.is_drafted([TITLE], "en")
    assert not words.is_reviewed([TITLE], "en")


def test_a_language_is_reviewed_for_an_act_before_it_is_as_a_whole(folder: Path) -> None:
    """One review takes the mark from no language; all of an act's take it there; all that there is, everywhere."""
    visit = Visit(made_tools(words=Catalogues(folder)), "es")
    visit.begin(CLOSE)

    def marked(*, at: Visit | None) -> set[str]:
        voice = Voice(Catalogues(folder), "fr", list, training=True)
        return {each.code for each in voice.languages(at) if not each.reviewed}

    write(folder, table(records(1)))
    assert marked(at=visit) == marked(at=None) == {"en", "es"}
    write(folder, table(records()))
    assert (marked(at=visit), marked(at=None)) == ({"en"}, {"en", "es"})
    book = Book("es")
    book.mime_headers = [("Content-Type", "text/plain; charset=utf-8")]
    every = [(each.text, each.sense) for each in person_sayings()]
    for text, sense in every:
        book.add(text, f"ES {text}", context=sense)
    (po := folder / "es" / "LC_MESSAGES" / "person.po").write_bytes(text_of(book))
    po.with_suffix(".mo").unlink()
    compile_all(folder)
    found = [Review(mark(text), mark(f"ES {text}"), DAY, How.SPEAKER, "M. B.") for text, _ in every]
    write(folder, table(found))
    assert marked(at=None) == {"en"}
    write(folder, table(found[1:]))
    assert marked(at=None) == {"en", "es"}


@pytest.mark.parametrize("name", ["close", "mask", "newborn", "emergency", "oppose"])
def test_who_reviews_the_sheet_of_an_act_has_reviewed_its_path(name: str) -> None:
    """All that a consent waits for is on the act's own sheet: check, status and the language screen agree about it."""
    procedure = read_procedure(SHIPPED / f"{name}.toml")
    on_sheet = {each.text for each in person_sayings() if each.is_in(name)}
    path: list[Says | Label | Enum] = [*said(procedure.steps, {}), *consent_words()]
    waits = {french for what in path for french, _ in Catalogues()._pairs(what, "en")}
    assert waits <= on_sheet


def test_the_path_of_a_consent_has_the_names_of_its_columns() -> None:
    """What the kiosk itself says on the way, such as the names of the two columns, is reviewed with the path."""
    assert {PersonUi.COLUMN_FOR, PersonUi.COLUMN_AGAINST, PersonUi.ANSWER_UNKNOWN} < set(consent_words())


def test_the_records_are_read_as_they_were_written(folder: Path) -> None:
    """The table holds each record once, in one order."""
    write(folder, table([*records(), *reversed(records())]))
    read_back = read_records(folder / "es")
    assert table(read_back) == table(records())
    assert set(read_back) == set(records())
