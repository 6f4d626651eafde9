"""The procedures of this desk: shipped ones, and those of the association's own folder.

The home screen needs only titles, so these are cached in an index beside the desk's data; a procedure is read and
checked when it is opened.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import msgspec

from kiosk.core.errors import ProcedureFault, TooLarge
from kiosk.core.title import Cover, Group, Label
from kiosk.guidance.files import COMMON, GLOSSARY, SHIPPED, SOURCES, TRIAGE, procedure_files, shared_file
from kiosk.machine.files import new_file, read_own

if TYPE_CHECKING:
    from kiosk.core.glossary import Term
    from kiosk.core.procedure import Procedure
    from kiosk.core.triage import Triage

_INDEX_FORMAT = 1
_ROW = {"id": str, "order": int, "title": str, "summary": str, "group": str}


# While the index knows every title, no file is read: what reads them is imported by the first that is.


def read_procedure(file: Path, common: Path | None = None) -> Procedure:
    """Read and check one procedure (see `kiosk.guidance.reader.read_procedure`). Raises ProcedureFault."""
    from kiosk.guidance import reader

    return reader.read_procedure(file, common)


def examine_procedure(file: Path, common: Path | None = None) -> tuple[Procedure | None, list[ProcedureFault]]:
    """Read one procedure and give every mistake (see `kiosk.guidance.reader.examine_procedure`)."""
    from kiosk.guidance import reader

    return reader.examine_procedure(file, common)


def _refused(file: str, fault: str, detail: str) -> ProcedureFault:
    from kiosk.core.check import Fault

    return ProcedureFault(file, "", Fault[fault], detail)


class Shelf:
    """The procedures of this desk: shipped ones, then those of the association's folder, which win by id.

    Args:
        folders: where procedures are, the last one winning.
        index: a file that remembers titles, so that forty procedures open no slower than three; None for none.
        without: steps that the settings switch off, by their ids: optional ones, that no condition looks at.
    """

    def __init__(
        self, folders: Sequence[Path] = (SHIPPED,), index: Path | None = None, without: Collection[str] = ()
    ) -> None:
        self._folders, self._index, self._without = folders, index, without
        self._opened: dict[str, Procedure] = {}
        self._files: dict[str, Path] = {}
        self.faults: list[ProcedureFault] = []
        """Files that were refused: shown to the worker, never guessed at."""
        self._titles = self._read_titles()

    def titles(self) -> Sequence[Cover]:
        """Give the procedures in the order of the home screen."""
        return self._titles

    def open(self, name: str) -> Procedure:
        """Read and check a procedure. Raises ProcedureFault."""
        if name not in self._opened:
            if name not in self._files:
                raise _refused(name, "UNOPENED", "")
            procedure = read_procedure(self._files[name])
            steps = tuple(step for step in procedure.steps if step.id not in self._without)
            self._opened[name] = replace(procedure, steps=steps)
        return self._opened[name]

    def file(self, name: str) -> Path:
        """Give the file that a procedure is read from. Raises KeyError for one that is not on the shelf."""
        return self._files[name]

    def triage(self) -> Triage:
        """Read the questions that say where to begin: the association's own, if it has some."""
        from kiosk.guidance import shared

        return shared.read_triage(self.last(TRIAGE))

    def glossary(self) -> Sequence[Term]:
        """Read the words that are explained: the association's own, if it has some."""
        from kiosk.guidance import shared

        return shared.read_glossary(self.last(GLOSSARY))

    def last(self, name: str) -> Path:
        """Give a shared file: of the last folder that has one, else the shipped one."""
        return next((folder / name for folder in reversed(self._folders) if (folder / name).exists()), SHIPPED / name)

    def _read_titles(self) -> tuple[Cover, ...]:
        known = self._remembered()
        seen: dict[str, Any] = {}
        titles: dict[str, Cover] = {}
        for folder in self._folders:
            if not folder.is_dir():  # the association's own words would be missing in silence
                self.faults.append(_refused(folder.name, "UNOPENED", ""))
            shared = _shared_stamp(folder)
            for file in procedure_files(folder):
                try:
                    stat = file.stat()
                except OSError:
                    self.faults.append(_refused(file.name, "UNOPENED", ""))
                    continue
                stamp = [stat.st_mtime_ns, stat.st_size, shared]
                row = known.get(str(file))
                if not (_is_row(row) and row.get("stamp") == stamp):
                    row = self._examined(file, stamp)
                if row is None:
                    continue
                seen[str(file)] = row
                twin = self._files.get(row["id"])
                if twin and twin.parent == folder:
                    self.faults.append(_refused(file.name, "SAME_PROCEDURE", row["id"]))
                    continue
                titles[row["id"]] = _title(row, titles.get(row["id"]))
                self._files[row["id"]] = file
        if seen != known:
            self._remember(seen)
        return tuple(sorted(titles.values(), key=lambda title: (title.order, title.id)))

    def _examined(self, file: Path, stamp: list[int]) -> dict[str, Any] | None:
        procedure, faults = examine_procedure(file)
        if procedure is None or faults:
            self.faults.extend(faults)
            return None
        return {
            "stamp": stamp,
            "id": procedure.id,
            "order": procedure.order,
            "title": procedure.title.text,
            "summary": procedure.summary.text,
            "group": procedure.group or "",
        }

    def _remembered(self) -> dict[str, Any]:
        if self._index is None:
            return {}
        try:
            data = msgspec.json.decode(read_own(self._index))
            if data["format"] == _INDEX_FORMAT and isinstance(data["files"], dict):
                return dict(data["files"])
        except (TooLarge, OSError, ValueError, KeyError, TypeError, RecursionError):
            pass  # no index, or a damaged one: it is only a memory of the files, which are read again
        return {}

    def _remember(self, rows: dict[str, Any]) -> None:
        if self._index is None:
            return
        with suppress(OSError):  # without an index the next start is slower, nothing else
            self._index.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._index.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with os.fdopen(new_file(fresh), "wb") as opened:
                opened.write(msgspec.json.encode({"format": _INDEX_FORMAT, "files": rows}))
            fresh.replace(self._index)


def _shared_stamp(folder: Path) -> int:
    """Tell one state of what the procedures of a folder share from another."""
    files = {shared_file(folder, COMMON), shared_file(folder, SOURCES), SHIPPED / SOURCES}
    return sum(file.stat().st_mtime_ns for file in files)


def _title(row: dict[str, Any], stands_in_for: Cover | None) -> Cover:
    """Read a row; an association's own that names no group stands where the one did that it takes the place of."""
    usual = stands_in_for.group if stands_in_for else Group.OTHER
    group = Group(row["group"]) if row["group"] else usual
    return Cover(row["id"], row["order"], Label(row["title"], row["id"]), Label(row["summary"], row["id"]), group)


def _is_row(row: object) -> TypeGuard[dict[str, Any]]:
    if not (isinstance(row, dict) and all(isinstance(row.get(name), kind) for name, kind in _ROW.items())):
        return False
    return row["group"] in ("", *Group)
