"""`kiosk printer detect` and `kiosk printer test`, and what `kiosk doctor` says of paper."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import zxingcpp

from kiosk.commands.doctor import word_remark
from kiosk.commands.line import main
from kiosk.commands.paper import typed_address
from kiosk.core.paper import Cause, PrintOutcome, PrintReport, Script
from kiosk.desk import doctor
from kiosk.desk import printers as desk_printers
from kiosk.desk.doctor import Remark
from kiosk.desk.settings import PrinterSettings, load_settings
from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import BUILT, read_clock
from kiosk.machine.exits import Exit
from kiosk.printer import detect as finder
from kiosk.printer.target import Connection, Target
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.mark import Sentence
from kiosk.words.ui import Ui
from tests.printer.decoder import decode
from tests.printer.fake_printer import PAPER_OUT, FakePrinter, Mood
from tests.printer.plugged import plug

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


@pytest.fixture
def switch_on() -> Iterator[object]:
    made: list[FakePrinter] = []

    def start(mood: Mood) -> tuple[FakePrinter, int]:
        made.append(FakePrinter(mood))
        return made[-1], made[-1].tcp()

    yield start
    for printer in made:
        printer.end()


def said(code: object, **values: object) -> str:
    return Catalogues().say(code, "fr", **values)  # type: ignore[arg-type]  # any enum with words


def test_from_an_address_to_a_slip(switch_on, tmp_path: Path, capsys: Output) -> None:  # type: ignore[no-untyped-def]
    """The table that `detect` gives for an address, put into the settings, prints a slip with all that it promises."""
    printer, port = switch_on(Mood())
    assert main(["printer", "detect", f"127.0.0.1:{port}", "--data", str(tmp_path)]) == Exit.OK
    shown = capsys.readouterr().out
    table = shown[shown.index("[printer]") :].partition("\n\n")[0].strip()
    (tmp_path / "kiosk.toml").write_text(table + "\n", encoding="utf-8")
    settings = load_settings(tmp_path / "kiosk.toml").printer
    assert (settings.kind, settings.host, settings.port, settings.answers) == ("network", "127.0.0.1", port, True)
    assert str(tmp_path / "kiosk.toml") in shown
    assert not printer.taken
    assert main(["printer", "test", "--data", str(tmp_path)]) == Exit.OK
    assert said(PrintOutcome.PRINTED) in capsys.readouterr().out
    paper = decode(bytes(printer.taken))
    assert len(zxingcpp.read_barcodes(paper.picture())) == 1
    assert all(paper.rows[0])  # the ruler reaches both edges
    start = next(n for n, row in enumerate(paper.rows) if n > 2 and any(row))
    ends = list(paper.rows[start : start + 10])
    assert any(row[0] & 0x80 for row in ends)
    assert any(row[-1] & 0x01 for row in ends)
    assert not any(any(row[6:-6]) for row in ends)  # |< and >| stand apart, one at each edge
    assert paper.cuts == 0


def test_the_slip_in_text_with_a_cut(switch_on, tmp_path: Path, capsys: Output) -> None:  # type: ignore[no-untyped-def]
    """In text mode the slip has accents of the page, a ruler of one line, a code drawn by the printer, and the cut."""
    printer, port = switch_on(Mood())
    (tmp_path / "kiosk.toml").write_text(
        f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {port}\nmode = "text"\ncutter = true\n'
    )
    assert main(["printer", "test", "--data", str(tmp_path)]) == Exit.OK
    paper = decode(bytes(printer.taken))
    assert any(line.startswith("1234567890"[:9]) and len(line) == 48 for line in paper.lines)
    assert any("àâäæç" in line for line in paper.lines)
    assert (len(paper.qr), paper.cuts) == (1, 1)


L, A, C = Cli.PRINTER_LETTERS, Cli.PRINTER_ACCENTS, Cli.PRINTER_CODE
GOOD, BAD = Cli.PRINTER_ACCENTS_GOOD, Cli.PRINTER_ACCENTS_BAD
USE, STAY, DRAW = Cli.PRINTER_USE_LETTERS, Cli.PRINTER_STAY_DRAWN, Cli.PRINTER_DRAW_CODE


@pytest.mark.parametrize(
    ("mode", "talk", "told", "prints"),
    [
        ("text", {A: "oui", C: "oui"}, [GOOD], 1),
        ("text", {A: "oui", C: "non"}, [GOOD, DRAW], 1),
        ("text", {A: "non"}, [BAD], 1),
        ("raster", {L: "non"}, [], 1),
        ("raster", {L: ""}, [], 1),
        ("raster", {L: "oui", A: "non"}, [STAY], 2),
        ("raster", {L: "oui", A: "oui", C: "oui"}, [USE], 2),
        ("raster", {L: "oui", A: "oui", C: "non"}, [USE, DRAW], 2),
    ],
)
def test_the_worker_is_asked_what_no_printer_says(  # type: ignore[no-untyped-def]
    switch_on,
    mode: str,
    talk: dict[Sentence, str],
    told: list[Sentence],
    prints: int,
    tmp_path: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A printer says that it printed, not which letters: who looks decides whether they are used, and its own codes."""
    printer, port = switch_on(Mood())
    lines = f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {port}\nmode = "{mode}"\n'
    (tmp_path / "kiosk.toml").write_text(lines)
    shown, questions = "", iter(talk)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def answer() -> str:
        nonlocal shown
        shown += capsys.readouterr().out
        question = next(questions)
        assert shown.endswith(said(question))
        return talk[question]

    monkeypatch.setattr("builtins.input", answer)
    assert main(["printer", "test", "--data", str(tmp_path)]) == Exit.OK
    shown += capsys.readouterr().out
    assert list(questions) == []
    file = tmp_path / "kiosk.toml"
    assert [each for each in (GOOD, BAD, USE, STAY, DRAW) if said(each, file=file) in shown] == told
    assert bytes(printer.taken).count(b"\x1b@") == prints


