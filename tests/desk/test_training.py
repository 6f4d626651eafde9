"""Training reaches nothing real: no hub, no printer, no desk's folder, whatever its settings name."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from kiosk.commands.line import main
from kiosk.commands.run import CASES
from kiosk.core.blocks import Receipt
from kiosk.core.errors import NotTraining
from kiosk.core.exercise import SCENES, Case, Solution, Story
from kiosk.core.outbox import State, by_urgency
from kiosk.core.paper import Cause, PrintOutcome
from kiosk.core.procedure import WHOM
from kiosk.core.status import Next, project
from kiosk.core.tally import Whom
from kiosk.desk import training as desk_training
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE, PUBLIC, default_data
from kiosk.desk.making import create_desk
from kiosk.desk.settings import DeskSettings, PrinterSettings, ProcedureSettings, Settings
from kiosk.desk.training import training_opener
from kiosk.flows.exercise import fill_queue, play
from kiosk.flows.unlock import Session
from kiosk.machine.exits import Exit
from kiosk.office import keys
from kiosk.words.catalogues import Catalogues
from tests.fakes import FakeDesk
from tests.office.made import CHEAP, PASSPHRASE

WORDS = Catalogues()


class Doorbell:
    """A printer on the network that only notes who calls."""

    def __init__(self) -> None:
        self.called = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self._socket.accept()[0].close()
            except OSError:
                return
            self.called += 1

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture
def bell() -> Iterator[Doorbell]:
    made = Doorbell()
    yield made
    made.close()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[Session]]:
    """Sessions that are closed when the test ends."""
    sessions: list[Session] = []
    yield sessions
    for each in sessions:
        each.close()


def train(data: Path, settings: Settings, opened: list[Session], case: str = "") -> Session:
    opened.append(training_opener(Desk(data, settings), WORDS)(case))
    return opened[-1]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real desk."""
    folder = tmp_path_factory.mktemp("real")
    keys.settle_office(folder / "office", keys.found_office("Les Tilleuls", "01 23 45 67 89"), PASSPHRASE, CHEAP)
    create_desk(folder / "desk", (folder / "office" / keys.PUBLIC).read_bytes(), PASSPHRASE, "B", cost=CHEAP)
    return folder / "desk"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", ["", *Case])
def test_no_printer_of_the_settings_is_opened(case: str, bell: Doorbell, tmp_path: Path, opened: list[Session]) -> None:
    """Settings that name a real printer, by network or by file: a print in any exercise reaches neither."""
    for printer in (
        PrinterSettings(kind="network", host="127.0.0.1", port=bell.port),
        PrinterSettings(kind="file", file=str(tmp_path / "printer")),
    ):
        session = train(tmp_path / "data", Settings(printer=printer), opened, case)
        if not session.paper.on_screen:
            outcomes = [session.paper.print(Receipt(()), False).outcome for _ in range(3)]
            assert outcomes == [PrintOutcome.NOT_PRINTED, PrintOutcome.PRINTED, PrintOutcome.PRINTED]
        else:
            with pytest.raises(ValueError, match="screen"):
                session.paper.print(Receipt(()), False)
        session.paper.cancel()
        opened.pop().close()
    assert bell.called == 0
    assert not (tmp_path / "printer").exists()
    assert not (tmp_path / "data" / "spool").exists()


def test_only_what_is_shown_is_kept_of_the_settings() -> None:
    """Every table of the settings that is not on a short list is the one of an empty file, also one of tomorrow."""
    shown = {"desk": DeskSettings("A"), "procedures": ProcedureSettings("own")}
    settings = Settings(**shown, printer=PrinterSettings(kind="file", file="/dev/usb/lp0"))  # type: ignore[arg-type]
    harmless = desk_training.only_shown(settings)
    assert (harmless.desk, harmless.procedures) == (settings.desk, settings.procedures)
    kept = {"desk", "screen", "procedures", "report"}
    for name in set(Settings.__struct_fields__) - kept:
        assert getattr(harmless, name) == getattr(Settings(), name)


