"""Settings: every one has a default, and a wrong one is refused by key, with the nearest valid one."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.commands.line import main
from kiosk.core.errors import ConfigFault
from kiosk.desk.settings import PrinterSettings, Settings, load_settings
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.printer.escpos import EPSON_PAGES
from kiosk.words.catalogues import Catalogues


def loaded(folder: Path, text: str) -> Settings:
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def refused(folder: Path, text: str) -> ConfigFault:
    with pytest.raises(ConfigFault) as caught:
        loaded(folder, text)
    assert caught.value.file == "kiosk.toml"
    return caught.value


def test_no_file_and_an_empty_file_are_good(tmp_path: Path) -> None:
    """Without settings, or with empty ones, everything has its default."""
    assert load_settings(None) == load_settings(tmp_path / "none.toml") == loaded(tmp_path, "") == Settings()
    assert Settings().desk.news_after_days == 15


def test_what_is_set_is_taken_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    """One key in one table changes that key alone."""
    got = loaded(tmp_path, '[desk]\nstructure = "Les Tilleuls [b] é"\n[printer]\nwidth = 58\n')
    assert got.desk.structure == "Les Tilleuls [b] é"
    assert got.printer.width == 58
    assert msgspec.structs.replace(got.desk, structure="") == Settings().desk
    assert got.screen == Settings().screen


def test_settings_are_frozen(tmp_path: Path) -> None:
    """Nobody changes settings once they are read."""
    with pytest.raises(AttributeError):
        loaded(tmp_path, "").desk.structure = "x"  # type: ignore[misc]  # frozen: that is what is tested


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ('[desk]\nstrukture = "x"', "desk.strukture", "structure"),
        ("[desk]\nnews_after_day = 3", "desk.news_after_day", "news_after_days"),
        ('[screen]\n"Thème" = "dark"', "screen.Thème", "theme"),
        ("[dekst]\n", "dekst", "desk"),
        ('[procedure]\nfolder = "x"', "procedure", "procedures"),
        ("[printer]\nxyzzy = 1", "printer.xyzzy", ""),
        ("colour = 1", "colour", ""),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path, text: str, key: str, nearest: str) -> None:
    """A misspelt key is named with its table, and the key that was probably meant."""
    fault = refused(tmp_path, text)
    assert (fault.key, fault.nearest) == (key, nearest)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[desk]\nnews_after_days = "soon"', "desk.news_after_days"),
        ("[desk]\nnews_after_days = 0", "desk.news_after_days"),
        ("[desk]\nnews_after_days = -15", "desk.news_after_days"),
        ("[desk]\nnews_after_days = 99999999999999999999999", "desk.news_after_days"),
        ("[desk]\nnews_after_days = 2.5", "desk.news_after_days"),
        ("[desk]\nstructure = 7", "desk.structure"),
        ('[screen]\ntheme = "pink"', "screen.theme"),
        ("[printer]\nwidth = 60", "printer.width"),
        ("desk = 3", "desk"),
        ("[[printer]]\n", "printer"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    """A value of the wrong type or out of reach is refused with its table and key."""
    fault = refused(tmp_path, text)
    assert fault.key == key
    assert fault.detail
    assert not fault.nearest


@pytest.mark.parametrize(
    ("text", "key", "missing"),
    [
        ('kind = "network"', "printer.host", True),
        ('kind = "network"\nhost = " "', "printer.host", True),
        ('kind = "serial"\nspeed = 19200', "printer.device", True),
        ('kind = "usb"', "printer.vendor", True),
        ('kind = "file"', "printer.file", True),
        ('host = "192.0.2.1"', "printer.host", False),
        ('kind = "usb"\nvendor = 1208\ndevice = "/dev/usb/lp0"', "printer.device", False),
        ('kind = "network"\nhost = "a"\nspeed = 19200', "printer.speed", False),
        ('kind = "file"\nfile = "a"\nserial = "J5X"', "printer.serial", False),
        ('kind = "serial"\ndevice = "/dev/ttyS0"\nport = 9101', "printer.port", False),
        ('mode = "text"\ncodepage = "cp857"', "printer.codepage", False),
        ('codepage = "utf-8"', "printer.codepage", False),
    ],
)
def test_a_printer_that_nothing_leads_to_is_refused(tmp_path: Path, text: str, key: str, missing: bool) -> None:
    """A kind without what leads to the printer, a key of another kind, an unknown code page: each refused by name."""
    fault = refused(tmp_path, f"[printer]\n{text}")
    assert (fault.key, fault.missing) == (key, missing)
    assert fault.detail


@pytest.mark.parametrize(
    "text",
    [
        'kind = "screen"',
        'kind = "network"\nhost = "192.0.2.1"',
        'kind = "serial"\nserial = "A50285BI"\nspeed = 115200\nflow = "none"',
        'kind = "usb"\nproduct = 0x0e15',
        'kind = "file"\nfile = "/dev/usb/lp0"\nmode = "text"\ncodepage = "cp850"\npage = 2',
    ],
)
def test_a_printer_that_something_leads_to_is_taken(tmp_path: Path, text: str) -> None:
    """One thing that leads to the printer is enough."""
    assert loaded(tmp_path, f"[printer]\n{text}").printer.kind in text


def test_the_code_pages_of_the_settings_are_those_of_printers() -> None:
    """Whatever code page the settings take, text can be printed in, and the other way round."""
    hint = get_type_hints(PrinterSettings)["codepage"]
    assert set(get_args(hint)) == set(EPSON_PAGES)


@pytest.mark.parametrize(
    "content",
    [
        b"[desk",
        b"a = 1\na = 2",
        'title = "Fermé"'.encode("latin-1"),
        bytes(10),
        b"x = " + b"[" * 50_000,
        b"#" * 100_001,
    ],
    ids=["broken", "twice", "latin", "nul", "deep", "huge"],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Broken TOML, not UTF-8, endless or huge: refused by file, with a reason."""
    file = tmp_path / "kiosk.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigFault) as caught:
        load_settings(file)
    assert (caught.value.file, caught.value.key) == ("kiosk.toml", "")
    assert caught.value.detail


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[desk]\nmandates = 'oui'", ": true, false."),
        ("[desk]\nnews_after_days = 0", ": 1 … 365."),
        ("[desk]\nphone = 7", ': "…".'),
        ('[screen]\nlanguage = "abc"', ': "fr", "en".'),
        ("[printer]\nwidth = 60", ": 58, 80."),
        ("desk = 3", ": [desk]."),
        ("a = 1\nb = = 2", " 2 "),
        ("[screen", " 1 "),
    ],
)
def test_what_would_be_right_is_said_in_signs_and_in_one_language(
    tmp_path: Path, text: str, right: str, language: str
) -> None:
    """A refusal says which values may stand there, or which line is broken: never in the words of a library."""
    said = Terminal(Catalogues(), language).explain(refused(tmp_path, text))
    assert right in said.replace("\u00a0", " ")
    assert not re.search(r"Expected|Invalid|bool\b|object|`|at line|end of", said)
    assert ("Settings" in said, "Réglages" in said) == (language == "en", language == "fr")


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder where the file should be is refused, not ignored, in a sentence that is not the system's own."""
    with pytest.raises(ConfigFault) as caught:
        load_settings(tmp_path)
    assert caught.value.unread
    (tmp_path / "kiosk.toml").mkdir()
    main(["doctor", "--data", str(tmp_path)])
    assert main(["printer", "detect", "--data", str(tmp_path)]) == Exit.FAULT
    out, err = capsys.readouterr()
    for said in (out, err):
        assert "ce fichier ne s’ouvre pas" in said
        assert "directory" not in said