def test_a_mute_printer_at_an_address(switch_on, tmp_path: Path, capsys: Output) -> None:  # type: ignore[no-untyped-def]
    """A printer that says nothing is listed, with what that means, and is not promised to answer."""
    _, port = switch_on(Mood({}))
    assert main(["printer", "detect", f"127.0.0.1:{port}", "--data", str(tmp_path)]) == Exit.OK
    shown = capsys.readouterr().out
    assert said(Cli.PRINTER_MUTE) in shown
    assert "answers" not in shown


def test_a_printer_without_paper_at_an_address(switch_on, tmp_path: Path, capsys: Output) -> None:  # type: ignore[no-untyped-def]
    """What a printer says of itself is told where it is chosen, and where it is tried, which then fails."""
    _, port = switch_on(Mood(PAPER_OUT))
    assert main(["printer", "detect", f"127.0.0.1:{port}", "--data", str(tmp_path)]) == Exit.OK
    shown = capsys.readouterr().out
    assert said(Cause.PAPER_OUT) in shown
    (tmp_path / "kiosk.toml").write_text(shown[shown.index("[printer]") :].partition("\n\n")[0])
    assert main(["printer", "test", "--data", str(tmp_path)]) == Exit.FAULT
    shown = capsys.readouterr().out
    assert said(PrintOutcome.NOT_PRINTED) in shown
    assert said(Cause.PAPER_OUT) in shown


def test_nothing_at_an_address(tmp_path: Path, capsys: Output) -> None:
    """Where nothing takes the connection, that is said, and no table is given."""
    assert main(["printer", "detect", "127.0.0.1:1", "--data", str(tmp_path)]) == Exit.FAULT
    shown = capsys.readouterr().out
    assert shown.strip() == said(Cli.PRINTER_NOT_THERE, address="127.0.0.1:1")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("192.0.2.10", ("192.0.2.10", 9100)),
        ("Imprimante.local:9101", ("imprimante.local", 9101)),
        ("2001:db8::7", ("2001:db8::7", 9100)),
        ("[2001:db8::7]:515", ("2001:db8::7", 515)),
    ],
)
def test_addresses(typed: str, wanted: tuple[str, int]) -> None:
    """A name, an address of either kind, with or without a port."""
    assert typed_address(typed) == wanted


@pytest.mark.parametrize("typed", ["", ":9100", "a:b", "a:99999", "a:0", "a/b", "me@a", "http://a", "[::1"])
def test_what_is_no_address(typed: str, capsys: Output) -> None:
    """Anything else is refused as a wrong command line."""
    with pytest.raises(SystemExit) as ended:
        main(["printer", "detect", typed])
    assert ended.value.code == Exit.USAGE


# ---- what is plugged in


