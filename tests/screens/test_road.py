"""The road to the office, as the desk shows it: how it stands, what can be done, and that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from kiosk.core.errors import (
    CodeRanOut,
    CodeUsed,
    DriveGone,
    DriveReadOnly,
    FileFault,
    JobFailed,
    KioskError,
    LinkFault,
    NotGenuine,
    NotOurs,
    WrongPassphrase,
)
from kiosk.core.outbox import State
from kiosk.core.ports import Drive
from kiosk.core.reference import make_reference, parse, qr_text, spell
from kiosk.core.status import Reason
from kiosk.core.sync import Failure
from kiosk.core.word import HubWord, NotKept, OfficeWord, Told, Word
from kiosk.flows.export import Exported
from kiosk.flows.receive import Received
from kiosk.flows.sync_run import RoadReport
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.elsewhere import ElsewhereScreen
from kiosk.screens.follow import FollowScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.queue import QueueScreen
from kiosk.screens.refused import RefusedScreen
from kiosk.screens.road import TURN_OF_KEYS, JoinScreen, RoadScreen
from kiosk.screens.visit import VisitScreen
from kiosk.uplink.drives import drive_at
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui
from tests.fakes import NOW, an_entry
from tests.screens.desk import PASSPHRASE, Desk, Hands
from tests.screens.looks import whole
from tests.screens.road import HANGS, FakeRoad, FakeSync

LANGUAGES = ["fr", "en", "en_XA"]
PROMPT = HANGS * 2 / 3
"""Seconds that keys may take on a slow machine while a line hangs for longer."""
REFERENCE = make_reference(b"-kios")
KEY = bytes(range(16))
CODE = "0123 4567 89AB CDEF GHJK MNPQ"
SINCE, LAST, NEXT = (NOW.wall + timedelta(minutes=minutes) for minutes in (-7, -42, 13))
SHORT = {
    Failure.NOT_AUTHORISED: Ui.STATUS_ROAD_REFUSED,
    Failure.CLOSED: Ui.STATUS_ROAD_CLOSED,
    Failure.FORGED: Ui.STATUS_ROAD_FORGED,
    Failure.SETTINGS: Ui.STATUS_ROAD_SETTINGS,
    Failure.DEFECT: Ui.STATUS_ROAD_DEFECT,
}
DRIVE = "/media/borne/CLE DU BUS"


@asynccontextmanager
async def at_home(folder: Path, road: FakeRoad, language: str = "fr") -> AsyncIterator[Hands]:
    """Open a real desk with a road, and wait until its first look at the road is over."""
    async with Desk(folder, language=language, training=False, road=road).run() as hands:
        await hands.paste(PASSPHRASE)
        await hands.press("enter")
        assert isinstance(hands.app.screen, HomeScreen)
        await until(hands, lambda: road.errand.runs > 0 or not road.has_hub or not road.errand.way.is_set())
        await hands.settle()
        yield hands
        road.errand.way.set()
        road.way.set()


async def until(hands: Hands, done: Callable[[], bool]) -> None:
    """Wait for what the courier's thread does."""
    end = monotonic() + HANGS / 2
    while not done():
        assert monotonic() < end, hands.text()
        await asyncio.sleep(0.01)
    await hands.settle()


async def send(hands: Hands, road: FakeRoad) -> None:
    """Press F5 and wait for the report."""
    before = hands.app.road.report
    road.errand.report = replace(road.errand.report, ran=True)
    await hands.press("f5")
    await until(hands, lambda: not hands.app.road.on_the_road and hands.app.road.report is not before)


def a_report(failure: Failure | None = None) -> RoadReport:
    """Report a failure, or that all is well."""
    return RoadReport(failure=failure, since=SINCE if failure else None, last_success=LAST, next_try=NEXT)


