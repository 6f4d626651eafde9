"""Reads a file of settings, and says where one is wrong: its line, its key, what would be right; in no language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from kiosk.core.errors import ConfigFault, TooLarge
from kiosk.machine.files import read_own

LARGEST = 100_000
"""Bytes of a file of settings at most."""


def read_toml(file: Path, name: str) -> dict[str, Any]:
    """Read such a file.

    Args:
        file: which.
        name: how it is named to people.

    Raises:
        FileNotFoundError: it is not there.
        ConfigFault: it cannot be read, or is no such file.
    """
    try:
        data = read_own(file, LARGEST)
    except FileNotFoundError:
        raise
    except TooLarge as error:
        raise ConfigFault(name, "", f"> {LARGEST // 1000} kB") from error
    except OSError as error:
        raise ConfigFault(name, "", unread=True) from error
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigFault(name, "", "UTF-8", line=data.count(b"\n", 0, error.start) + 1) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where.group(1)) if where else max(len(data.splitlines()), 1)
        raise ConfigFault(name, "", "TOML", line=line) from error


def misfit(name: str, message: str, shape: type) -> ConfigFault:
    """Name the key that does not fit, and what would: the valid key that was probably meant, or a right value.

    Args:
        name: the file, as it is named to people.
        message: what the library that judged it says.
        shape: of the whole file.
    """
    where = re.search(r"`\$\.?([^`]*)`", message)
    table = where.group(1) if where else ""
    unknown = re.search(r"unknown field `([^`]*)`", message)
    if not unknown:
        return ConfigFault(name, table, _right(shape, table), wants=True)
    valid = list(get_type_hints(_at(shape, table) or shape))
    from difflib import get_close_matches  # for a mistake alone

    nearest = get_close_matches(unknown.group(1), valid, n=1, cutoff=0.5)
    key = f"{table}.{unknown.group(1)}" if table else unknown.group(1)
    return ConfigFault(name, key, ", ".join(valid), nearest[0] if nearest else "")


def _at(shape: type, path: str) -> Any:
    """Give the type of a key; None where there is no such key."""
    found: Any = shape
    for key in filter(None, path.split(".")):
        found = get_type_hints(found, include_extras=True).get(key) if isinstance(found, type) else None
    return found


def _right(shape: type, path: str) -> str:
    """Write what may stand at a key, as it is written in such a file."""
    found, reach = _at(shape, path), ""
    if get_origin(found) is Annotated:
        found, limits = get_args(found)[:2]
        reach = f"{limits.ge} … {limits.le}"
    if get_origin(found) is Literal:
        return ", ".join(f'"{each}"' if isinstance(each, str) else str(each) for each in get_args(found))
    plain = {bool: "true, false", str: '"…"', int: reach or "1, 2, 3…"}
    return plain.get(found, f"[{path or '…'}]")
