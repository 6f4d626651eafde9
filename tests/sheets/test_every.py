"""Every paper that there is, as a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.every import every_pdf
from tests.sheets.readers import fonts, pdfium, poppler


@pytest.mark.parametrize("language", ["fr", "ar", "zh", "ta"])
def test_every_paper_is_small_tagged_and_read_by_both(language: str, tmp_path: Path) -> None:
    """Each has real words for both readers, fonts of its own, structure, language, and less than 300 KB."""
    for name, draw in every_pdf(language).items():
        pdf = draw()
        assert len(pdf) < 300_000, name
        assert b"/StructTreeRoot" in pdf
        assert b"/Lang" in pdf
        for read in (pdfium(pdf), poppler(pdf, tmp_path)):
            assert len(" ".join(read).split()) > 20, name
        assert all(font[1:] == ["yes", "yes", "yes"] for font in fonts(pdf, tmp_path)), name