def word(state: State, reason: str = "", at: bytes = bytes(16)) -> Word:
    """State something about another desk's act."""
    return OfficeWord(at, state, reason, 3, NOW.wall, bytes(32))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_failure_is_said_with_its_times(tmp_path: Path, language: str) -> None:
    """For each way to fail: the reason in words, since when, the last success and the next try; all of it fits."""
    road = FakeRoad()
    async with at_home(tmp_path, road, language) as hands:
        say = hands.app.words.say
        await hands.press("f7")
        assert isinstance(hands.app.screen, RoadScreen)
        assert hands.shows(say(RoadUi.NEVER))
        for failure in Failure:
            road.errand.report = a_report(failure)
            await send(hands, road)
            assert hands.shows(say(failure)), failure
            for sentence, at in ((RoadUi.SINCE, SINCE), (RoadUi.LAST, LAST), (RoadUi.NEXT, NEXT)):
                when = say(RoadUi.AT, date=hands.app.words.date(at.date()), time=f"{at:%H:%M}")
                assert hands.shows(say(sentence, when=when)), (failure, sentence)
            assert hands.shows(say(SHORT.get(failure, Ui.STATUS_ROAD_FAILS), time=f"{SINCE:%H:%M}"))
            whole(hands)
        road.errand.report = a_report()
        await send(hands, road)
        assert hands.shows(say(RoadUi.WORKS))
        assert hands.shows(say(RoadUi.NOTHING_NEW))
        whole(hands)
        road.errand.report = replace(a_report(), news=1)
        await send(hands, road)
        assert hands.shows(say(RoadUi.WORKS))
        assert not hands.shows(say(RoadUi.NOTHING_NEW))
        await hands.press("escape")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.shows(say(Ui.STATUS_ROAD_OK, time=f"{LAST:%H:%M}"))
        whole(hands)


async def test_f5_sends_and_the_queue_shows_what_moved(tmp_path: Path) -> None:
    """F5 in the queue says that it is under way, then how the road stands, and each row as it is now."""
    road = FakeRoad(errand=FakeSync(a_report(Failure.NETWORK)))
    async with at_home(tmp_path, road) as hands:
        assert hands.desk.store is not None
        store = hands.desk.store
        entry = an_entry()
        await hands.app.work(lambda: store.add(entry))
        await hands.press("f6")
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.shows(hands.app.words.say(Failure.NETWORK))
        assert hands.shows(hands.app.words.say(State.WAITING))
        whole(hands)
        road.errand.way.clear()
        road.errand.report = replace(a_report(), ran=True)
        road.errand.during = lambda: road.submit and road.submit(lambda: store.change(replace(entry, state=State.HELD)))
        await hands.press("down", "f5")
        assert hands.shows(hands.app.words.say(RoadUi.BUSY))
        assert hands.shows(hands.app.words.say(Ui.STATUS_ROAD_BUSY))
        whole(hands)
        road.errand.way.set()
        await until(hands, lambda: not hands.app.road.on_the_road)
        assert road.errand.forced == 1
        assert hands.shows(hands.app.words.say(RoadUi.WORKS))
        assert hands.shows(hands.app.words.say(State.HELD))
        assert not hands.shows(hands.app.words.say(State.WAITING))
        await hands.press("enter")
        assert isinstance(hands.app.screen, FollowScreen)
        assert hands.shows(spell(entry.reference))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_plugged_in_is_spoken_of(tmp_path: Path, language: str) -> None:
    """Within two seconds a key is named, with what is wrong with it, and so is that it went; it is touched once."""
    road = FakeRoad(has_hub=False)
    async with at_home(tmp_path, road, language) as hands:
        say = hands.app.words.say
        await hands.press("f7")

        async def soon(words: str) -> None:
            end = monotonic() + 2
            while not hands.shows(words):
                assert monotonic() < end, f"{words}\n{hands.text()}"
                await asyncio.sleep(0.05)
            whole(hands)

        assert not hands.shows(say(RoadUi.KEY_GONE))
        road.unread = 1
        await soon(say(RoadUi.KEY_UNREADABLE))
        road.unread = 0
        await soon(say(RoadUi.KEY_GONE))
        road.found = [DRIVE]
        await soon(say(RoadUi.KEY_FOUND, drive=DRIVE))
        await asyncio.sleep(2 * TURN_OF_KEYS)
        assert road.looked == 1
        for drive, words in (
            (Drive("/media/b/A", 1, read_only=True), RoadUi.DRIVE_READ_ONLY),
            (Drive("/media/b/B", 2, full=True), RoadUi.DRIVE_FULL),
        ):
            road.found = [drive]
            await soon(say(RoadUi.KEY_FOUND, drive=say(words, drive=drive.folder)))