def test_nothing_connects_and_nothing_leaves(
    tmp_path: Path, opened: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exercise opens no socket at all, and every act in its queue is marked, so that no office takes it for one."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    for case in Case:
        session = train(tmp_path / "data", Settings(), opened, case)
        assert all(entry.training for entry in session.store.entries())
        opened.pop().close()


@pytest.mark.parametrize(
    "gone", [(), ("vault",), ("vault", "office.public"), ("vault", "office.public", "desk.public")]
)
def test_the_folder_of_a_real_desk_is_left_alone(
    real: Path, gone: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Training in a real desk's folder, be it half lost, is refused before a byte is written or erased there."""
    data = tmp_path / "desk"
    data.mkdir()
    for name, content in files(real).items():
        if name not in gone:
            (data / name).parent.mkdir(exist_ok=True)
            (data / name).write_bytes(content)
    before = files(data)
    assert "store/journal" in before
    with pytest.raises(NotTraining):
        training_opener(Desk(data, Settings()), WORDS)("")
    assert files(data) == before
    if len(gone) < 3:
        assert main(["run", "--training", "--data", str(data)]) == Exit.FAULT
        assert files(data) == before
        assert capsys.readouterr().err.strip()


def test_training_may_erase_what_training_made(tmp_path: Path, opened: list[Session]) -> None:
    """A second training in the same folder begins empty, in another exercise or in none."""
    session = train(tmp_path / "data", Settings(), opened, Case.DEADLINE)
    assert session.store.entries()
    opened.pop().close()
    assert not train(tmp_path / "data", Settings(), opened).store.entries()


def test_an_exercise_is_for_training(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A real desk takes no exercise, neither from the command line nor from its rules."""
    assert main(["run", "--case", "refusal", "--data", str(tmp_path)]) == Exit.USAGE
    assert capsys.readouterr().out.strip()
    desk = FakeDesk()
    with pytest.raises(ValueError, match="real"):
        fill_queue(Case.DEADLINE, desk.tools(), desk_training.refusing_hub)
    assert not desk.store.entries()


def test_the_command_line_names_every_exercise() -> None:
    """Each exercise has a name, a title, a story and a solution."""
    assert [str(each) for each in Case] == [str(each) for each in Solution]
    assert list(CASES.values()) == [str(case) for case in Case] == [str(story) for story in Story]
    assert set(SCENES) == set(Case)


# ---- what each exercise puts before the worker


def test_the_deadline_is_tomorrow_and_stands_first(tmp_path: Path, opened: list[Session]) -> None:
    """Of the acts in the queue exactly one has a last day, tomorrow, and the queue shows it first."""
    session = train(tmp_path / "data", Settings(), opened, Case.DEADLINE)
    entries = by_urgency(session.store.entries())
    days = [entry.deadline and (entry.deadline - session.clock().day).days for entry in entries]
    assert days == [1, None, None, None]
    assert entries[0].deadline is not None
    assert entries[0].news_by <= entries[0].deadline  # nobody is promised news for when it is too late


def test_the_hub_refuses_one_act(tmp_path: Path, opened: list[Session]) -> None:
    """One act was offered and is set aside for staff; the others wait as before."""
    session = train(tmp_path / "data", Settings(), opened, Case.HUB)
    entries = session.store.entries()
    assert sorted(entry.state for entry in entries) == [State.QUARANTINED, State.WAITING, State.WAITING]
    refused = next(entry for entry in entries if entry.state is State.QUARANTINED)
    assert refused.attempts == 1
    assert project(refused, session.clock().day).next is Next.STAFF_MUST_LOOK


def test_the_paper_is_missing_once(tmp_path: Path, opened: list[Session]) -> None:
    """The first print finds no paper and says so; after that there is some."""
    paper = train(tmp_path / "data", Settings(), opened, Case.PAPER).paper
    first = paper.print(Receipt(()), False)
    assert (first.outcome, first.cause) == (PrintOutcome.NOT_PRINTED, Cause.PAPER_OUT)
    assert paper.print(Receipt(()), True).outcome is PrintOutcome.PRINTED


@pytest.mark.parametrize("case", [case for case in Case if SCENES[case].procedure])
def test_a_scene_stands_where_it_becomes_difficult(case: Case, tmp_path: Path, opened: list[Session]) -> None:
    """The shipped guidance leads to the step of the scene, everything before it shown, nothing decided."""
    session = train(tmp_path / "data", Settings(), opened, case)
    scene = SCENES[case]
    visit = session.visit("fr")
    visit.begin(session.library.open(scene.procedure))
    play(visit, scene.until, scene.answers)
    assert visit.step.id == scene.until
    assert not visit.can_go_on()
    assert not session.store.entries()


def test_for_whom_is_counted_in_the_words_of_the_guidance() -> None:
    """Every answer to `whom` that the shipped guidance offers is one that the counts know."""
    library = Desk(Path("none"), Settings()).shelf()
    steps = (step for title in library.titles() for step in library.open(title.id).steps)
    asked = {option.id for step in steps if step.id == WHOM for option in step.options}
    assert asked == set(Whom)


def test_other_guidance_stops_a_scene_and_breaks_nothing(tmp_path: Path, opened: list[Session]) -> None:
    """Where the association's own guidance asks something else, the scene stands at that question."""
    session = train(tmp_path / "data", Settings(), opened, Case.REFUSAL)
    scene = replace(SCENES[Case.REFUSAL], answers={})
    visit = session.visit("fr")
    visit.begin(session.library.open("close"))
    play(visit, scene.until, scene.answers)
    assert visit.step.id == "ease"


def test_the_folder_of_training_is_its_own() -> None:
    """Unless told otherwise, training and a real desk never share a folder."""
    assert default_data(training=True) != default_data(training=False)


@pytest.mark.parametrize("inside", ["store", "procedures/more", "linked"])
def test_no_folder_in_a_real_desk_is_a_training_folder(real: Path, tmp_path: Path, inside: str) -> None:
    """A folder inside a real desk's, by whatever way it is reached, is refused and left as it was."""
    data = real / inside
    if inside == "linked":
        data = tmp_path / "linked"
        data.symlink_to(real / "store")
    before = files(real)
    with pytest.raises(NotTraining):
        training_opener(Desk(data, Settings()), WORDS)("")
    assert main(["run", "--training", "--data", str(data)]) == Exit.FAULT
    assert files(real) == before


def test_a_public_file_lying_about_is_no_desk(real: Path, tmp_path: Path, opened: list[Session]) -> None:
    """Where somebody keeps an office's or a desk's public file, training may have a folder below."""
    for name in (OFFICE, PUBLIC):
        (tmp_path / name).write_bytes((real / name).read_bytes())
    assert train(tmp_path / "share" / "training", Settings(), opened).tools.training
