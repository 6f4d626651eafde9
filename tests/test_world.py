"""What each room asks of the world through Python itself: a short list for each, and nothing else goes through."""

from __future__ import annotations

import ast
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.parsed import nodes_of

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "kiosk"
MODULES = [file.relative_to(HOUSE).as_posix() for file in sorted(HOUSE.rglob("*.py"))]
RECKONS = (
    "__future__ abc base64 bisect calendar collections collections.abc contextlib csv dataclasses datetime difflib enum"
    " errno functools hashlib html ipaddress itertools json math re shlex stat string struct textwrap types typing"
    " unicodedata urllib.parse weakref zlib"
)
"""Modules that only reckon: asked twice, they say the same. What `datetime` tells of now is looked at below."""
OPENS = frozenset({"__builtins__", "__import__", "breakpoint", "compile", "eval", "exec", "input", "open"})
"""Names that reach further without any import."""
BY_NAME = frozenset({"__import__", "exec_module", "import_module", "load_module"})
"""What loads a module by its name, where no wall sees it: no list can allow it."""
BEHIND = frozenset({"builtins", "os", "sys"})
"""What many modules that only reckon hold, too: `contextlib.os`."""
UNDER = frozenset({"__builtins__", "__code__", "__globals__", "__loader__", "__spec__", "__subclasses__", "get_data"})
"""Ways below Python's own surface, to all that is loaded and to any file: no list can allow them."""
LOOPS = frozenset(
    {
        *("create_subprocess_exec", "create_subprocess_shell", "subprocess_exec", "subprocess_shell"),
        *("open_connection", "open_unix_connection", "start_server", "start_unix_server", "ProcessPoolExecutor"),
    }
)
"""What a loop or a pool can begin beside threads: a process, or a line."""
ROOMS: Mapping[str, str] = {
    "__main__": "gc",
    "commands": "argparse gc io open() os pathlib sys",
    "core": "",
    "crypto": "",
    "desk": "fcntl gc os pathlib shutil signal sys time tomllib",
    "flows": "threading",
    "glass": "argparse asyncio codecs gc getpass importlib input() os secrets select shutil signal sys termios"
    " threading time tty",
    "guidance": "os pathlib tomllib",
    "hub": "argparse asyncio hmac logging multiprocessing.reduction os pathlib shutil signal socket sqlite3 ssl"
    " subprocess sys time",
    "linear": "concurrent.futures queue threading",
    "machine": "ctypes os pathlib resource select shutil signal subprocess sys termios time tomllib tty uuid zoneinfo",
    "office": "argparse input() io os pathlib signal sys tarfile time",
    "office/console": "asyncio concurrent.futures",
    "office/lines": "concurrent.futures",
    "plain": "codecs os select shutil signal termios threading time tty",
    "printer": "fcntl importlib.util logging mmap os pathlib select shutil signal socket subprocess sys tempfile"
    " termios threading time",
    "screens": "asyncio concurrent.futures threading",
    "sheets": "http.client importlib.util os pathlib pwd socket ssl subprocess time tomllib",
    "speech": "array io pathlib shutil subprocess sys threading wave",
    "store": "fcntl io lzma os pathlib shutil tarfile",
    "uplink": "os pathlib socket ssl threading time",
    "wire": "pathlib",
    "words": "gettext io os pathlib tomllib",
}
"""All that each room may ask beyond reckoning: of the system, its files, a line, other threads, a person."""
MEASURES = frozenset({"monotonic", "perf_counter", "sleep"})
"""Of `time`: how long something takes. It tells nobody what day it is."""
TIMES = frozenset(name for name in vars(time) if name[0] != "_") - MEASURES
CHANCE = frozenset({"getrandom", "token_bytes", "token_hex", "token_urlsafe", "urandom", "uuid1", "uuid4"})
COMPARES = frozenset({"compare_digest"})
"""Of `secrets`: what draws nothing."""
SQL_TELLS = frozenset({"clock_timestamp", "current_date", "current_time", "current_timestamp", "gen_random_uuid"})
SQL_TELLS |= {"julianday", "localtimestamp", "randomblob", "statement_timestamp", "sysdate", "unixepoch"}
TELLS = re.compile(
    rf"(?i)/proc/(?:sys/kernel/random|uptime|stat\b|driver/rtc)\S*|/dev/(?:rtc|u?random)\S*|\b(?:{'|'.join(SQL_TELLS)})\b"
    r"|\b(?:date|datetime|random|strftime|time|now)\s*\(\s*(?:\)|'[^']*'\s*(?:\)|,\s*'now'))"
)
"""What tells the time or draws an id by a word to the system, or to a database."""
CLOCK = "machine/clock.py"
DRAWS = {"glass/terminal.py": ["randbelow"]}
"""Who draws lots: which group of a paper is typed back is a question, no id."""
READS = frozenset({"now", "today", "utcnow"})
GIVEN = frozenset(
    {
        *("args", "asked", "bureau", "clock", "found", "house", "kiosk", "office", "self", "teller", "times"),
        *("self._house", "self._stage", "self._teller", "self.kiosk"),
    }
)
"""What holds a clock, or the moment, that it was given."""
FILE_TIMES = {
    "guidance/raw.py": "whether a shared file is the one that was read",
    "guidance/shelf.py": "whether a procedure is the one that was indexed",
    "store/versions.py": "on which day the program of this machine was changed",
    "uplink/answers.py": "which of several files is the newest",
    "words/po.py": "whether a catalogue was compiled after it was written",
}
"""Files that compare when files were written, each with its reason: to anyone else that would be a clock."""
STAMPS = frozenset(f"st_{kind}time{unit}" for kind in ("a", "birth", "c", "m") for unit in ("", "_ns"))
STAMPS |= {"getatime", "getctime", "getmtime"}
SPEAKS = frozenset({"commands", "glass", "hub", "office"})
"""Rooms with a command line: no other writes to whoever started the program."""
TOLD_OF = frozenset({"encoding", "isatty"})
"""What may be asked of the standard output without writing on it."""