async def test_a_key_that_was_pulled_is_gone_though_its_mount_stays(tmp_path: Path) -> None:
    """A slow machine keeps a mount after its key went: the key that is left is named alone, then none."""
    road = FakeRoad(has_hub=False)
    async with at_home(tmp_path, road, "fr") as hands:
        say, other = hands.app.words.say, "/media/borne/AUTRE"
        await hands.press("f7")
        road.found = [DRIVE, other]
        await until(hands, lambda: hands.shows(say(RoadUi.KEY_FOUND, drive=other)))
        road.found, road.stays = [DRIVE], [other]
        await until(hands, lambda: not hands.shows(say(RoadUi.KEY_FOUND, drive=other)))
        assert hands.shows(say(RoadUi.KEY_FOUND, drive=DRIVE))
        road.found, road.stays = [], [DRIVE, other]
        await until(hands, lambda: hands.shows(say(RoadUi.KEY_GONE)))
        road.stays = []
        await asyncio.sleep(2 * TURN_OF_KEYS)
        assert hands.shows(say(RoadUi.KEY_GONE))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_hub_the_usb_key_carries(tmp_path: Path, language: str) -> None:
    """A desk without a hub says so; with no key plugged in it says what to do; a chosen key is written and read."""
    road = FakeRoad(has_hub=False)
    async with at_home(tmp_path, road, language) as hands:
        say = hands.app.words.say
        assert hands.shows(say(Ui.STATUS_NETWORK))
        await hands.press("f5", "f7")
        assert hands.shows(say(RoadUi.NONE))
        assert not hands.shows(say(RoadUi.NOW))
        whole(hands)
        for choice in ("1", "2"):
            await hands.press(choice, "enter")
            assert hands.shows(say(RoadUi.NO_DRIVE))
            whole(hands)
        assert road.asked == []
        road.found = ["/media/borne/AUTRE", DRIVE]
        await hands.press("1", "enter")
        assert isinstance(hands.app.screen, ConfirmScreen)
        whole(hands)
        await hands.press("escape")
        assert road.asked == []
        await hands.press("1", "enter", "2", "enter")
        assert road.asked == [("export", DRIVE)]
        assert hands.shows(say(RoadUi.EXPORT_NONE))
        road.exported = Exported((), 0, 0, told=True)
        await hands.press("1", "enter", "2", "enter")
        assert hands.shows(say(RoadUi.EXPORT_TOLD))
        assert hands.shows(say(RoadUi.EXPORTED))
        whole(hands)
        road.exported = Exported(("acts.kiosk",), 2, 0)
        await hands.press("1", "enter", "2", "enter")
        assert hands.shows(hands.app.words.count("cli_exported", 2))
        assert hands.shows(say(RoadUi.EXPORTED))
        whole(hands)
        await hands.press("2", "enter", "2", "enter")
        assert road.asked[-1] == ("receive", DRIVE)
        assert hands.shows(say(RoadUi.NO_ANSWERS))
        road.received = Received(3, 0, 0)
        await hands.press("2", "enter", "2", "enter")
        assert hands.shows(hands.app.words.count("road_news", 3))
        assert hands.shows(say(RoadUi.IMPORTED))
        whole(hands)
        for fails in (FileFault("answers.kiosk", "OSError"), NotGenuine()):
            road.fails = fails
            await hands.press("2", "enter", "2", "enter")
            assert hands.shows(hands.app.words.error(fails))
            whole(hands)


