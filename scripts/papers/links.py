"""Follows every link of the pages that leads into this checkout, headings included: python -m scripts.papers.links.

The site's own tool looks at the pages of the site alone; README and the pages beside it are read on their own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def pages(root: Path) -> list[Path]:
    """Give every page: those at the top and those of docs/."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def anchor(heading: str) -> str:
    """Give the anchor of a heading, as web forges and the site make it."""
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"[`*_]", "", heading).lower())
    return kept.strip().replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page."""
    return {anchor(each) for each in _HEADING.findall(page.read_text(encoding="utf-8"))}


def broken(page: Path) -> Iterator[str]:
    """Give the links of a page that lead nowhere."""
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, part = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        if not there.exists() or (part and part not in anchors(there)):
            yield target


def main(root: Path = ROOT) -> int:
    """Say which links are broken."""
    wrong = [f"{page.relative_to(root)}: {target}" for page in pages(root) for target in broken(page)]
    print("\n".join(wrong) or "every link leads somewhere")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
