"""The commands around the console: people, traces, settings, figures, the week, copies; in French words, too."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.commands.press import FolderPress
from kiosk.commands.usage import speaking
from kiosk.core.blocks import Receipt, Title, Worded
from kiosk.core.errors import NoRight
from kiosk.core.outbox import State
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.reference import spell
from kiosk.core.work import Deed, Meeting
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import commands, hub_commands, keeping_commands, key_commands, people_commands, typed, work
from kiosk.office.bureau import Press
from kiosk.office.house import House
from kiosk.printer.onscreen import lines_of_text
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi
from kiosk.words.ui import sentence
from tests.office.desk_of_two import BO, TwoActs
from tests.office.made import PASSPHRASE
from tests.printer.decoder import decode

TERMINAL = Terminal(Catalogues(), "fr")
NAME = "Zoé"
Run = Callable[..., Exit]


@pytest.fixture
def desk(tmp_path: Path) -> TwoActs:
    """Make an office with two acts."""
    return TwoActs(tmp_path)


@pytest.fixture
def run(desk: TwoActs, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give what runs a command as somebody whose passphrase was asked for."""
    who = [PASSPHRASE]

    @contextmanager
    def open_house(_: argparse.Namespace, __: Terminal, *, need: str = "answers", **___: Any) -> Iterator[House]:
        with desk.open(who[0]) as opened:
            opened.who.need(next(each for each in typed.RIGHTS if each == need))
            yield opened

    for module in (hub_commands, key_commands, keeping_commands, people_commands):
        monkeypatch.setattr(module, "open_house", open_house)
    monkeypatch.setattr(keeping_commands, "now", lambda: desk.now)

    def command(*words: str, by: str = PASSPHRASE, press: Press | None = None) -> Exit:
        who[0] = by
        parser = speaking(sentence, "fr")()
        commands.register(parser.add_subparsers(), press=(lambda _: press) if press else None)
        arguments = parser.parse_args(["office", *words])
        code: Exit = arguments.action.args[0](arguments, TERMINAL)
        return code

    return command


def test_who_works_here_is_listed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what they may do; the one who asks is marked."""
    assert run("equipe", "lister", "x") is Exit.OK
    said = capsys.readouterr().out
    assert "Ana" in said
    assert "gère les clés" in said
    assert "lit et répond" in said


def test_a_role_is_changed_in_french(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """A role is named by its French word, and an unknown one is told with those that there are."""
    assert run("people", "right", "x", "Bo", "Coordonne") is Exit.OK
    assert "Bo\xa0: coordonne." in capsys.readouterr().out
    assert run("people", "right", "x", "Bo", "chef") is Exit.USAGE
    assert "repond, coordonne, cles" in capsys.readouterr().err


def test_who_leaves_is_removed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a hard parting every key is changed by the same command."""
    assert run("people", "remove", "x", "Bo", "--cles") is Exit.OK
    monkeypatch.setattr("builtins.input", lambda _: "non")
    assert run("people", "list", "x") is Exit.OK


