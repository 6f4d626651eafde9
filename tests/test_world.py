"""What each room asks of the world through Python itself: a short list for each, and nothing else goes through."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "kiosk"
MODULES = [file.relative_to(HOUSE).as_posix() for file in sorted(HOUSE.rglob("*.py"))]
RECKONS = (
    "__future__ abc base64 calendar collections collections.abc contextlib csv dataclasses datetime difflib enum"
    " errno functools hashlib html ipaddress itertools json math re stat string struct textwrap types typing"
    " unicodedata urllib.parse weakref zlib"
)
"""Modules that only reckon: asked twice, they say the same. What `datetime` tells of now is looked at below."""
OPENS = frozenset({"__builtins__", "__import__", "breakpoint", "compile", "eval", "exec", "input", "open"})
"""Names that reach further without any import."""
BY_NAME = frozenset({"__import__", "exec_module", "import_module", "load_module"})
"""What loads a module by its name, where no wall sees it: no list can allow it."""
BEHIND = frozenset({"builtins", "os", "sys"})
"""What many modules that only reckon hold, too: `contextlib.os`."""
ROOMS: Mapping[str, str] = {
    "__main__": "",
    "commands": "argparse io open() os pathlib sys",
    "core": "",
    "crypto": "",
    "desk": "fcntl gc os pathlib shutil signal sys time",
    "flows": "threading",
    "glass": "argparse asyncio codecs gc getpass input() os secrets select shutil signal sys termios threading time"
    " tty",
    "guidance": "os pathlib tomllib",
    "hub": "argparse asyncio hmac logging multiprocessing.reduction os pathlib shutil signal socket sqlite3 ssl"
    " subprocess sys time",
    "linear": "codecs concurrent.futures os queue select shutil signal termios threading time tty",
    "machine": "ctypes os pathlib resource select shutil signal subprocess sys termios time tomllib tty uuid zoneinfo",
    "office": "argparse input() io pathlib signal sys tarfile",
    "office/console": "asyncio concurrent.futures",
    "printer": "fcntl importlib.util logging mmap os pathlib select shutil signal socket subprocess sys tempfile"
    " termios threading time",
    "screens": "asyncio concurrent.futures threading",
    "sheets": "http.client importlib.util os pathlib pwd socket time tomllib",
    "speech": "array io pathlib shutil subprocess sys threading wave",
    "store": "fcntl os pathlib",
    "uplink": "os pathlib socket ssl threading time",
    "wire": "pathlib",
    "words": "gettext io os pathlib tomllib",
}
"""All that each room may ask beyond reckoning: of the system, its files, a line, other threads, a person."""
MEASURES = frozenset({"monotonic", "perf_counter", "sleep"})
"""Of `time`: how long something takes. It tells nobody what day it is."""
CHANCE = frozenset({"getrandom", "token_bytes", "token_hex", "token_urlsafe", "urandom", "uuid1", "uuid4"})
CLOCK = "machine/clock.py"


def room_of(file: str) -> str:
    """Name the room of a file: the longest that has a list."""
    return max((room for room in ROOMS if file == f"{room}.py" or file.startswith(f"{room}/")), key=len)


def asked(source: str) -> set[str]:
    """Give what a file asks of Python beyond reckoning, however late it is imported."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in OPENS:
            found.add(f"{node.id}()")
        elif isinstance(node, ast.Attribute) and node.attr in BY_NAME | BEHIND:
            found.add(f"{node.attr}()")
    return {each for each in found if each.partition(".")[0] in sys.stdlib_module_names or "(" in each} - set(
        RECKONS.split()
    )