async def test_a_folder_can_be_typed_where_nothing_mounts_keys(tmp_path: Path) -> None:
    """On a plain console a worker types the folder of a key; one where there is no key is refused in words."""
    road = FakeRoad(has_hub=False, mounted="/cle")
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f7", "4", "enter")
        await hands.paste("/ailleurs")
        await hands.press("enter")
        assert hands.shows(hands.app.words.error(DriveGone("/ailleurs", "no_folder")))
        whole(hands)
        hands.line.value = ""
        await hands.paste("/cle")
        await hands.press("enter")
        assert hands.shows(hands.app.words.say(RoadUi.FOLDER_TAKEN, folder="/cle"))
        whole(hands)
        await hands.press("1", "enter", "1", "enter")
        assert road.asked == [("export", "/cle")]


def test_a_typed_folder_of_this_machine_is_no_key(tmp_path: Path) -> None:
    """A folder in which no key is mounted lies on the machine's own disk: nothing would leave it."""
    for folder in ("/", "cle", str(tmp_path / "nowhere")):
        with pytest.raises(DriveGone):
            drive_at(folder)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_desk_joins_a_hub(tmp_path: Path, language: str) -> None:
    """A mistyped, used or old code and a hub that is not there are said; a "no" takes nothing; a "yes" connects."""
    road = FakeRoad(has_hub=False, errand=FakeSync(a_report()))
    async with at_home(tmp_path, road, language) as hands:
        say = hands.app.words.say
        await hands.press("f7", "3", "enter")
        assert isinstance(hands.app.screen, JoinScreen)
        whole(hands)
        await hands.paste("relais.exemple.org")
        await hands.press("enter")
        await hands.paste(CODE)
        wrong: dict[KioskError, str] = {WrongPassphrase(): say(Ui.ENROL_MISTYPED)}
        for error in (CodeUsed(), CodeRanOut(), LinkFault(Failure.CAPTIVE_PORTAL), NotGenuine()):
            wrong[error] = hands.app.words.error(error)
        for fails, words in wrong.items():
            road.fails = fails
            await hands.press("enter")
            assert hands.shows(words), fails
            assert hands.line.value == CODE
            whole(hands)
        road.fails = None
        for digit in ("1", "2"):
            road.anew = digit == "2"
            await hands.press("enter")
            assert isinstance(hands.app.screen, ConfirmScreen)
            assert hands.shows("Bus du jeudi")
            assert hands.shows(say(Ui.ENROL_NEW_KEY)) == road.anew
            whole(hands)
            assert road.taken == 0
            await hands.press(digit, "enter")
        assert road.asked[-1] == ("join", "relais.exemple.org", CODE)
        assert isinstance(hands.app.screen, RoadScreen)
        assert road.taken == 1
        await until(hands, lambda: not hands.app.road.on_the_road)
        assert hands.shows(say(RoadUi.WORKS))
        assert road.errand.forced >= 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_act_of_another_desk(tmp_path: Path, language: str) -> None:
    """A scanned receipt of another desk shows what the hub knows; withdrawing is asked twice and sent with its hour."""
    road = FakeRoad(told=Told((word(State.APPOINTMENT, Reason.COME_MONDAY),), proved=frozenset({bytes(16)})))
    async with at_home(tmp_path, road, language) as hands:
        say, code = hands.app.words.say, qr_text(REFERENCE, KEY)
        await hands.burst(code)
        assert isinstance(hands.app.screen, ElsewhereScreen)
        for words in (say(State.APPOINTMENT), say(Reason.COME_MONDAY), spell(REFERENCE), say(Ui.ELSEWHERE_TITLE)):
            assert hands.shows(words)
        assert not hands.shows(say(Ui.ELSEWHERE_NOT_PROVED))
        whole(hands)
        await hands.press("1", "enter")
        whole(hands)
        await hands.press("1", "enter")
        assert road.asked == [("elsewhere", parse(code))]
        await hands.press("1", "enter", "2", "enter")
        assert road.asked[-1] == ("take_back", parse(code), bytes(16), hands.desk.clock())
        assert hands.shows(say(Ui.ELSEWHERE_KEPT))
        assert not hands.shows(say(Ui.ELSEWHERE_WITHDRAW))
        whole(hands)
        await hands.press("1", "enter")
        assert isinstance(hands.app.screen, HomeScreen)
        assert hands.desk.entries() == []


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize(
    "told", ["another act that is over", "that it was taken back", "nothing", "no answer", "no hub"]
)
async def test_whatever_a_hub_says_her_key_takes_it_back(told: str, keeps: bool, tmp_path: Path) -> None:
    """What is not proved to be her act's is said so; the withdrawal is offered, and it says whether it is kept here."""
    road = FakeRoad(has_hub=told != "no hub", keeps=keeps)
    if told == "another act that is over":
        road.told = Told((word(State.PROOF_SEEN, at=b"another act's id"),), proved=frozenset({bytes(16)}))
    elif told == "that it was taken back":
        road.told = Told((word(State.TAKEN),), kept=frozenset({bytes(16)}))
    async with at_home(tmp_path, road) as hands:
        say = hands.app.words.say
        road.fails = LinkFault(Failure.NETWORK) if told == "no answer" else None
        await hands.burst(qr_text(REFERENCE, KEY))
        why = {
            "another act that is over": say(Ui.ELSEWHERE_NOT_PROVED),
            "that it was taken back": say(Ui.ELSEWHERE_STOP_ASKED),
            "nothing": say(Ui.ELSEWHERE_UNKNOWN, reference=spell(REFERENCE)),
            "no answer": hands.app.words.error(LinkFault(Failure.NETWORK)),
            "no hub": say(Ui.HOME_UNKNOWN_REFERENCE, reference=spell(REFERENCE)),
        }[told]
        assert hands.shows(why)
        whole(hands)
        road.fails = None
        await hands.press("1", "enter", "2", "enter")
        act = road.told.words[0].act if road.told.words else None
        assert road.asked[-1] == ("take_back", parse(qr_text(REFERENCE, KEY)), act, hands.desk.clock())
        assert hands.shows(say(Ui.ELSEWHERE_KEPT if keeps else Ui.ELSEWHERE_NOT_KEPT))
        assert not hands.shows(say(Ui.ELSEWHERE_WITHDRAW))
        whole(hands)


