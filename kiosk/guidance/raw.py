"""Tables of guidance as they stand in files: read once, harmless, each in its shape; and the sources that they cite."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any as AnyValue
from typing import TypeVar

import msgspec

from kiosk.core.check import Fault
from kiosk.core.errors import ProcedureFault, TooLarge
from kiosk.core.french import glued
from kiosk.core.procedure import Confidence, Source
from kiosk.guidance.files import SHIPPED, SOURCES, shared_file
from kiosk.guidance.shape import RawSource, RawSources
from kiosk.machine.files import read_own

_LARGEST = 400_000
T = TypeVar("T")


def load_tables(file: Path) -> dict[str, AnyValue]:
    """Read a file of tables, its French with no-break spaces in one way. Raises ProcedureFault."""
    try:
        read = tomllib.loads(read_own(file, _LARGEST).decode("utf-8"))
        return {name: _glued(value) for name, value in read.items()}
    except TooLarge as error:
        raise ProcedureFault(file.name, "", Fault.UNREADABLE, f"> {_LARGEST} octets") from error
    except OSError as error:
        raise ProcedureFault(file.name, "", Fault.UNOPENED) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProcedureFault(file.name, "", Fault.UNREADABLE, str(error)) from error


def _glued(value: AnyValue) -> AnyValue:
    """Write the no-break spaces of French one way, however a file has them: each sentence is one key to translate."""
    match value:
        case str():
            return glued(value)
        case list():
            return [_glued(each) for each in value]
        case dict():
            return {name: _glued(each) for name, each in value.items()}
    return value


def convert(file: str, step: str, raw: object, shape: type[T]) -> T:
    """Give a table its shape. Raises ProcedureFault."""
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise ProcedureFault(file, step, Fault.SHAPE, str(error)) from error


@lru_cache(maxsize=8)
def _shared(file: Path, stamp: tuple[int, int]) -> dict[str, AnyValue]:
    """Read a shared file once for all that use it, until it changes."""
    del stamp
    return load_tables(file)


def load_shared(file: Path) -> dict[str, AnyValue]:
    """Read a shared file, once until it changes. Raises ProcedureFault."""
    try:
        stat = file.stat()
    except OSError:
        return load_tables(file)
    return _shared(file, (stat.st_mtime_ns, stat.st_size))


def shared_sources(folder: Path) -> dict[str, Source]:
    """Give the sources that every file of a folder may cite: the shipped ones, then the folder's own, which win."""
    sources: dict[str, Source] = {}
    for file in dict.fromkeys((SHIPPED / SOURCES, shared_file(folder, SOURCES))):
        sources |= read_sources(file.name, convert(file.name, "", load_shared(file), RawSources).source)
    return sources


def read_sources(file: str, raw: Iterable[RawSource]) -> dict[str, Source]:
    """Read sources by their keys. Raises ProcedureFault."""
    sources: dict[str, Source] = {}
    for each in raw:
        if each.key in sources:
            raise ProcedureFault(file, "", Fault.SAME_ID, each.key)
        try:
            checked = date.fromisoformat(each.checked)
        except ValueError as error:
            raise ProcedureFault(file, "", Fault.BAD_DATE, each.checked) from error
        if (each.confidence is Confidence.C) != (each.ask is not None):
            raise ProcedureFault(file, "", Fault.NO_ASK, each.key)
        sources[each.key] = Source(
            each.key, each.what, each.name, checked, each.confidence, each.ask, each.question, each.law
        )
    return sources
