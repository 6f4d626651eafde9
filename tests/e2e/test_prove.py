"""The proof can be believed: each row runs, a stopped run goes on, what does not hold fails, the page says what ran."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from kiosk.core.errors import KioskError
from kiosk.store.disk import Disk
from kiosk.store.journal import Journal
from scripts.proofs import harm, kills, power
from scripts.proofs import run as prove
from scripts.proofs.kept import KEPT, KeptRow, merged, read_kept, recorded, write_kept
from scripts.proofs.report import PAGE, number, page
from scripts.proofs.results import Batch, Results, missing, program_mark
from scripts.proofs.row import ProofRow, Seen
from scripts.proofs.rows import ROWS
from tests.store.made import Logging

ONE = replace(power.ROW, long=1_000, batch=300)


SUITE = {"mots semés", "mauvaise foi"}
"""Rows that are tests of this suite as they stand (`test_everything_written`, and a list of others)."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ROWS if name not in SUITE])
def test_each_row_holds_in_its_short_form(name: str, tmp_path: Path) -> None:
    """A little of each row, as CI does it: it holds, and it saw something."""
    row = ROWS[name]
    assert row.run(tmp_path, 1, row.short).total() > 0
    assert row.short <= row.long


# ---- a row that could not fail would be none --------------------------------------------------------


@contextmanager
def no_sync() -> Iterator[None]:
    """Say that all is on the disk, and ask the disk for nothing."""
    with patch.object(Logging, "sync", lambda *_: None):
        yield


@contextmanager
def acknowledged_too_soon() -> Iterator[None]:
    """Say that an act is recorded and write it to memory alone."""
    with patch.object(Journal, "append", lambda self, payload: self.payloads.append(payload)):
        yield


@contextmanager
def damage_is_nothing() -> Iterator[None]:
    """Begin a new journal in the place of a damaged one."""
    true = Disk.read

    def read(self: Disk, descriptor: int) -> bytes:
        data = true(self, descriptor)
        return data if len(data) < 4096 else data[:50]

    with patch.object(Disk, "read", read):
        yield


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "broken", "count"),
    [(power.ROW, no_sync, 400), (kills.ROW, acknowledged_too_soon, 20), (harm.DESK, damage_is_nothing, 20)],
    ids=["power", "kill", "damage"],
)
def test_a_row_finds_what_is_broken_on_purpose(row: ProofRow, broken: Any, count: int, tmp_path: Path) -> None:
    """A disk that is not asked to write, an act that is recorded in memory alone, a journal that is begun anew."""
    with pytest.raises((AssertionError, KioskError)), broken():
        row.run(tmp_path, 1, count)


# ---- going on --------------------------------------------------------------------------------------


def batch(seed: int, count: int = 300, fault: str = "", program: str = "program", day: int = 30) -> Batch:
    seen, moment = {"états rouverts": count}, f"2026-11-{day}T09:00:00+00:00"
    return Batch(ONE.name, program, seed, count, 1.5, moment, seen, fault, 0.5, f"of {program}")


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    """What held is not done again, what failed is tried first, and another program begins anew."""
    results = Results(tmp_path / "results")
    assert list(missing(ONE, 1_000, results.of(ONE, "program"))) == [(1, 300), (2, 300), (3, 300), (4, 100)]
    for done in (batch(1), batch(2, fault="it broke")):
        results.add(done)
    assert list(missing(ONE, 1_000, results.of(ONE, "program"))) == [(2, 300), (3, 300), (4, 100)]
    results.add(batch(2))
    assert list(missing(ONE, 600, results.of(ONE, "program"))) == []
    assert len(list(missing(ONE, 1_000, results.of(ONE, "another")))) == 4


def test_a_line_that_a_cut_left_half_written_is_none(tmp_path: Path) -> None:
    """The batch before it counts, and so does the one that is written behind it."""
    results = Results(tmp_path / "results")
    results.add(batch(1))
    whole = results.file.read_bytes()
    results.add(batch(2))
    results.file.write_bytes(results.file.read_bytes()[: len(whole) + 40])
    results.add(batch(3))
    assert [each.seed for each in results] == [1, 3]


def test_the_mark_is_the_programs(tmp_path: Path) -> None:
    """It is another as soon as a file of the program is; what is made from it does not count."""
    for name in ("kiosk/a.py", "tests/b.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1")
    mark = program_mark(tmp_path)
    (tmp_path / "tests/b.py").write_text("2")
    (tmp_path / "kiosk/a.mo").write_text("2")
    assert program_mark(tmp_path) == mark
    (tmp_path / "kiosk/a.py").write_text("2")
    assert program_mark(tmp_path) != mark


# ---- what is kept ----------------------------------------------------------------------------------


def kept_after(folder: Path, *batches: Batch, before: dict[str, KeptRow] | None = None) -> dict[str, KeptRow]:
    """Give what is kept, written down and read again, after these results."""
    results, file = Results(folder / "results"), folder / "kept"
    results.file.unlink(missing_ok=True)
    for each in batches:
        results.add(each)
    write_kept(merged(before or {}, results, {ONE.name: ONE}), file)
    return read_kept(file)


def test_a_row_that_ran_whole_stays_until_it_ran_whole_again(tmp_path: Path) -> None:
    """With its own revision and day: a part of it on a newer program does not take its place, and all of it does."""
    old = kept_after(tmp_path, *(batch(seed, 500) for seed in (1, 2)))
    assert old[ONE.name].is_whole(ONE)
    assert (old[ONE.name].revision, old[ONE.name].seconds, old[ONE.name].cpu) == ("of program", 3.0, 1.0)
    part = [batch(1, 900, program="newer")]
    assert kept_after(tmp_path, *part, before=old) == old
    new = kept_after(tmp_path, *part, batch(2, 100, program="newer"), before=old)
    assert (new[ONE.name].revision, new[ONE.name].count) == ("of newer", 1_000)


