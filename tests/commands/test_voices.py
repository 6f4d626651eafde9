"""A speaker is led through what has no voice; what was kept is told to be good, or what is wrong with it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands.line import main
from kiosk.core.aloud import Aloud, every_aloud
from kiosk.core.sound import Flaw
from kiosk.guidance.files import SHIPPED
from kiosk.guidance.shelf import Shelf
from kiosk.machine.exits import Exit
from kiosk.speech.recordings import END, Recordings
from kiosk.words.aloud import to_record
from kiosk.words.catalogues import Catalogues
from kiosk.words.speech import FLAWS, VoicesUi
from tests.speech.made import record, tone

ACT = "close"
WORDS = Catalogues()
WANTED = [aloud for _, aloud in to_record(every_aloud(Shelf((SHIPPED,)).open(ACT)), "fr", WORDS)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for voices, and programs that record and play without a sound card, as sox would hear it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (tmp_path / "spoken.wav").write_bytes(tone(1.0))
    bodies = {
        # as the real one: it writes until it is told to end, and what it wrote is whole then
        "arecord": f"for last; do :; done; trap 'cp {tmp_path}/spoken.wav \"$last\"; exit 0' TERM INT; "
        f"touch {tmp_path}/begun; while :; do sleep 0.01; done",
        "aplay": f"cat > /dev/null; echo >> {tmp_path}/played",
    }
    for name, body in bodies.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (programs / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "voices"


def typing(monkeypatch: pytest.MonkeyPatch, folder: Path, *keys: str) -> None:
    """Type these lines, one at each question; a line at a sentence that is being recorded waits until it is."""
    left: Iterator[str] = iter(keys)

    def give() -> str:
        key = next(left, None)
        if key is None:
            raise EOFError
        if key == "said":
            while not (folder.parent / "begun").exists():
                pass
            (folder.parent / "begun").unlink()
            return ""
        return key

    monkeypatch.setattr("builtins.input", give)


def run(folder: Path, *words: str) -> int:
    where = ("--folder", str(folder), "--data", str(folder.parent / "none"))
    return main(["voices", *words, "--procedure", ACT, *where])


def said(code: VoicesUi, **values: object) -> str:
    return WORDS.say(code, "fr", **values)


def test_a_speaker_keeps_a_sentence_and_goes_on_another_day(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Record, hear, keep; record again; pass; finish. What was kept is there by its words, and is not asked again."""
    typing(monkeypatch, folder, "", "said", "e", "", "", "said", "r", "said", "", "p", "f")
    assert run(folder, "record", "fr") == Exit.OK
    out = capsys.readouterr().out
    assert WANTED[0].text in out
    recordings = Recordings(folder)
    assert [recordings.has(each) for each in WANTED[:4]] == [True, True, False, False]
    assert sorted(each.suffix for each in (folder / "fr").iterdir()) == [END, END]
    assert recordings.measure(recordings.path(WANTED[0])).seconds == pytest.approx(1.0)
    assert len((folder.parent / "played").read_text(encoding="utf-8")) == 4
    assert said(VoicesUi.KEPT, number=2, left=len(WANTED) - 2, folder=folder / "fr") in out.replace("\n", " ")
    typing(monkeypatch, folder, "f")
    run(folder, "record", "fr")
    again = capsys.readouterr().out
    assert WANTED[0].text not in again
    assert WANTED[2].text in again


def test_a_flawed_recording_is_named_before_it_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too quiet is said at once, while the speaker is there; who passes leaves nothing behind."""
    (folder.parent / "spoken.wav").write_bytes(tone(1.0, 0.01))
    typing(monkeypatch, folder, "", "said", "p", "f")
    assert run(folder, "record", "fr") == Exit.OK
    assert said(FLAWS[Flaw.QUIET]) in capsys.readouterr().out
    assert list((folder / "fr").iterdir()) == []


def test_no_microphone_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is recorded, the sitting ends with a sentence, and there is no file."""
    (folder.parent / "programs" / "arecord").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    typing(monkeypatch, folder, "", "")
    assert run(folder, "record", "fr") == Exit.OK
    assert said(VoicesUi.NO_MICROPHONE) in capsys.readouterr().out
    assert list((folder / "fr").iterdir()) == []