def test_what_is_plugged_in_is_found_again(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each table of the list is valid, whatever a device calls itself, and leads back to that device."""
    hostile = 'POS  "80\\" ]\x1b[2J é\u202e'
    plug(tmp_path, "1-2", "07", "lp0", idVendor="04b8", idProduct="0e15", manufacturer="EPSON  Inc", product=hostile)
    plug(tmp_path, "1-3", "07", idVendor="0416", idProduct="5011", serial="A  B")
    real = finder.detect
    monkeypatch.setattr(finder, "detect", lambda: real(tmp_path))
    assert main(["printer", "detect", "--data", str(tmp_path)]) == Exit.OK
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert said(Cli.PRINTER_NOT_ALLOWED) in shown  # the second has no node here
    tables = ["[printer]" + part.partition("\n\n")[0] for part in shown.split("[printer]")[1:]]
    found = finder.usb_devices(tmp_path)
    assert len(tables) == len(found) == 2
    for table, device in zip(tables, found, strict=True):
        (tmp_path / "kiosk.toml").write_text(table, encoding="utf-8")
        chosen = load_settings(tmp_path / "kiosk.toml").printer
        given = {name: getattr(chosen, name) for name in ("vendor", "product", "maker", "model", "serial")}
        assert finder.find_usb(Target(Connection.USB, **given, system=str(tmp_path))) == device


def test_nothing_is_plugged_in(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a printer the command says what to do, and that it found none."""
    monkeypatch.setattr(finder, "detect", list)
    assert main(["printer", "detect", "--data", str(tmp_path)]) == Exit.FAULT
    assert capsys.readouterr().out.strip() == said(Cli.PRINTER_NONE_FOUND, file=tmp_path / "kiosk.toml")


@pytest.mark.parametrize(
    "target",
    [
        Target(Connection.USB, vendor=0x04B8, product=0x0E15, serial='J"5\\X'),
        Target(Connection.SERIAL, path="/dev/ttyUSB0", serial="A50285BI"),
        Target(Connection.FILE, path="/dev/usb/lp0"),
        Target(Connection.NETWORK, host="2001:db8::7", port=9101, answers=True),
    ],
    ids=lambda target: str(target.kind),
)
def test_a_table_says_what_it_means(target: Target) -> None:
    """The table of a target is TOML that the settings take, and says all of it and nothing else."""
    given = tomllib.loads(desk_printers._table(target))["printer"]
    printer = msgspec.convert(given, PrinterSettings)
    assert printer.kind == target.kind
    wanted = {"vendor": target.vendor, "product": target.product, "serial": target.serial, "host": target.host}
    wanted |= {"file" if target.kind is Connection.FILE else "device": target.path, "answers": target.answers}
    wanted |= {"port": target.port} if target.host else {}
    assert {name: value for name, value in given.items() if name != "kind"} == {k: v for k, v in wanted.items() if v}


# ---- letters that are not there


def test_the_slip_names_what_it_leaves_out(
    switch_on: Callable[[Mood], tuple[FakePrinter, int]],
    tmp_path: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A language that this machine cannot print is named with its package before the slip is printed without it."""
    _, port = switch_on(Mood())
    monkeypatch.setattr(doctor, "scripts", lambda _words: {"fr": "", "zh": "pylopdf-fonts-zh-cn"})
    (tmp_path / "kiosk.toml").write_text(f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {port}\n')
    assert main(["printer", "test", "--data", str(tmp_path)]) == Exit.OK
    assert said(Cli.DOCTOR_NO_FONT, names="chinois simplifié", package="pylopdf-fonts-zh-cn") in capsys.readouterr().out


@pytest.mark.parametrize("script", [*(each.value for each in Script), "cuneiform"])
def test_missing_letters_are_named(script: str) -> None:
    """The sentence of missing letters has the script's name and the package, and no placeholder is left."""
    report = PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, script, "fonts-some")
    for language in ("fr", "en"):
        first, second = Catalogues().report(report, language)
        assert first == Catalogues().say(PrintOutcome.NOT_PRINTED, language)
        assert "fonts-some" in second
        assert Catalogues().say(Script(script), language) in second
        assert "{" not in second
    nothing = Catalogues().report(PrintReport(PrintOutcome.NOT_PRINTED, Cause.MISSING_GLYPH, script), "fr")
    assert nothing[1] == said(Ui.PRINTER_NO_SIGN)


# ---- the doctor


def remarks(folder: Path, printer: str) -> dict[Sentence, Remark]:
    (folder / "kiosk.toml").write_text(f"[printer]\n{printer}\n", encoding="utf-8")
    found = doctor.examine(folder, read_clock(), BUILT)
    return {remark.code: remark for remark in found}


def test_the_doctor_looks_at_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which languages print, what to install for the others, that there is no printer, or a file that keeps a key."""
    monkeypatch.setattr(doctor, "scripts", lambda _words: {"fr": "", "ar": "", "ka": "fonts-dejavu-core"})
    none = remarks(tmp_path, 'kind = "screen"')
    assert Cli.DOCTOR_SCREEN_ONLY in none
    assert word_remark(none[Cli.DOCTOR_PRINTS], Terminal(Catalogues(), "fr")).endswith(": Français, arabe.")
    assert word_remark(none[Cli.DOCTOR_PRINTS], Terminal(Catalogues(), "en")).endswith(": French, Arabic.")
    assert none[Cli.DOCTOR_NO_FONT].values["package"] == "fonts-dejavu-core"
    plain = remarks(tmp_path, 'kind = "file"\nfile = "receipts.bin"')
    assert plain[Cli.DOCTOR_PLAIN_FILE].values == {"file": tmp_path / "receipts.bin"}
    for other in ('kind = "file"\nfile = "/dev/usb/lp9"', 'kind = "network"\nhost = "192.0.2.1"'):
        assert not {Cli.DOCTOR_PLAIN_FILE, Cli.DOCTOR_SCREEN_ONLY} & set(remarks(tmp_path, other))
    assert Cli.CONFIG_MISSING in remarks(tmp_path, 'kind = "network"')