async def test_the_hub_alone_says_of_no_act_that_it_is_over(tmp_path: Path) -> None:
    """The hub's own `withdrawn` keeps nobody from taking a consent back; its time is not shown."""
    told = Told((HubWord(bytes(16), State.WITHDRAWN, bytes(32)),))
    async with at_home(tmp_path, FakeRoad(told=told)) as hands:
        await hands.burst(qr_text(REFERENCE, KEY))
        assert hands.shows(hands.app.words.say(Ui.ELSEWHERE_WITHDRAW))
        assert not hands.shows(hands.app.words.say(Ui.STATUS_SINCE))


async def test_an_act_that_the_office_ended_or_a_bare_reference(tmp_path: Path) -> None:
    """What the office proves to be over is not taken back any more; without the key nobody is asked."""
    road = FakeRoad(told=Told((word(State.PROOF_SEEN),), proved=frozenset({bytes(16)})))
    async with at_home(tmp_path, road) as hands:
        say, code = hands.app.words.say, qr_text(REFERENCE, KEY)
        await hands.burst(code)
        assert isinstance(hands.app.screen, ElsewhereScreen)
        assert not hands.shows(say(Ui.ELSEWHERE_WITHDRAW))
        await hands.press("escape")
        asked = len(road.asked)
        await hands.type(spell(REFERENCE))
        await hands.press("enter")
        assert hands.shows(say(Ui.HOME_UNKNOWN_REFERENCE, reference=spell(REFERENCE)))
        assert len(road.asked) == asked


