"""Which files a folder of procedures holds, and what each is called."""

from __future__ import annotations

import tomllib
from pathlib import Path

_HOUSE = Path(__file__).parents[1]
_FEED = _HOUSE / "feed" / "procedures"
SHIPPED = _FEED if _FEED.is_dir() else _HOUSE / "procedures"
"""Those that came with the program, or in a feed that is newer: whoever put it there looked (`kiosk.core.release`)."""
_SAID = (
    (SHIPPED.parent / "feed.toml", "number") if SHIPPED == _FEED else (_HOUSE / "machine" / "release.toml", "guidance")
)
"""Who says which number the guidance has, and under which name."""
COMMON = "common.toml"
SOURCES = "sources.toml"
TRIAGE = "triage.toml"
GLOSSARY = "glossary.toml"
SHARED = frozenset({COMMON, SOURCES, TRIAGE, GLOSSARY})
"""Files of a folder of procedures that are no procedure themselves."""
MANDATE = "mandate"
"""The shared step that asks for the number of a mandate."""
CALL_EASE = "call_ease"
"""The shared step whose words stand under the way that calls 3422."""


def procedure_files(folder: Path) -> list[Path]:
    """Give the files of a folder that are procedures, by name."""
    return sorted(file for file in folder.glob("*.toml") if file.name not in SHARED)


def shared_file(folder: Path, name: str) -> Path:
    """Give the shared file of a folder, or the shipped one where it has none."""
    beside = folder / name
    return beside if beside.exists() else SHIPPED / name


def shipped_number() -> int:
    """Give the number of the guidance that this program speaks from; 0 where nothing says it."""
    file, name = _SAID
    try:
        return int(tomllib.loads(file.read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
