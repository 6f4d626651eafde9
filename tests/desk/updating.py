"""Releases, keys, offices, clocks, disks and thieves in any order: a machine runs what two signed, and never less."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.core.errors import KioskError, NotUpdated
from kiosk.core.release import UpdateFault, cannot_read
from kiosk.desk.update import go_back, present_formats, update
from kiosk.uplink.release import METADATA, TARGETS
from tests.desk.releases import FIRST, READS, CutTrees, MadeMachine, PowerCut, Project, agree, seeds, whole

CLOCKS = st.sampled_from(
    [datetime(1970, 1, 1, tzinfo=UTC), FIRST, FIRST + timedelta(days=400), datetime(2038, 1, 19, tzinfo=UTC)]
)
DAYS = 60
"""How long a release is in date here."""


@dataclass(frozen=True)
class Key:
    """A USB key, as it was made, and what is known of it."""

    folder: Path
    made: datetime
    program: int
    guidance: int
    feed: int
    generation: int
    """How often the project had replaced its keys."""
    turn: int
    """How many releases there were: more is newer."""
    agreed: datetime | None
    reads: frozenset[int]
    """Which stores its program reads."""
    is_theirs: bool = True
    """Made by the project, and untouched."""
    is_half: bool = False
    """What was touched may not be needed: the part that is not taken, or a list that was seen before."""


class Updating(RuleBasedStateMachine):
    """One machine, one project, one office, and keys of all ages."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder / "project", days=DAYS)
        self.stranger = Project(self.folder / "stranger", "stranger", days=DAYS)
        self.machine = MadeMachine(self.folder, self.project.root)
        self.now, self.turn, self.generation = FIRST, 0, 0
        self.program, self.guidance, self.feed_number = 1, 1, 0
        self.reads = frozenset(READS["store"])
        self.keys: list[Key] = []
        self.desk = self.machine.desk_files()
        self.release(False, False)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- the project and the office

    @rule(newer_guidance=st.booleans(), reads_less=st.booleans())
    def release(self, newer_guidance: bool, reads_less: bool) -> None:
        """The project releases a program, perhaps one that reads no store of today."""
        self.program += 1
        if newer_guidance:
            self.guidance = max(self.guidance, self.feed_number) + 1
        self.reads = frozenset({9}) if reads_less else frozenset(READS["store"])
        self.project.release(self.program, self.guidance, self.now, {**READS, "store": sorted(self.reads)})
        self.turn += 1

    @rule()
    def feed(self) -> None:
        """The project corrects a sentence."""
        self.feed_number = max(self.guidance, self.feed_number) + 1
        self.project.feed(self.feed_number, self.now)
        self.turn += 1

    @rule()
    def rotate(self) -> None:
        """The project replaces its keys."""
        self.generation += 1
        self.project.repository.rotate(seeds(f"keys {self.generation}"), self.now)
        self.turn += 1

    @rule(days=st.sampled_from([1, 20, 70]))
    def time_passes(self, days: int) -> None:
        """Days go by; nobody tells the machine."""
        self.now += timedelta(days=days)

    @rule()
    def hear(self) -> None:
        """The desk hears the office's time."""
        self.machine.heard(self.now)
        self.desk = self.machine.desk_files()

    @rule(agrees=st.booleans())
    def make_key(self, agrees: bool) -> None:
        """Somebody copies the newest release to a key, and the office may agree to it."""
        folder = self.project.copy_to(self.folder / f"key{len(self.keys)}")
        if agrees:
            agree(folder, self.now)
        signed = self._signed()
        self.keys.append(
            Key(
                folder,
                signed,
                self.program,
                self.guidance,
                self.feed_number,
                self.generation,
                self.turn,
                self.now if agrees else None,
                self.reads,
            )
        )

    @rule(data=st.data())
    def make_bad_key(self, data: st.DataObject) -> None:
        """Somebody spoils a key, mixes two, or makes one of his own; the office may even have agreed to that."""
        ours = [each for each in self.keys if each.is_theirs]
        if not ours:
            return
        like = data.draw(st.sampled_from(ours))
        folder = self.folder / f"key{len(self.keys)}"
        spoil = data.draw(st.sampled_from(["cut", "altered", "missing", "mixed", "stranger", "other office"]))
        if spoil == "stranger":
            self.stranger.release(self.program + 1, self.guidance, self.now)
            agree(self.stranger.copy_to(folder), self.now)
        else:
            shutil.copytree(like.folder, folder)
            used = [
                each
                for each in (folder / "kiosk-update").rglob("*")
                if each.is_file() and (each.parent.name == TARGETS or each.name == "timestamp.json" or self._last(each))
            ]
            file = data.draw(st.sampled_from(sorted(used)))
            if spoil == "cut":
                file.write_bytes(file.read_bytes()[:-30])
            elif spoil == "altered":
                content = bytearray(file.read_bytes())
                content[len(content) // 3] ^= 4
                file.write_bytes(content)
            elif spoil == "missing":
                file.unlink()
            elif spoil == "mixed":
                other = (
                    data.draw(st.sampled_from(ours)).folder / "kiosk-update" / file.relative_to(folder / "kiosk-update")
                )
                if file.suffix == ".assent" or not other.exists() or other.read_bytes() == file.read_bytes():
                    shutil.rmtree(folder)
                    return
                shutil.copy(other, file)
            else:
                agree(folder, self.now, b"o" * 32)
        half = spoil not in ("stranger", "other office") and (
            file.parent.name == TARGETS or file.name.endswith("snapshot.json")
        )
        self.keys.append(replace(like, folder=folder, is_theirs=False, is_half=half))

    # -- the machine

    @rule(data=st.data(), wall=CLOCKS, disk=st.sampled_from(["good", "good", "full", "cut"]))
    def offer(self, data: st.DataObject, wall: datetime, disk: str) -> None:
        """A key is offered, whatever it is, on whatever disk, at whatever o'clock."""
        if not self.keys:
            return
        key = data.draw(st.sampled_from(self.keys))
        before, files = self.machine.now(), self.machine.files()
        if disk != "good":
            at = data.draw(st.integers(1, 40))
            self.machine.trees = CutTrees(at, PowerCut() if disk == "cut" else OSError(errno.ENOSPC, "full"))
        fault: BaseException | None = None
        try:
            update(self.machine.machine, key.folder, wall)
        except (KioskError, PowerCut) as caught:
            fault = caught
        self.machine.trees = CutTrees()
        after = self.machine.now()
        if fault is not None and not isinstance(fault, PowerCut):
            assert (after, self.machine.files()) == (before, files)
        if after != before:
            assert key.is_theirs or key.is_half
            assert key.agreed
            assert not cannot_read(after.program, present_formats(self.machine.desk))
            assert after.program.number in (before.program.number, key.program)
            assert after.program.number >= before.program.number
            assert after.guidance >= before.guidance
        elif disk == "good" and fault is not None:
            assert isinstance(fault, NotUpdated)
            self.explain(key, fault, wall)

    def explain(self, key: Key, fault: NotUpdated, wall: datetime) -> None:
        """The newest key of all, agreed to and in date by all that was signed, is refused for one reason alone."""
        if not (key.is_theirs and key.agreed and key.turn == self.turn and key.generation == self.generation):
            return
        known = json.loads(self.machine.machine.versions.trusted() or b"{}")
        told = [key.agreed, datetime.fromtimestamp(int(known.get("time", 0)), UTC)]
        with suppress(OSError):
            told.append(datetime.fromtimestamp(int((self.machine.desk / "heard").read_text()), UTC))
        if max(told) >= key.made + timedelta(days=DAYS):
            assert fault.fault is UpdateFault.FROZEN
        elif 9 in key.reads and key.program > self.machine.now().program.number:
            assert fault.fault is UpdateFault.CANNOT_READ
        else:
            assert fault.fault is UpdateFault.SAME

    @rule(disk=st.sampled_from(["good", "full", "cut"]), at=st.integers(1, 8))
    def back(self, disk: str, at: int) -> None:
        """Somebody goes back."""
        before, possible = self.machine.now(), self.machine.machine.versions.before() is not None
        if disk != "good":
            self.machine.trees = CutTrees(at, PowerCut() if disk == "cut" else OSError(errno.ENOSPC, "full"))
        with suppress(PowerCut):
            try:
                go_back(self.machine.machine)
                assert possible
            except NotUpdated:
                assert not possible
            except KioskError:
                assert disk == "full"
        self.machine.trees = CutTrees()
        if self.machine.now() != before:
            assert possible
            assert self.machine.machine.versions.before() is None

    # -- always

    @invariant()
    def what_runs_is_whole(self) -> None:
        """The program that starts next has each of its files, and no other."""
        if hasattr(self, "machine"):
            assert self.machine.files() == whole(self.machine.now())

    @invariant()
    def the_desk_is_as_it_was(self) -> None:
        """Acts, traces, settings, language: no byte of the desk moved."""
        if hasattr(self, "machine"):
            assert self.machine.desk_files() == self.desk

    def _signed(self) -> datetime:
        """Give when the newest release was signed."""
        stamp = json.loads((self.project.work / METADATA / "timestamp.json").read_text())
        end = datetime.fromisoformat(stamp["signed"]["expires"])
        return end - timedelta(days=DAYS)

    @staticmethod
    def _last(file: Path) -> bool:
        """Tell whether a file of metadata is the newest of its role: an older one is read by nobody."""
        number, _, role = file.name.partition(".")
        if file.parent.name != METADATA or role == "root.json" or not number.isdigit():
            return file.suffix == ".assent"
        return not (file.parent / f"{int(number) + 1}.{role}").exists()