def test_of_two_parts_the_larger_is_kept_and_a_run_that_goes_on_replaces_itself(tmp_path: Path) -> None:
    """Counts of two programs are never added up: nobody would know what they say."""
    small = kept_after(tmp_path, batch(1))
    assert kept_after(tmp_path, batch(1, 200, program="newer"), before=small) == small
    more = kept_after(tmp_path, batch(1, 301, program="newer"), before=small)
    assert (more[ONE.name].program, more[ONE.name].count) == ("newer", 301)
    assert kept_after(tmp_path, batch(1), batch(2), before=small)[ONE.name].count == 600


def test_what_does_not_hold_is_never_hidden(tmp_path: Path) -> None:
    """It takes the place of what held, and only a whole run that holds takes its own."""
    old = kept_after(tmp_path, *(batch(seed, 500) for seed in (1, 2)))
    bad = kept_after(tmp_path, batch(7, fault="it broke", program="newer"), before=old)
    assert bad[ONE.name].faults == [7]
    assert kept_after(tmp_path, batch(1, 900, program="newest"), before=bad) == bad
    assert kept_after(tmp_path, batch(1, 1_000, program="newest"), before=bad)[ONE.name].is_whole(ONE)


def test_without_a_name_only_what_never_ran_whole_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A row that ran whole on any revision is left out; `--again` and its name bring it back."""
    whole = {name: replace(recorded([batch(1)]), count=row.long) for name, row in ROWS.items()}
    whole["cinq"] = replace(whole["cinq"], count=1)
    whole["envois"] = replace(whole["envois"], faults=[3])
    asked: list[set[str]] = []

    def note(left: list[prove.Task], *_: object) -> int:
        asked.append({task.row for task in left})
        return 0

    monkeypatch.setattr(prove, "read_kept", lambda: whole)
    monkeypatch.setattr(prove, "prove", note)
    for more in ([], ["--again"], ["--rows", "coupures"]):
        assert prove.main(["--results", str(tmp_path / "results"), *more]) == 0
    assert asked == [{"cinq", "envois"}, set(ROWS), {"coupures"}]


# ---- failing ---------------------------------------------------------------------------------------


def breaks(folder: Path, seed: int, _count: int) -> Seen:
    """Break a law at every second seed."""
    (folder / "what it was done to").write_text("a")
    os.mkfifo(folder / "no file")
    assert seed % 2, "the law"
    return Seen(looked=1)


def test_what_breaks_a_law_is_kept_with_its_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault, its seed and the folder that it was done to are kept; the other batches go on."""
    row = replace(ONE, run=breaks)
    monkeypatch.setitem(ROWS, ONE.name, row)
    results = Results(tmp_path / "results")
    left = prove.tasks([row], results, "program", short=False)
    assert [task.seed for task in left] == [1, 2, 3, 4]
    good, bad = prove.do(left[0]), prove.do(left[1])
    assert (good.seen, good.fault) == ({"looked": 1}, "")
    assert "the law" in bad.fault
    assert (left[1].failed / "what it was done to").read_text() == "a"
    assert not left[0].failed.exists()


@pytest.mark.slow
def test_the_script_ends_as_its_rows_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It runs what is left in processes of its own, ends with 0 where all holds, and has nothing to do twice."""
    asked = ["--short", "--rows", "coupures", "--results", str(tmp_path / "results")]
    assert prove.main(asked) == 0
    assert "every row holds" in capsys.readouterr().out
    assert prove.main(asked) == 0
    assert "0 batches are left" in capsys.readouterr().out
    with patch.object(prove, "prove", lambda *_: 1):
        assert prove.main(asked) == 1
    with pytest.raises(SystemExit):
        prove.main(["--rows", "no such"])


# ---- the page --------------------------------------------------------------------------------------


def test_the_page_says_what_ran_and_nothing_else(tmp_path: Path) -> None:
    """A row that ran is there with its number, revision and day; one that did not is named; one that failed says so."""
    ran = kept_after(tmp_path, batch(1, 400))
    text = page(ran)
    assert f"400 états du disque sur {number(10_000)}, forme courte" in text
    assert "| `of program` | 30/11/2026 |" in text
    assert "Pas encore essayé" in text
    assert f"0 sur {len(ROWS)}" in text
    assert "### Arrêts" not in text
    every = [batch(seed) for seed in range(1, 35)]
    assert "forme courte" not in page(kept_after(tmp_path, *every))
    assert "| oui |" in page(kept_after(tmp_path, *every))
    assert f"1 sur {len(ROWS)}" in page(kept_after(tmp_path, *every))
    assert "**NON**, graine 3" in page(kept_after(tmp_path, *every, batch(3, fault="it broke")))


def test_the_page_is_made_from_what_is_kept_beside_it() -> None:
    """No number on it was written by hand."""
    assert PAGE.read_text(encoding="utf-8") == page(read_kept(KEPT)), "run scripts/prove --report"


def test_every_row_says_what_it_does_not_show() -> None:
    """And what its law is, in sentences of the report."""
    for row in ROWS.values():
        assert len(row.hidden) > 20
        assert row.hidden.endswith(".")
        assert not row.law.endswith(".")
