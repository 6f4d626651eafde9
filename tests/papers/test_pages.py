"""The papers for people: short where it was promised, whole, and leading where they say."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from kiosk.core.outbox import FINAL, MOVES, Signer, State
from kiosk.screens.actions import Keys
from kiosk.words.catalogues import Catalogues
from scripts.papers import card, links, settings

ROOT = Path(__file__).resolve().parents[2]
READERS = (
    "permanence",
    "installer",
    "bureau",
    "relais",
    "demarches",
    "securite",
    "reglages",
    "pannes",
    "voix",
    "accessibilite",
)


def test_the_readme_is_for_a_newcomer() -> None:
    """It has at most 120 lines, begins in French, and leads to every reader's page."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    assert text.index("Un poste d’aide") < text.index("An offline")
    for page in READERS:
        assert f"docs/{page}.md" in text


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    """No link of any page into the checkout is broken; one that is planted is found, a wrong heading, too."""
    assert links.main() == 0
    page = tmp_path / "page.md"
    page.write_text(
        "# A place\n[a](nowhere.md) [b](#a-place) [c](#elsewhere) [d](https://example.org)\n", encoding="utf-8"
    )
    assert list(links.broken(page)) == ["nowhere.md", "#elsewhere"]


def test_the_page_of_settings_says_every_key() -> None:
    """It is made of the settings as they are."""
    assert settings.PAGE.read_text(encoding="utf-8") == settings.page()


def test_a_setting_without_a_sentence_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that nobody explained stops the page, and so does a sentence about a key that is not there."""
    monkeypatch.setitem(settings._SENTENCES, "desk.colour", "La couleur.")
    with pytest.raises(ValueError, match=r"desk\.colour"):
        settings.page()
    monkeypatch.delitem(settings._SENTENCES, "desk.colour")
    monkeypatch.delitem(settings._SENTENCES, "lock.home_minutes")
    with pytest.raises(KeyError, match="home_minutes"):
        settings.page()


def test_the_card_has_the_five_steps_and_the_keys_on_one_page() -> None:
    """Read back by a reader that did not write it: one page, the five steps, every key of the page for workers."""
    text = card.PAGE.read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(card.draw(text)) as pdf:
        assert len(pdf) == 1
        drawn = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert len(card.steps(text)) == 5
    for name, said in (*card.steps(text), *card.keys(text)):
        assert name in drawn
        assert said.split(".")[0] in drawn


def test_the_card_has_air_and_speaks_of_itself_alone() -> None:
    """Its rows stand apart, they go down into the last quarter of the page, and none sends to what is not on it."""
    with pypdfium2.PdfDocument(card.draw(card.PAGE.read_text(encoding="utf-8"))) as pdf:
        page = pdf[0].get_textpage()
        boxes = [page.get_rect(n) for n in range(page.count_rects())]
        said, height = page.get_text_range(), pdf[0].get_height()
    assert not re.search(r"plus (bas|haut)|tableau|ci-(dessous|dessus)", " ".join(said.split()))
    names = sorted(((top, bottom) for left, bottom, _, top in boxes if left < 60), reverse=True)
    assert [above for above, below in pairwise(names) if above[1] - below[0] < 2] == []
    assert min(bottom for _, bottom, _, _ in boxes) < height / 4


def test_the_page_for_workers_names_the_keys_that_there_are() -> None:
    """Each function key that it names is in the registry of keys, and each that works everywhere is named."""
    words = Catalogues()
    caps = {words.say(each.value.cap, "fr") for each in Keys}
    named = {key for key, _ in card.keys(card.PAGE.read_text(encoding="utf-8")) if re.fullmatch(r"F\d+|Ctrl\+L", key)}
    assert named <= caps
    everywhere = {words.say(each.value.cap, "fr") for each in Keys if each.value.action.startswith("app.")}
    assert everywhere - {"F10"} <= named


def test_the_page_for_developers_has_the_table_of_moves() -> None:
    """Each state, what may follow it, who says so and what is final: as `kiosk.core.outbox.MOVES` has it."""
    page = (ROOT / "docs" / "dev" / "architecture.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^The outcomes are (.*?)\. ", page, re.MULTILINE | re.DOTALL)
    outcomes = {State(each) for each in re.findall(r"`(\w+)`", listed)}
    assert outcomes == set(MOVES[State.TAKEN])
    rows = re.findall(
        r"^\| (`.+?) \| (.+?) \| (.+?) \|$", page.partition("| state | who")[2].partition("\n\n")[0], re.M
    )
    said: dict[State, tuple[set[State], set[str], bool]] = {}
    for states, who, after in rows:
        to = {State(each) for each in re.findall(r"`(\w+)`", after)} | (outcomes if "the outcomes" in after else set())
        said |= {
            State(each): (to, set(re.findall("desk|hub|office", who)), "; final" in who)
            for each in states[1:-1].split("`, `")
        }
    by = {state: {str(row[state]) for row in MOVES.values() if state in row} for state in State}
    by[State.WAITING] = {str(Signer.DESK)}
    assert said == {state: (set(MOVES[state]), by[state], state in FINAL) for state in State}
