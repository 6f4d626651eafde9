"""Which files a folder of procedures holds, and what each is called."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "procedures"
COMMON = "common.toml"
SOURCES = "sources.toml"
TRIAGE = "triage.toml"
GLOSSARY = "glossary.toml"
SHARED = frozenset({COMMON, SOURCES, TRIAGE, GLOSSARY})
"""Files of a folder of procedures that are no procedure themselves."""
MANDATE = "mandate"
"""The shared step that asks for the number of a mandate."""
CONNECTION = "connection"
"""The shared step whose words stand wherever a way to go on is chosen."""


def procedure_files(folder: Path) -> list[Path]:
    """Give the files of a folder that are procedures, by name."""
    return sorted(file for file in folder.glob("*.toml") if file.name not in SHARED)


def shared_file(folder: Path, name: str) -> Path:
    """Give the shared file of a folder, or the shipped one where it has none."""
    beside = folder / name
    return beside if beside.exists() else SHIPPED / name