def test_a_refusal_echoes_no_more_than_it_must(tmp_path: Path) -> None:
    """A refusal names the file without its folder, quotes little, and commands no terminal."""
    fault = refused(tmp_path, '[desk]\nphone = "06 12 34 56 78"\nhours = 7\n')
    assert "06 12" not in str(fault)
    assert str(tmp_path) not in str(fault)
    long = refused(tmp_path, f'[screen]\ntheme = "{"x" * 5000}"')
    assert len(str(long)) < 400
    evil = refused(tmp_path, '[desk]\n"\\u001b[2J" = 1')
    assert "\x1b" not in str(evil) + evil.key


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=60) | st.text("[]desk.=\"'\n x1#{},", max_size=40).map(str.encode))
def test_any_bytes_are_settings_or_a_fault(tmp_path: Path, content: bytes) -> None:
    """Whatever the file holds, it is read or refused by type, never a crash."""
    file = tmp_path / "kiosk.toml"
    file.write_bytes(content)
    with suppress(ConfigFault):
        assert isinstance(load_settings(file), Settings)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('proxy = "proxy:3128"', "hub.proxy"),
        ('proxy = "socks5://proxy:1"', "hub.proxy"),
        ('proxy = "http://proxy:99999"', "hub.proxy"),
        ('proxy = "http://proxy/x"', "hub.proxy"),
        ('proxy = "http://[::1"', "hub.proxy"),
        ('ca = "a\\u0000b"', "hub.ca"),
    ],
)
def test_a_proxy_that_is_none_is_refused_by_name(tmp_path: Path, line: str, key: str) -> None:
    """What no line could be made with is refused when settings are read, not while people work."""
    assert refused(tmp_path, f"[hub]\n{line}").key == key


def test_a_proxy_is_taken(tmp_path: Path) -> None:
    """A proxy with its scheme, host and port is taken as it is written."""
    for proxy in ("http://proxy:3128", "http://user:word@10.0.0.1:3128/", "https://proxy.example"):
        assert loaded(tmp_path, f'[hub]\nproxy = "{proxy}"').hub.proxy == proxy