async def test_an_act_that_was_set_aside_says_why(tmp_path: Path) -> None:
    """Each reason of a hub for not keeping an act is a sentence on the act's own screen."""
    async with at_home(tmp_path, FakeRoad()) as hands:
        store = hands.desk.store
        assert store is not None
        entry = an_entry(reference=REFERENCE, state=State.QUARANTINED, reason=str(next(iter(NotKept))))
        await hands.app.work(lambda: store.add(entry))
        for refusal in NotKept:
            changed = replace(entry, reason=str(refusal))
            await hands.app.work(lambda now=changed: store.change(now))  # type: ignore[misc]  # a default binds it
            await hands.type(spell(REFERENCE))
            await hands.press("enter")
            assert isinstance(hands.app.screen, FollowScreen)
            assert hands.shows(hands.app.words.say(State.QUARANTINED))
            assert hands.shows(hands.app.words.say(refusal))
            whole(hands)
            await hands.press("escape")


@pytest.mark.parametrize("hangs", ["sync", "question"])
def test_a_line_that_hangs_holds_up_no_key_and_no_end(tmp_path: Path, hangs: str) -> None:
    """While a sync, or a question to the hub, hangs for half a minute, keys work and the kiosk ends at once."""
    road = FakeRoad()
    hung = road.errand if hangs == "sync" else road
    end = Event()

    async def work() -> float:
        async with Desk(tmp_path, training=False, road=road).run() as hands:
            await hands.paste(PASSPHRASE)
            await hands.press("enter")
            await until(hands, lambda: road.errand.runs > 0)
            hung.way.clear()
            begun = monotonic()
            if hangs == "sync":
                await hands.press("f7", "f5")
                assert hands.shows(hands.app.words.say(RoadUi.BUSY))
                await hands.press("escape", "f6", "escape", "down")
                assert isinstance(hands.app.screen, HomeScreen)
            else:
                for each in qr_text(REFERENCE, KEY):
                    hands.send(each, after=0.01)
                hands.send("enter", after=0.01)
                while not road.asked:
                    await asyncio.sleep(0.01)
                hands.send("f8")
                await asyncio.sleep(0.2)
            hands.app.leave()
            while hands.app.is_running and monotonic() < begun + HANGS:
                await asyncio.sleep(0.01)
            end.set()
            return begun

    # The loop is closed here too: it would wait for threads of its own.
    begun = asyncio.run(work())
    took = monotonic() - begun
    hung.way.set()
    assert end.is_set()
    assert took < PROMPT


async def test_a_defect_ends_a_run_and_never_the_thread(tmp_path: Path) -> None:
    """Whatever a run raises is said in words, nothing waits for ever, and the next try is a try."""
    road = FakeRoad(errand=FakeSync(a_report()))
    async with at_home(tmp_path, road) as hands:
        say = hands.app.words.say

        def breaks() -> None:
            raise ValueError("no scheme")

        road.errand.during = breaks
        await hands.press("f7", "f5")
        await until(hands, lambda: not hands.app.road.on_the_road)
        assert hands.shows(say(Failure.DEFECT))
        assert hands.shows(say(Ui.STATUS_ROAD_DEFECT))
        whole(hands)
        road.errand.during = lambda: None
        await send(hands, road)
        assert hands.shows(say(RoadUi.WORKS))


WILD = "/media/A\x1b[2J\x1b]0;x\x07\x9b31m\nAucune\u202e"
"""A folder as whoever named a key may have wanted it."""