def telling(source: str) -> Iterator[str]:
    """Give where a file reads what time it is, or draws an id by itself."""
    times = {"time"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            times |= {each.asname for each in node.names if each.name == "time" and each.asname}
        elif isinstance(node, ast.ImportFrom):
            names = {each.name for each in node.names}
            yield from (names - MEASURES) if node.module == "time" else (names & CHANCE)
        elif isinstance(node, ast.Attribute):
            of = ast.unparse(node.value)
            now = of.split(".")[-1] in {"date", "datetime"} and node.attr in {"now", "utcnow", "today"}
            if now or (of in times and node.attr not in MEASURES) or node.attr in CHANCE:
                yield ast.unparse(node)


def test_a_room_asks_of_the_world_what_stands_in_its_list() -> None:
    """No room asks the system for more than its list says, and no list allows what nobody asks for."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in MODULES:
        found[room_of(file) if file != "__init__.py" else "core"] |= asked((HOUSE / file).read_text(encoding="utf-8"))
    assert {room: sorted(found[room]) for room in ROOMS} == {room: sorted(said.split()) for room, said in ROOMS.items()}


@pytest.mark.parametrize(
    ("file", "planted", "caught"),
    [
        *(
            (f"{room}/trespass.py", line, line.split()[1])
            for room in ("core", "crypto", "wire")
            for line in ("import http.client", "import ctypes", "import posix", "import dbm", "import importlib")
        ),
        *(
            (f"{room}/trespass.py", f"import {name}", name)
            for room in ("screens", "flows", "linear", "office/console")
            for name in ("sqlite3", "socket", "subprocess", "uuid")
        ),
        ("core/trespass.py", "from importlib import import_module", "importlib"),
        ("core/trespass.py", "from os import path", "os"),
        ("core/trespass.py", "def late() -> None:\n    import time", "time"),
        ("core/trespass.py", "TEXT = open('x').read()", "open()"),
        ("core/trespass.py", "read = open", "open()"),
        ("core/trespass.py", "__import__('os')", "__import__()"),
        ("core/trespass.py", "__builtins__['open']('x')", "__builtins__()"),
        ("core/trespass.py", "import contextlib\ncontextlib.os.listdir('/')", "os()"),
        ("core/trespass.py", "import codecs\ncodecs.open('x')", "codecs"),
        ("printer/trespass.py", "import importlib.util\nimportlib.import_module('httpx')", "import_module()"),
        (
            "sheets/trespass.py",
            "from importlib.util import find_spec\nfind_spec('x').loader.load_module('x')",
            "load_module()",
        ),
        ("screens/trespass.py", "import os", "os"),
        ("flows/trespass.py", "import os", "os"),
        ("store/trespass.py", "import secrets", "secrets"),
        ("store/trespass.py", "import time", "time"),
        ("words/trespass.py", "import urllib.request", "urllib.request"),
    ],
)
def test_a_planted_question_is_seen(file: str, planted: str, caught: str) -> None:
    """What no list allows is seen, at the top of a file or within a function, with an import or without."""
    assert asked(planted) - set(ROOMS[room_of(file)].split()) == {caught}


def test_one_file_tells_the_time_and_makes_ids() -> None:
    """No other file reads what time it is or draws an id; how long something takes any door may measure."""
    told = {file: list(telling((HOUSE / file).read_text(encoding="utf-8"))) for file in MODULES}
    assert [file for file, found in told.items() if found] == [CLOCK]


@pytest.mark.parametrize(
    "planted",
    [
        "import time\ntime.time_ns()",
        "import time as t\nt.localtime()",
        "from time import time",
        "from time import clock_gettime",
        "import os\nos.urandom(4)",
        "from os import getrandom",
        "import uuid\nuuid.uuid4()",
        "import secrets\nsecrets.token_hex(8)",
        "from secrets import token_bytes",
        "from uuid import uuid1",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\nread = datetime.utcnow",
        "from datetime import date\ndate.today()",
    ],
)
def test_a_planted_clock_is_seen(planted: str) -> None:
    """However the time is read or an id drawn, it is seen."""
    assert list(telling(planted))


def test_measuring_is_no_clock() -> None:
    """Waiting, and measuring how long something takes, is nobody's date."""
    assert not list(telling("import time\nuntil = time.monotonic()\ntime.sleep(1)\nfrom time import perf_counter"))