def test_without_programs_nothing_is_begun(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to install is said."""
    monkeypatch.setenv("PATH", str(folder.parent))
    assert run(folder, "record", "fr") == Exit.FAULT
    assert said(VoicesUi.NO_RECORDER) in capsys.readouterr().out


def test_check_says_what_is_recorded_missing_and_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Recorded, missing, too quiet, clipped, too long, damaged: counted and named, each with its sentence."""
    recordings = Recordings(folder)
    sounds = [tone(1.0), tone(1.0, 0.01), tone(0.5, 1.0), tone(90.0), b"RIFF"]
    for aloud, sound in zip(WANTED, sounds, strict=False):
        record(recordings, aloud, sound)
    assert run(folder, "check", "fr") == Exit.FAULT
    out = " ".join(capsys.readouterr().out.split())
    counts = {"recorded": 5, "all": len(WANTED), "missing": len(WANTED) - 5, "flawed": 4}
    assert said(VoicesUi.CHECK_LINE, language="Français", **counts).replace("\u00a0", " ") in out
    for flaw in (Flaw.QUIET, Flaw.CLIPPED, Flaw.LONG, Flaw.DAMAGED):
        assert said(FLAWS[flaw]) in out
    assert f"{WANTED[1].name}{END}" in out
    assert f"{WANTED[0].name}{END}" not in out


def test_check_names_what_a_changed_sentence_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A recording whose words are said nowhere any more is counted: it is silent, and wants to be made again."""
    record(Recordings(folder), Aloud("Une phrase d’avant.", "fr"), tone(1.0))
    where = ("--folder", str(folder), "--data", str(folder.parent / "none"))
    assert main(["voices", "check", *where]) == Exit.FAULT
    out = " ".join(capsys.readouterr().out.split())
    assert said(VoicesUi.CHECK_STALE, language="Français", stale=1).replace("\u00a0", " ") in out


@pytest.mark.parametrize("words", [("check", "xx"), ("record", "xx")])
def test_a_language_that_is_none_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    """The languages that there are stand in the sentence."""
    assert run(folder, *words) == Exit.USAGE
    assert "prs" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["pt", "portugais", "Português"])
def test_a_language_and_a_procedure_may_be_typed_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """As for translations: by its code, in French, or as it names itself; a procedure by a word of its title."""
    where = ("--folder", str(folder), "--data", str(folder.parent / "none"))
    assert main(["voices", "check", name, "--procedure", "naissance", *where]) == Exit.USAGE
    assert main(["voices", "check", name, "--procedure", ACT, *where]) == Exit.OK
    told = capsys.readouterr().out
    assert main(["voices", "check", "pt", "--procedure", "masquer", *where]) == Exit.OK
    assert "Português – portugais" in told


def test_the_real_recorder_without_a_sound_card(tmp_path: Path) -> None:
    """With the machine's own programs and no sound card, the command ends in a sentence and a code, and no file."""
    settings = tmp_path / "asound.conf"
    settings.write_text("pcm.!default { type hw; card 31 }\n", encoding="utf-8")
    command = [sys.executable, "-m", "kiosk", "voices", "record", "fr", "--procedure", ACT]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path / "voices"), "--data", str(tmp_path / "none")],
        input="\n\n\n",
        capture_output=True,
        text=True,
        env={**os.environ, "ALSA_CONFIG_PATH": str(settings), "COLUMNS": "300"},
        check=False,
    )
    assert done.returncode == Exit.OK, done.stderr
    assert said(VoicesUi.NO_MICROPHONE) in done.stdout
    assert not list((tmp_path / "voices" / "fr").iterdir())