def painted(hands: Hands) -> str:
    """Give what goes to the terminal as text."""
    strips = hands.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_no_name_of_a_key_or_a_file_commands_the_terminal(tmp_path: Path) -> None:
    """In the list, in a refusal and in an error, a wild name stands on one line, without its control signs."""
    road = FakeRoad(has_hub=False, found=[Drive(WILD, 1), Drive("/media/PARTS", 2, part=2, read_only=True)])
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f5", "f7", "2", "enter")
        seen = [painted(hands)]
        assert hands.shows("/media/PARTS (partie 2 de la clé) (lecture seule)")
        await hands.press("escape")
        road.received = Received(2, 0, 0, 1, ((WILD, FileFault(WILD, "empty")), *[("b.ksa", NotOurs())] * 5))
        await hands.press("2", "enter", "1", "enter")
        whole(hands)
        seen.append(painted(hands))
        await hands.press("down")
        assert hands.shows("b.ksa : pas lu. Ce fichier est signé par une autre association")
        assert isinstance(hands.app.screen, RefusedScreen)
        await hands.press("escape")
        whole(hands)
        seen.append(painted(hands))
        assert hands.shows(hands.app.words.count("road_news", 2))
        road.fails = DriveGone(WILD)
        await hands.press("1", "enter", "1", "enter")
        whole(hands)
        seen.append(painted(hands))
        for text in seen:
            assert "Aucune" in text
            assert not [line for line in text.splitlines() if line.strip(" │║").startswith("Aucune")]
            assert not [c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e")]


async def test_whatever_is_painted_is_harmless(tmp_path: Path) -> None:
    """Also what nobody cleaned: a line that is painted holds no sign that a terminal obeys, and keeps its width."""
    async with at_home(tmp_path, FakeRoad(), "fr") as hands:
        hands.app.push_screen(ConfirmScreen("A\x1b[2JB", "C\x9b31mD\u202eE", [("a", "F\x1b]0;x\x07G")]))
        await hands.settle()
        text = painted(hands)
        assert "A[2JB" in text
        assert not [c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e")]


async def test_a_read_only_key_is_offered_for_reading_alone(tmp_path: Path) -> None:
    """It is in both lists; chosen for writing, it says what it is and nothing is tried; for reading, it is read."""
    key = Drive("/media/ro", 1, read_only=True)
    road = FakeRoad(has_hub=False, found=[key], received=Received(1, 0, 0))
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f5", "f7", "1", "enter", "1", "enter")
        assert hands.shows(hands.app.words.error(DriveReadOnly("/media/ro")))
        assert road.asked == []
        await hands.press("2", "enter", "1", "enter")
        assert road.asked == [("receive", "/media/ro")]
        assert hands.shows(hands.app.words.count("road_news", 1))


async def test_when_no_answer_could_be_read_it_says_so(tmp_path: Path) -> None:
    """Nobody is told that the answers are read where none was."""
    refused = (("a.ksa", FileFault("a.ksa", "cut")),)
    road = FakeRoad(has_hub=False, found=["/media/usb"], received=Received(0, 0, 0, 0, refused))
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f5", "f7", "2", "enter", "1", "enter")
        assert hands.shows(hands.app.words.say(RoadUi.NONE_READ))
        assert hands.shows("il est abîmé ou coupé")
        assert not hands.shows(hands.app.words.say(RoadUi.IMPORTED))


async def test_every_file_that_was_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    """However many they are: each stands in a list, with its own reason below it; Esc goes back to the road."""
    reasons = ("cut", "empty", "link", "folder", "special", "not_answers")
    refused = tuple((f"{number}.ksa", FileFault(f"{number}.ksa", why)) for number, why in enumerate(reasons))
    road = FakeRoad(has_hub=False, found=["/media/usb"], received=Received(1, 0, 0, 1, refused))
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f5", "f7", "2", "enter", "1", "enter")
        assert hands.shows(hands.app.words.say(RoadUi.REFUSED_TITLE))
        for name, error in refused:
            assert hands.shows(name)
            assert hands.shows(hands.app.words.error(error)[:40])
            await hands.press("down")
        whole(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, RoadScreen)


@pytest.mark.parametrize("act", ["1", "2"])
async def test_a_slow_key_holds_up_neither_the_queue_nor_an_act(tmp_path: Path, act: str) -> None:
    """While a key hangs, the road says what is done with it; F6 and an act open, and the status line says so."""
    road = FakeRoad(has_hub=False, found=["/media/usb"])
    async with at_home(tmp_path, road, "fr") as hands:
        say, words = hands.app.words.say, RoadUi.WRITING if act == "1" else RoadUi.READING
        await hands.press("f7")
        road.way.clear()
        hands.hangs = True
        await hands.press(act, "enter", "1", "enter")
        assert hands.shows(say(words))
        whole(hands)
        began = monotonic()
        await hands.press("escape")
        assert hands.shows(say(Ui.STATUS_KEY_BUSY))
        await hands.press("f6")
        assert isinstance(hands.app.screen, QueueScreen)
        await hands.press("escape", "f7")
        assert hands.shows(say(words))
        await hands.press("1", "enter")
        assert len(road.asked) == 1, "one thing at a time"
        await hands.press("escape")
        await hands.begin("close")
        assert isinstance(hands.app.screen, VisitScreen)
        assert monotonic() < began + PROMPT


@pytest.mark.parametrize("fails", [DriveGone("/media/usb"), None, ValueError("a driver's")])
async def test_what_became_of_a_key_is_told_where_the_worker_is(tmp_path: Path, fails: Exception | None) -> None:
    """She has left the road's screen: home says it, the status line hints at it in a visit, and F7 says it once."""
    road = FakeRoad(has_hub=False, found=["/media/usb"], exported=Exported(("a",), 2, 0))
    async with at_home(tmp_path, road, "fr") as hands:
        app = hands.app
        said = app.words.say(RoadUi.EXPORTED)
        if isinstance(fails, KioskError):
            said = app.words.error(fails)
        elif fails:
            said = app.words.error(JobFailed("ValueError"))
        await hands.press("f7")
        road.way.clear()
        hands.hangs = True
        road.fails = fails  # type: ignore[assignment]  # a defect, too
        await hands.press("1", "enter", "1", "enter", "escape", "6", "enter")
        assert isinstance(app.screen, VisitScreen)
        hands.hangs = False
        road.way.set()
        await until(hands, lambda: app.road.key.doing is None)
        await hands.settle()
        assert hands.shows(app.words.say(Ui.STATUS_KEY_FAILED if fails else Ui.STATUS_KEY_DONE))
        whole(hands)
        await hands.press("escape", "2", "enter", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert hands.shows(said[:50])
        await hands.press("f7")
        assert hands.shows(said[:50])
        await hands.press("escape")
        assert not hands.shows(said[:50])
        assert hands.shows(app.words.say(Ui.STATUS_NETWORK))


async def test_files_that_were_not_read_are_named_on_the_road_when_she_comes_back(tmp_path: Path) -> None:
    """Home says that there are some, also after an act was begun, until F7 has named them all."""
    refused = tuple((f"{number}.ksa", FileFault(f"{number}.ksa", "cut")) for number in range(4))
    road = FakeRoad(has_hub=False, found=["/media/usb"], received=Received(1, 0, 0, 1, refused))
    async with at_home(tmp_path, road, "fr") as hands:
        await hands.press("f7")
        road.way.clear()
        hands.hangs = True
        await hands.press("2", "enter", "1", "enter", "escape")
        hands.hangs = False
        road.way.set()
        await until(hands, lambda: hands.app.road.key.doing is None)
        await hands.settle()
        assert hands.shows("F7 dit lesquels")
        await hands.press("6", "enter", "escape", "2", "enter", "enter", "f7")
        assert hands.shows(hands.app.words.say(RoadUi.REFUSED_TITLE))
        for name, _ in refused:
            assert hands.shows(name)
