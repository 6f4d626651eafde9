"""What an association's own procedure says counts as all other words do: F2, the sheet's status and the check agree."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.review import How, Review, Stage, mark
from kiosk.desk.desk import open_settings
from kiosk.flows.visit import Visit
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.machine.exits import Exit
from kiosk.words import catalogues
from kiosk.words.po import compile_all
from kiosk.words.reading import sayings
from kiosk.words.reviews import FILE, table
from kiosk.words.ui import sentence
from kiosk.words.voice import Voice, act_words
from scripts.catalogues.compile import LOCALES
from scripts.catalogues.extract import person_sayings
from tests.fakes import made_tools

OWN = "Fermer mon espace, avec nous"
"""A title that no catalogue has."""


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The words of the product, in two languages."""
    copy = tmp_path / "shipped"
    for name in ("en", "es"):
        shutil.copytree(LOCALES / name, copy / name)
    compile_all(copy)
    monkeypatch.setattr(catalogues, "catalogue_folder", lambda: copy)
    return copy


@pytest.fixture
def data(tmp_path: Path, shipped: Path) -> Path:
    """A desk whose association says one act in its own words."""
    folder = tmp_path / "desk"
    (folder / "procedures").mkdir(parents=True)
    (folder / "kiosk.toml").write_text('[procedures]\nfolder = "procedures"\n', encoding="utf-8")
    text = (SHIPPED / "close.toml").read_text(encoding="utf-8")
    title = Shelf().open("close").title.text
    assert f'\ntitle = "{title}"\n' in text
    text = text.replace(f'\ntitle = "{title}"\n', f'\ntitle = "{OWN}"\n', 1)
    (folder / "procedures" / "close.toml").write_text(text, encoding="utf-8")
    return folder


def marks(data: Path, act: str = "") -> dict[str, str]:
    """Give the marks that F2 shows behind each language, at home or during an act."""
    desk = open_settings(data)
    words, visit = desk.words(), None
    if act:
        visit = Visit(made_tools(words=words), "fr")
        visit.begin(desk.shelf().open(act))
    shown = Voice(words, "fr", list, training=False).languages(visit)
    return {each.code: each.listed.removeprefix(each.shown).strip() for each in shown if each.code != "fr"}


def test_a_language_that_lacks_the_association_s_words_is_incomplete_everywhere(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At home and in that act F2 says that it is incomplete, in another act that it is a draft; so do both commands."""
    assert marks(data) == {"en": "**", "es": "**"}
    assert marks(data, "close") == {"en": "**", "es": "**"}
    assert marks(data, "mask") == {"en": "*", "es": "*"}
    main(["translations", "status", "--data", str(data)])
    said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert all(", 1 manquent," in line for line in said), said
    main(["translations", "status", "es", "--data", str(data)])
    said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    (close,) = [line for line in said if line.startswith(OWN)]
    assert ", 1 manquent," in close
    assert [line for line in said if line != close and ", 0 manquent," not in line] == []
    main(["procedures", "check", "--data", str(data)])
    said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert [line.rpartition(" : ")[2] for line in said if line.startswith(("close : ", "mask : "))] == [
        "en, es",
        "aucune langue",
    ]


def test_what_f2_asks_of_an_act_is_what_its_sheet_has() -> None:
    """No sentence is on the sheet of an act and not asked for, or the other way round."""
    every, shelf = person_sayings(), Shelf()
    for each in shelf.titles():
        asked = {what.text if hasattr(what, "text") else sentence(what) for what in act_words(shelf.open(each.id))}
        assert asked == {said.text for said in every if said.is_in(each.id)}, each.id


def test_a_review_of_a_day_to_come_counts_nowhere(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written by hand into the file, it reviews nothing: not at the desk, not for a consent, not in any count."""
    desk = open_settings(data)
    shelf, words = desk.shelf(), desk.words()
    every = [(each.text, each.sense) for each in sayings([shelf.open("mask")])]
    told = [(text, words.translation(text, meant, "es")) for text, meant in every]
    pairs = [(text, theirs) for text, theirs in told if theirs is not None]
    own = data / "procedures" / "locales" / "es"
    own.mkdir(parents=True)

    def reviewed_on(day: date) -> tuple[bool, str, Stage]:
        records = [Review(mark(text), mark(theirs), day, How.SPEAKER, "M. B.") for text, theirs in pairs]
        (own / FILE).write_text(table(records), encoding="utf-8")
        now = desk.words()
        visit = Visit(made_tools(words=now), "es")
        visit.begin(shelf.open("mask"))
        voice = Voice(now, "fr", list, training=False)
        return voice.is_reviewed(visit), marks(data, "mask").get("es", ""), now.stage(*pairs[0], "es")

    assert reviewed_on(date(2099, 1, 1)) == (False, "*", Stage.DRAFTED)
    main(["translations", "status", "es", "--data", str(data)])
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert ", 0 relues" in said
    assert not [line for line in said.splitlines() if not line.endswith(", 0 relues")]
    assert main(["procedures", "check", "--data", str(data)]) == Exit.FAULT
    assert "2099" in capsys.readouterr().err
    assert reviewed_on(date(2026, 11, 2)) == (True, "", Stage.REVIEWED)
