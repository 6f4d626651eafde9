"""One desk, one hub and one office, where things come in any order, break, and are put back from copies."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kiosk.core.errors import IllegalMove, LinkFault, NotRecorded
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import Reason
from kiosk.office.house import Taken
from tests.office.road import Road, RoadDesk, copy_ledger, restore_ledger

ACTS = 3
_act = st.integers(0, ACTS - 1)
_broken = st.sampled_from(["", "", "", "/v1/office/waiting", "/v1/office/answers", "/v1/office/fetch"])
_said = st.sampled_from(
    [
        (State.APPOINTMENT, Reason.COME_MONDAY),
        (State.UNREACHABLE, Reason.NO_ANSWER),
        (State.PROOF_SEEN,),
        (State.PROOF_SEEN, Reason.TOO_LATE),
        (State.DECLINED,),
        (State.STOPPED,),
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), _act),
        st.tuples(st.just("export")),
        st.tuples(st.just("withdraw"), _act, st.booleans()),
        st.tuples(st.just("inbox"), st.booleans(), _broken),
        st.tuples(st.just("bring"), st.integers(0, 9), st.booleans(), st.booleans(), _broken),
        st.tuples(st.just("answer"), _act, _said, _broken),
        st.tuples(st.just("copy")),
        st.tuples(st.just("restore")),
        st.tuples(st.just("hub back")),
        st.tuples(st.just("hub lost")),
    ),
    min_size=6,
    max_size=16,
)


class World:
    """A desk, a hub and an office; and what people saw."""

    def __init__(self, folder: Path) -> None:
        """Set it up."""
        self.folder, self.road = folder, Road(folder)
        (folder / "usb").mkdir()
        self.road.join()
        self.desk: RoadDesk = self.road.desk()
        self.entries = [self.desk.hand_over() for _ in range(ACTS)]
        self.files: list[bytes] = []
        self.shown: Counter[bytes] = Counter()
        self.at_hub: set[bytes] = set()
        """Acts whose bytes the hub has."""
        self.copy()
        self.keep_hub()

    def do(self, step: tuple[Any, ...]) -> None:
        """Do one thing; time passes."""
        self.road.clock.now += 60
        match step:
            case ("send", which):
                self.desk.send(self.road, self.entries[which])
                self.at_hub.add(self.entries[which].id)
            case ("export",):
                self.files += [(self.folder / "usb" / name).read_bytes() for name in self.export()]
            case ("withdraw", which, key):
                entry = self.desk.store.get(self.entries[which].id)
                assert entry is not None
                with suppress(IllegalMove):  # she has done so before
                    self.desk.withdraw(entry, key=key)
            case ("inbox", show, broken):
                with self.breaking(broken):
                    self.see(self.road.inbox(show=show), show)
            case ("bring", which, online, show, broken) if self.files:
                with self.breaking(broken):
                    self.see(self.road.bring(self.files[which % len(self.files)], online=online, show=show), show)
            case ("answer", which, said, broken):
                self.say(which, broken, said)
            case ("copy",):
                self.copy()
                self.keep_hub()
            case ("restore",) if self.hub_knows():
                restore_ledger(self.road, self.folder / "copy")
                self.road.sync()  # before any key: nobody but the hub can say what it forgot
            case ("hub back",):
                self.put_hub_back()
            case ("hub lost",):
                self.road.new_hub()
                self.at_hub.clear()
                self.road.join()
                self.road.enrol(self.desk)
                self.copy()
                self.keep_hub()

    def say(self, which: int, broken: str, said: tuple[Any, ...]) -> None:
        """Answer: whoever says what came of an act has read it, on whatever paper."""
        act = self.entries[which].id
        before = self.unread(act)
        with self.breaking(broken), suppress(IllegalMove, NotRecorded):
            self.road.answer(self.entries[which], *said)
        if before and not self.unread(act):
            self.shown[act] += 1

    def unread(self, act: bytes) -> bool:
        """Tell whether the office has an act that nobody there was shown."""
        return any(each.act == act and not each.shown and each.hash for each in self.road.records())

    def export(self) -> tuple[str, ...]:
        """Write a key."""
        return self.desk.export(self.folder / "usb").files

    @contextmanager
    def breaking(self, path: str) -> Iterator[None]:
        """Lose the answer to one kind of request: the command ends there."""
        self.road.breaks = lambda asked: asked == path
        with suppress(LinkFault):
            yield
        self.road.breaks = lambda asked: False

    def see(self, taken: Taken, show: bool) -> None:
        """Count what a person was shown."""
        if show:
            self.shown.update(act.id for act in taken.work)

    def hub_knows(self) -> bool:
        """Tell whether the hub has all that this office took and said, which `sync` can learn again."""
        taken = [each for each in self.road.records() if each.state]
        return all(each.told and (each.shown or each.state in FINAL) and each.act in self.at_hub for each in taken)

    def copy(self) -> None:
        """Keep a copy of the office's memory."""
        copy_ledger(self.road, self.folder / "copy")

    def keep_hub(self) -> None:
        """Keep a copy of the hub."""
        self.road.hub.engine.dispose()
        shutil.copy(self.road.hub_file, self.folder / "hub copy")
        self.kept = set(self.at_hub)
        self.road.start_hub()

    def put_hub_back(self) -> None:
        """Put the copy in the hub's place. The office's copy is of the same day: one of the two remembers."""
        self.road.hub.engine.dispose()
        for file in self.folder.glob(f"{self.road.hub_file.name}-*"):
            file.unlink()
        shutil.copy(self.folder / "hub copy", self.road.hub_file)
        self.at_hub = set(self.kept)
        self.road.start_hub()
        self.copy()


def live(folder: Path, steps: list[tuple[Any, ...]]) -> None:
    """Live through these steps, then let everything come. Raises AssertionError unless each act was work once."""
    world = World(folder)
    for step in steps:
        world.do(step)
        assert not [act for act, times in world.shown.items() if times > 1]
    for step in (("send", 0), ("send", 1), ("send", 2), ("inbox", True, ""), ("export",)):
        world.do(step)
    for which in range(len(world.files)):
        world.do(("bring", which, True, True, ""))
    world.do(("inbox", True, ""))
    records = {each.act: each for each in world.road.records()}
    for entry in world.entries:
        record, news = records[entry.id], world.desk.news(world.road, entry)
        # Unseen only where she took it back, and nobody began.
        assert world.shown[entry.id] == 1 or (record.stop_key and record.state in (State.STOPPED, None))
        if news is not None and news.said.state == "withdrawn":
            # The hub signed it before it heard, or heard again, of the taking: a person at the office answers.
            assert record.stop_key
            assert record.state not in FINAL
        elif record.state is not None:
            assert record.told
            assert news is not None
            assert (news.said.state, news.said.sequence) == (record.state, record.sequence)