def test_traces_are_shown_and_verified(desk: TwoActs, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Who did what to which act, without a word of it; only to who coordinates."""
    clerk = desk.sit()
    clerk.do(desk.entries[0].id, Deed.TAKE)
    clerk.do(desk.entries[0].id, Deed.NOTE, text="Zoé rappelle")
    clerk.close()
    assert run("traces", "montrer", "x") is Exit.OK
    said = capsys.readouterr().out
    assert "acte pris" in said
    assert NAME not in said
    assert run("audit", "verify", "x") is Exit.OK
    with pytest.raises(NoRight):
        run("audit", "show", "x", by=BO)


def test_settings_are_kept(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Places have the numbers in which they were said; looking is everybody's, changing is not."""
    assert run("reglages", "x", "--lieu", "Bus  du jeudi", "--place", "Mairie", "--garder", "10") is Exit.OK
    assert run("settings", "x", by=BO) is Exit.OK
    said = capsys.readouterr().out
    assert "10 jours" in said
    assert "Lieu 2\xa0: Mairie" in said
    assert "Lieu 1\xa0: Bus du jeudi" in said
    with pytest.raises(NoRight):
        run("settings", "x", "--keep-days", "3", by=BO)


@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",)])
def test_figures_are_classes_without_a_person(
    desk: TwoActs, run: Run, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
) -> None:
    """A month that is over, on the screen, as CSV and as JSON: no number below five is told, and nobody is named."""
    with desk.open() as opened:
        work.answer_act(opened, desk.entries[0].id, State.PROOF_SEEN, None)
    desk.now += timedelta(days=20)
    assert run("chiffres", "x", "2026-11", *form) is Exit.OK
    said = capsys.readouterr().out
    assert NAME not in said
    if form == ("--json",):
        (acts, *_) = json.loads(said)
        assert (acts["least"], acts["most"]) == (0, 4)
    elif form == ("--csv",):
        rows = [line.split(";") for line in said.split()]
        assert all(label for row in rows for label in row[:2])
        assert run("chiffres", "x", "2025-01", *form) is Exit.OK
        assert capsys.readouterr().out.split()[-1].split(";") == ["acts", "total", "0", "4"]
    elif not form:
        assert "moins de 5" in said
        assert "Fermer Mon espace santé" in said


def test_the_week_says_no_health_word(desk: TwoActs, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Who comes and whom to call within seven days, in the order of the days: no name and no act, and nothing later."""
    first, second = (entry.id for entry in desk.entries)
    with desk.open() as opened:
        work.set_places(opened, ["Mairie"])
    clerk = desk.sit()
    for act in (first, second):
        clerk.do(act, Deed.TAKE)
    clerk.do(first, Deed.MEET, meeting=Meeting(date(2026, 12, 4), 870, 1))
    clerk.do(second, Deed.CALL_BACK, day=date(2026, 12, 2))
    clerk.close()
    assert run("semaine", "x") is Exit.OK
    said = capsys.readouterr().out
    assert said.index("02/12/2026  rappeler") < said.index("04/12/2026  14h30")
    assert "Mairie" in said
    assert NAME not in said
    assert "espace" not in said
    assert run("week", "x", "--json") is Exit.OK
    assert [row["day"] for row in json.loads(capsys.readouterr().out)] == ["2026-12-02", "2026-12-04"]
    desk.now -= timedelta(days=20)
    assert run("week", "x") is Exit.OK
    assert "Rien n’est prévu" in capsys.readouterr().out


@dataclass
class OnePress:
    """A printer of two forms, with two USB keys."""

    forms: Sequence[Form] = (Form.ROLL, Form.DRIVE)
    sent: list[tuple[Receipt, Form, Drive | None]] = field(default_factory=list)

    def print(self, receipt: Receipt, form: Form, drive: Drive | None = None) -> PrintReport:
        """Take it, but where a key must be chosen."""
        self.sent.append((receipt, form, drive))
        if form is Form.DRIVE and drive is None:
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.WHICH_KEY)
        return PrintReport(PrintOutcome.PRINTED)

    def drives(self) -> Sequence[Drive]:
        """Give both."""
        return [Drive("/media/a", 1), Drive("/media/b", 2)]


def test_the_list_of_who_comes_is_printed(
    desk: TwoActs, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Command and clerk print the same: day, hour, reference and place of the next seven days, no name and no act."""
    press = OnePress()
    first, second = (entry.id for entry in desk.entries)
    with desk.open() as opened:
        work.set_places(opened, ["Mairie"])
    assert run("week", "x", "--print", press=press) is Exit.OK
    assert press.sent == []
    assert TERMINAL.words(ConsoleUi.NOBODY_COMES) in capsys.readouterr().out
    clerk = desk.sit(press=press)
    assert clerk.print_coming(Form.ROLL) is None
    for act in (first, second):
        clerk.do(act, Deed.TAKE)
    clerk.do(first, Deed.MEET, meeting=Meeting(date(2026, 12, 4), 870, 1))
    clerk.do(second, Deed.MEET, meeting=Meeting(date(2026, 12, 20), 540, 1))
    assert clerk.print_coming(Form.ROLL) == PrintReport(PrintOutcome.PRINTED)
    clerk.close()
    assert run("semaine", "x", "--imprimer", press=press) is Exit.OK
    assert run("week", "x", "--print", "a4", press=press) is Exit.FAULT
    assert TERMINAL.words(ConsoleUi.NO_PRINTER) in capsys.readouterr().err
    assert run("week", "x", "--print") is Exit.FAULT
    assert run("week", "x", "--print", "cle", press=press) is Exit.FAULT  # nobody is there to say which
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: "2")
    assert run("week", "x", "--print", "cle", press=press) is Exit.OK
    assert press.sent[-1][1:] == (Form.DRIVE, press.drives()[1])
    receipts = [receipt for receipt, _, _ in press.sent]
    assert len(receipts) == 5
    assert all(receipt == receipts[0] for receipt in receipts)
    words = "\n".join(lines_of_text(receipts[0]))
    for there in ("14h30", spell(desk.entries[0].reference), "Mairie", "4 décembre 2026"):
        assert there in words
    assert spell(desk.entries[1].reference) not in words
    assert NAME not in words
    assert "espace" not in words


def test_an_offices_folder_has_its_own_printers(tmp_path: Path) -> None:
    """Without settings there is the USB key; with those that `printer detect` gives, what they name comes first."""
    assert FolderPress(tmp_path).forms == [Form.DRIVE]
    (tmp_path / "kiosk.toml").write_text('[printer]\nkind = "file"\nfile = "paper"\n[a4]\nqueue = "hp"\nfirst = true\n')
    press = FolderPress(tmp_path)
    assert press.forms == [Form.A4, Form.ROLL, Form.DRIVE]
    report = press.print(Receipt((Title((Worded("Rendez-vous", "fr"),)),)), Form.ROLL)
    assert report.cause is Cause.IN_A_FILE
    assert decode((tmp_path / "paper").read_bytes()).pictures > 0


def test_a_copy_is_made_by_a_command(desk: TwoActs, run: Run, tmp_path: Path) -> None:
    """Written, and refused to who only answers."""
    assert run("copier", "x", str(tmp_path / "copie")) is Exit.OK
    assert (tmp_path / "copie").exists()
    with pytest.raises(NoRight):
        run("backup", "x", str(tmp_path / "autre"), by=BO)


def test_every_command_has_a_french_word() -> None:
    """Each command of the office, at every height, is also called by a French word, and no two by the same."""
    parser = speaking(sentence, "fr")()
    commands.register(parser.add_subparsers())

    def below(each: argparse.ArgumentParser) -> Iterator[dict[str, argparse.ArgumentParser]]:
        for action in each._subparsers._group_actions if each._subparsers else ():
            choices: Any = action.choices
            yield dict(choices)
            for one in {id(found): found for found in choices.values()}.values():
                yield from below(one)

    office = next(iter(below(parser)))["office"]
    for choices in below(office):
        names: dict[int, list[str]] = {}
        for name, found in choices.items():
            names.setdefault(id(found), []).append(name)
        assert all(len(each) > 1 for each in names.values()), names