def room_of(file: str) -> str:
    """Name the room of a file: the longest that has a list."""
    return max((room for room in ROOMS if file == f"{room}.py" or file.startswith(f"{room}/")), key=len)


def asked(source: str) -> set[str]:
    """Give what a file asks of Python beyond reckoning, however late it is imported."""
    found = set()
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{each.name}()" for each in node.names if each.name in LOOPS)}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in OPENS | UNDER:
            found.add(f"{node.id}()")
        elif isinstance(node, ast.Attribute) and node.attr in BY_NAME | BEHIND | UNDER | LOOPS:
            found.add(f"{node.attr}()")
    return {each for each in found if each.partition(".")[0] in sys.stdlib_module_names or "(" in each} - set(
        RECKONS.split()
    )


def handed(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Give where what can tell the time is handed on under another name: assigned, given to a call, or inherited."""
    named = {"datetime"} | {
        each.asname or each.name
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for each in node.names
        if each.name in {"datetime", "time"} or (getattr(node, "module", "") == "datetime" and each.name == "date")
    }
    for node in nodes:
        values: list[ast.expr | None] = []
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.NamedExpr():
                values = [node.value]
            case ast.Call() if ast.unparse(node.func) not in {"isinstance", "issubclass"}:
                # What msgspec builds in is a name of a type: it asks it nothing.
                kept = (each.value for each in node.keywords if each.arg != "builtin_types")
                values = [*node.args, *kept]
            case ast.arguments():
                values = [*node.defaults, *node.kw_defaults]
            case ast.ClassDef():
                values = [*node.bases]
            case ast.ImportFrom(module="datetime" | "time") | ast.Import():
                yield from {each.asname for each in node.names if each.asname in GIVEN}
        for value in values:
            inner = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
            for each in inner:
                if isinstance(each, ast.Name | ast.Attribute) and ast.unparse(each).split(".")[0] in named:
                    last = ast.unparse(each).split(".")
                    yield from [ast.unparse(each)] if len(last) == 1 or last[-1] in {"date", "datetime"} else ()


def telling(source: str) -> Iterator[str]:
    """Give where a file reads what time it is, or draws an id by itself."""
    times, draws = {"time"}, set[str]()
    nodes = nodes_of(source)
    yield from handed(nodes)
    for node in nodes:
        if isinstance(node, ast.Import):
            times |= {each.asname for each in node.names if each.name == "time" and each.asname}
            draws |= {each.asname or each.name for each in node.names if each.name == "secrets"}
        elif isinstance(node, ast.ImportFrom):
            names = {each.name for each in node.names}
            yield from (names - MEASURES) if node.module == "time" else (names & CHANCE)
            yield from names & {"times", "stat"} if node.module == "os" else ()
            yield from (names - COMPARES) if node.module == "secrets" else ()
        elif isinstance(node, ast.Attribute):
            of = ast.unparse(node.value)
            # A date, bound to whatever name, or one that is at hand, can tell what day it is: only clocks that were
            # given are asked.
            now = node.attr in READS and (of not in GIVEN)
            system = node.attr == "times" and of.split(".")[-1] == "os"
            last = of.split(".")[-1]
            reads = last in times and node.attr not in MEASURES
            draw = node.attr in CHANCE or (of in draws and node.attr not in COMPARES)
            if now or system or reads or draw or (node.attr in SQL_TELLS):
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from TELLS.findall(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"getattr", "attrgetter"}:
            named = {
                each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
            yield from named & (READS | CHANCE | TIMES)
            yield from [ast.unparse(node)] if ast.unparse(node.args[0]).split(".")[-1] in times | draws else ()


def stamps(source: str) -> set[str]:
    """Give what a file asks of when files were written."""
    nodes = nodes_of(source)
    named = {each.name for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names}
    typed = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return ({node.attr for node in nodes if isinstance(node, ast.Attribute)} | named | typed) & STAMPS


def writing(source: str) -> Iterator[str]:
    """Give where a file writes to whoever started the program, or could."""
    nodes = nodes_of(source)
    asks = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr in TOLD_OF}
    for node in nodes:
        if isinstance(node, ast.Attribute) and id(node) not in asks:
            of = ast.unparse(node.value)
            if (of == "sys" and node.attr.strip("_") in {"stdout", "stderr", "displayhook"}) or node.attr == "__dict__":
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            yield from {each.name for each in node.names if each.name.strip("_") in {"stdout", "stderr"}}
        elif isinstance(node, ast.Name) and node.id == "print" and isinstance(node.ctx, ast.Load):
            yield "print"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.write", "os.fdopen", "os.writev"}:
            yield from (ast.unparse(node) for each in node.args[:1] if isinstance(each, ast.Constant))


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
        ("core/trespass.py", "__loader__.get_data('/etc/hostname')", "__loader__() get_data()"),
        ("core/trespass.py", "().__class__.__base__.__subclasses__()", "__subclasses__()"),
        ("flows/trespass.py", "(lambda: 0).__globals__['x']", "__globals__()"),
        ("screens/trespass.py", "import asyncio\nasyncio.create_subprocess_exec('sh')", "create_subprocess_exec()"),
        ("screens/trespass.py", "import asyncio\nasyncio.open_connection('x', 1)", "open_connection()"),
        (
            "linear/trespass.py",
            "from concurrent.futures import ProcessPoolExecutor",
            "ProcessPoolExecutor()",
        ),
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
    assert asked(planted) - set(ROOMS[room_of(file)].split()) == set(caught.split())


def test_one_file_tells_the_time_and_makes_ids() -> None:
    """No other file reads what time it is or draws an id; how long something takes any door may measure."""
    told = {file: list(telling((HOUSE / file).read_text(encoding="utf-8"))) for file in MODULES}
    assert {file: found for file, found in told.items() if found and file != CLOCK} == DRAWS
    assert told[CLOCK]


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
        "from datetime import datetime as d\nd.now()",
        "from datetime import date\nday = date\nday.today()",
        "from datetime import datetime\n\ndef late(moment: datetime) -> object:\n    return moment.now()",
        "def late(record):\n    return record.at.now()",
        "def late(moment):\n    return type(moment).utcnow()",
        "def late(self):\n    return self.until.now()",
        "import datetime as dt\nself.when = dt.datetime.now(dt.UTC)",
        "from datetime import datetime\ngetattr(datetime, 'now')()",
        "from datetime import datetime\nfrom operator import attrgetter\nattrgetter('now')(datetime)()",
        "import threading\nthreading.time.time()",
        "import os\nos.times()",
        "from os import times",
        "import time\ngetattr(time, 'time')()",
        "import time\nhow = 'ti' + 'me'\ngetattr(time, how)()",
        "import time\nfrom operator import attrgetter\nattrgetter('time_ns')(time)()",
        "import secrets\nsecrets.randbits(8)",
        "import secrets as s\ns.choice('ab')",
        "from secrets import randbelow",
        "from datetime import UTC, datetime\nclock = datetime\nclock.now(UTC)",
        "import datetime\nself.kiosk = datetime.datetime\nself.kiosk.now()",
        "import time\nclock = time\nclock.time()",
        "from datetime import datetime as clock\nclock.now()",
        "from datetime import datetime\n\ndef late(clock=datetime):\n    return clock.now()",
        "from datetime import date\nlate(date)",
        "from datetime import datetime\n\nclass Own(datetime): ...",
        "Path('/proc/sys/kernel/random/uuid').read_text()",
        "open(f'{root}/proc/sys/kernel/random/boot_id')",
        "open('/dev/urandom', 'rb').read(16)",
        "ledger.run('UPDATE acts SET seen = CURRENT_TIMESTAMP')",
        "ledger.run(\"SELECT strftime('%s', 'now')\")",
        "ledger.run(\"SELECT datetime('now')\")",
        "sa.text('now()')",
        "sa.func.current_timestamp()",
        "ledger.run('SELECT gen_random_uuid()')",
    ],
)
def test_a_planted_clock_is_seen(planted: str) -> None:
    """However the time is read or an id drawn, it is seen."""
    assert list(telling(planted))


def test_a_clock_that_was_given_is_asked() -> None:
    """Who holds a clock asks it: that reads no other."""
    assert not list(telling("self.now()\nhouse.now()\nself.kiosk.today()\nteller.today()"))


def test_few_files_look_when_files_were_written() -> None:
    """The time of a file is compared in a few places alone, each with its reason: a new file would tell the time."""
    found = {file for file in MODULES if stamps((HOUSE / file).read_text(encoding="utf-8"))}
    assert found == set(FILE_TIMES)


@pytest.mark.parametrize(
    "planted",
    [
        "from pathlib import Path\nPath('x').stat().st_mtime",
        "import os\nos.stat('/proc').st_ctime_ns",
        "def late(entry):\n    return entry.stat().st_atime",
        "import os\nos.path.getmtime('x')",
        "from os.path import getctime",
        "import os\ngetattr(os.stat('x'), 'st_mtime')",
    ],
)
def test_a_planted_file_time_is_seen(planted: str) -> None:
    """However a file is asked, its time is seen."""
    assert stamps(planted)


def test_only_a_command_line_speaks() -> None:
    """No rule, no door, no deed of a desk writes to whoever started the program: it gives back what is to be said."""
    spoken = {file: list(writing((HOUSE / file).read_text(encoding="utf-8"))) for file in MODULES}
    assert {file for file, found in spoken.items() if found and file.split("/")[0] not in SPEAKS} == set()


@pytest.mark.parametrize(
    "planted",
    [
        "print('x')",
        "say = print",
        "import sys\nsys.stdout.write('x')",
        "import sys\nout = sys.stderr",
        "import sys\nsys.__stdout__.write('x')",
        "from sys import stdout",
        "import os\nos.write(1, b'x')",
        "import os\nos.fdopen(2, 'w')",
    ],
)
def test_a_planted_word_is_seen(planted: str) -> None:
    """However something is written to the terminal, it is seen; to ask whether it is one is not writing."""
    assert list(writing(planted))
    assert not list(writing("import sys\nsys.stdout.isatty()\nsys.stdout.encoding"))


def test_measuring_is_no_clock() -> None:
    """Waiting, and measuring how long something takes, is nobody's date."""
    assert not list(telling("import time\nuntil = time.monotonic()\ntime.sleep(1)\nfrom time import perf_counter"))
