"""Compiles the catalogues of this checkout. Used by scripts/setup."""

from __future__ import annotations

from pathlib import Path

from kiosk.words.po import compile_all

LOCALES = Path(__file__).resolve().parents[2] / "locales"


if __name__ == "__main__":
    print(f"locales: {len(compile_all(LOCALES))} catalogues")
