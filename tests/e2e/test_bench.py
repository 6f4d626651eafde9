"""One table for all measures: each figure has its limit and its verdict; of two programs, noise is called noise."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import get_args

import pytest

from scripts.measures import every
from scripts.measures.every import Measured, compare, table, weigh
from scripts.measures.figures import FILE, Judged, Reading, tell, told
from scripts.measures.pty import Ratio, judge


def test_a_figure_is_judged_by_what_its_limit_is_of() -> None:
    """A median, a 95th percentile, each value, or a least; without a limit nothing is beyond."""
    values = [1.0] * 19 + [9.0]
    beyond = {judged: Reading("x", values, "ms", 2.0, judged).is_beyond for judged in get_args(Judged)}
    assert beyond == {"median": False, "p95": False, "most": True, "least": True}
    assert Reading("x", [1.0] * 18 + [9.0] * 2, "ms", 2.0, "p95").is_beyond
    assert not Reading("x", values).is_beyond


def test_what_a_measure_found_is_read_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ratios and other figures come back whole; without the variable nothing is written anywhere."""
    tell(Reading("nowhere", [1.0]))
    monkeypatch.setenv(FILE, str(tmp_path / "figures"))
    tell(Reading("x", [1.0, 2.0], "ms", 3.0, "p95"))
    assert judge([Ratio("time to home", [1.1, 1.3], 1.5), Ratio("other", [1.0], None)]) == 0
    assert list(told(tmp_path / "figures")) == [
        Reading("x", [1.0, 2.0], "ms", 3.0, "p95"),
        Reading("time to home", [1.1, 1.3], limit=1.5),
        Reading("other", [1.0]),
    ]


def test_the_table_has_limits_spread_and_verdicts() -> None:
    """What holds, what is beyond, what has no limit, and what did not run each stand in a row of their own."""
    text = table(
        [
            Measured("one", [Reading("held", [1.0, 3.0], limit=2.5), Reading("more", [4.0, 6.0], "ms", 2.0)]),
            Measured("two", [Reading("slow", [0.3], limit=0.4, judged="least"), Reading("free", [7.0], "MiB")]),
            Measured("three", fault="Traceback\nit broke"),
        ]
    )
    rows = [row.split("  ") for row in text.splitlines()]
    said = {row[0] + " " + row[2].strip() if row[1] == "" else row[0]: row[-1].strip() for row in rows}
    assert "held: at most 2.5" in text
    assert "1-3" in text
    assert "BEYOND: at most 2" in text
    assert "BEYOND: at least 0.4" in text
    assert "no limit" in text
    assert "BEYOND: it broke" in text
    assert len(said) >= 3


@pytest.mark.parametrize(
    ("ratios", "more_is_better", "says"),
    [
        ([1.2, 1.3, 1.1, 1.2], False, "WORSE here"),
        ([1.2, 1.3, 1.1, 1.2], True, "better here"),
        ([0.8, 0.9, 0.7, 0.8], False, "better here"),
        ([0.8, 0.9, 0.7, 0.8], True, "WORSE here"),
        ([0.9, 1.3, 1.2, 1.3], False, "no difference that is more than noise"),
        ([1.01, 1.02, 1.02, 1.01], False, "no difference that is more than noise"),
        ([2.0, 2.0, 2.0], False, "fewer than 4 turns say nothing"),
    ],
)
def test_only_what_every_turn_says_is_said(ratios: list[float], more_is_better: bool, says: str) -> None:
    """One turn that says otherwise makes it noise, and so does a difference of a few hundredths."""
    assert weigh(ratios, more_is_better=more_is_better) == says


def test_two_programs_are_compared_figure_by_figure() -> None:
    """A ratio is one turn's; what one tree alone has, and what did not run there, is said."""
    ours = [Measured("a", [Reading("x", [2.0 * n], "ms"), Reading("new", [1.0])]) for n in (1, 2, 3, 4)]
    theirs = [Measured("a", [Reading("x", [1.0 * n], "ms")], "" if n == 1 else "no module") for n in (1, 2, 3, 4)]
    text = compare(ours, theirs)
    assert "2.00-2.00" in text
    assert "WORSE here" in text
    assert "in one tree alone: here" in text
    assert "did not run there" in text


def test_a_tree_from_before_the_measures_is_read_as_it_prints(tmp_path: Path) -> None:
    """Its ratios have the same names; in a tree of today the same measure is called as today."""
    text = f"bare app  30.0 (29.0-31.0) ms\n{Ratio('time to home', [1.0, 1.2, 1.5], 1.3)}\nBEYOND  "
    text += "memory at home          1.31 (1.30-1.33) times the bare app, at most 1.3\n"
    found = {each.what: (each.median, max(each.values)) for each in every.printed(text)}
    assert found == {"time to home": (1.2, 1.5), "memory at home": (1.31, 1.33)}
    assert every.module("start", tmp_path) == "scripts.bench_start"
    (tmp_path / every.MEASURES).mkdir(parents=True)
    assert every.module("start", tmp_path) == "scripts.measures.start"


def test_a_measure_that_does_not_run_is_beyond(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no figure, its last words are shown, and the exit code says so; names that are none are refused."""

    def broken(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "no such thing")

    monkeypatch.setattr(subprocess, "run", broken)
    assert every.main(["--only", "unlock"]) == 1
    assert "no such thing" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        every.main(["--only", "no such"])


@pytest.mark.slow
def test_a_real_measure_gives_its_figures() -> None:
    """The quickest of them, in a process of its own, gives each figure with its limit."""
    found = every.measure("unlock", quick=True)
    assert found.fault == ""
    assert [each.limit is not None for each in found.figures] == [True, True]
