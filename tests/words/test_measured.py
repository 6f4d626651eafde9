"""What `scripts/bench words` prints is what the catalogues, the records and the recordings say."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.aloud import Aloud
from kiosk.core.review import How, Review, mark
from kiosk.speech.recordings import Recordings
from kiosk.words.catalogues import Catalogues
from kiosk.words.reading import Saying
from kiosk.words.reviews import FILE, table
from scripts.catalogues.compile import LOCALES
from scripts.measures import words as measured
from tests.speech.made import record, tone

EVERY = [Saying("Raisons pour", None, ()), Saying("Raisons contre", None, ()), Saying("Rien de tel ici", None, ())]


def test_a_row_counts_what_is_drafted_reviewed_and_recorded(tmp_path: Path) -> None:
    """Sentences and their French words by how far they are; of what is heard, what has a recording."""
    shutil.copytree(LOCALES / "es", tmp_path / "es")
    theirs = Catalogues(tmp_path).translation("Raisons contre", None, "es") or ""
    found = Review(mark("Raisons contre"), mark(theirs), date(2026, 11, 29), How.SPEAKER, "une bénévole")
    (tmp_path / "es" / FILE).write_text(table([found]), encoding="utf-8")
    voices, heard = Recordings(tmp_path / "voices"), [Aloud("Sí", "es"), Aloud("No", "es")]
    record(voices, heard[0], tone())
    row = measured.row(EVERY, heard, Catalogues(tmp_path), "es", voices)
    assert (row.sentences, row.words) == (3, 8)
    assert (row.drafted, row.drafted_words) == (1, 2)
    assert (row.reviewed, row.reviewed_words) == (1, 2)
    assert (row.recorded, row.heard) == (1, 2)


@pytest.mark.parametrize(("ms", "ratio", "code"), [(99.0, 1.0, 0), (101.0, 1.0, 1), (99.0, 1.2, 1)])
def test_beyond_a_limit_it_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ms: float, ratio: float, code: int
) -> None:
    """A page that is too late, or a home that costs more with all languages than with one, ends with 1 and a mark."""

    async def took() -> dict[str, float]:
        return {"es": ms}

    monkeypatch.setattr(measured, "print_rows", lambda *_: None)
    monkeypatch.setattr(measured, "switches", took)
    monkeypatch.setattr(measured, "homes", lambda _: [(1.0, ratio)])
    assert measured.main([]) == code
    said = capsys.readouterr().out
    assert ("BEYOND" in said) is bool(code)
    assert said.count("times that of French alone") == 2
