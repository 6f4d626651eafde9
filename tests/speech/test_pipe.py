"""What comes out at the end of the pipe is a sound: real programs from the words to a file, measured by sox."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from time import sleep

import pytest

from kiosk.core.aloud import Aloud, SpeechEnd
from kiosk.core.sound import Flaw, flaws
from kiosk.speech.mouth import DeskMouth, VoiceNeeds
from kiosk.speech.recorder import Recorder
from kiosk.speech.recordings import RATE, Recordings
from kiosk.speech.trial import has_machine_voice, plays
from kiosk.words.aloud import MachineVoices
from kiosk.words.catalogues import Catalogues
from tests.speech.made import PAGE, Heard, record, tone

NEEDED = ("aplay", "espeak-ng", "sox")
TO_A_FILE = """
pcm.!default {{ type file; slave.pcm "nobody"; file "|cat >> {file}"; format "raw" }}
pcm.nobody {{ type null }}
"""
FROM_A_FILE = """
pcm.!default {{ type file; slave.pcm "nobody"; file "/dev/null"; infile "{file}"; format "raw" }}
pcm.nobody {{ type null }}
"""
NO_CARD = "pcm.!default { type hw; card 31 }\n"
SAID = {
    "fr": "Vos documents sont gardés dix ans.",
    "ar": "مرحبا بكم",
    "prs": "این کاغذ را نگه دارید",
    "zh": "请保管好这张纸",
}


@pytest.fixture(autouse=True)
def programs() -> None:
    """Say what to install, rather than test nothing."""
    missing = [each for each in NEEDED if shutil.which(each) is None]
    assert not missing, f"apt install alsa-utils espeak-ng sox ({', '.join(missing)})"


@pytest.fixture
def end_of_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have all that is played on this machine end in a file."""
    settings, file = tmp_path / "asound.conf", tmp_path / "heard.raw"
    settings.write_text(TO_A_FILE.format(file=file), encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(settings))
    return file


def measured(file: Path) -> dict[str, float]:
    """Measure a sound with sox, which neither made nor played it."""
    raw = ["-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1"]
    done = subprocess.run(["sox", *raw, str(file), "-n", "stat"], capture_output=True, text=True, check=True)
    rows = (line.rpartition(":") for line in done.stderr.splitlines() if ":" in line)
    return {" ".join(name.split()): float(value) for name, _, value in rows}


def said(page: tuple[Aloud, ...], recordings: Recordings) -> SpeechEnd:
    """Say a page with the desk's own programs."""
    heard = Heard()
    DeskMouth(VoiceNeeds(recordings, MachineVoices(Catalogues()))).say(page, heard)
    return heard.wait()


@pytest.mark.parametrize("language", SAID)
def test_a_machine_is_heard_in_her_language(tmp_path: Path, end_of_pipe: Path, language: str) -> None:
    """A sentence without a recording is a voice at the end of the pipe: neither silence nor noise, nor cut."""
    assert said((Aloud(SAID[language], language),), Recordings(tmp_path)) is SpeechEnd.SAID
    found = measured(end_of_pipe)
    assert 0.5 < found["Length (seconds)"] < 6
    assert 0.02 < found["RMS amplitude"] < 0.4
    assert found["Maximum amplitude"] > 0.2


def test_a_language_without_a_machine_is_silent(tmp_path: Path, end_of_pipe: Path) -> None:
    """Pashto has no machine's voice: nothing is heard rather than another language, and that is what is told."""
    assert not has_machine_voice("ps")
    assert said((Aloud("دا پاڼه وساتئ", "ps"),), Recordings(tmp_path)) is SpeechEnd.NO_VOICE
    assert not end_of_pipe.exists()


def test_a_recording_is_heard_as_it_was_recorded(tmp_path: Path, end_of_pipe: Path) -> None:
    """What a person recorded comes out, at its pitch and its length, and a machine says the rest of the page."""
    recordings = Recordings(tmp_path / "voices")
    record(recordings, PAGE[0], tone(1.5, pitch=440))
    assert said(PAGE[:1], recordings) is SpeechEnd.SAID
    found = measured(end_of_pipe)
    assert found["Length (seconds)"] == pytest.approx(1.5, abs=0.3)  # the last turn of a player is filled up
    assert found["Rough frequency"] == pytest.approx(440, abs=10)
    assert said(PAGE, recordings) is SpeechEnd.SAID
    assert measured(end_of_pipe)["Length (seconds)"] > 2 * 1.5 + 1


def test_no_sound_card_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a sound card the page ends with a code, as does the look of `kiosk doctor`."""
    settings = tmp_path / "asound.conf"
    settings.write_text(NO_CARD, encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(settings))
    assert said(PAGE, Recordings(tmp_path)) is SpeechEnd.NO_SOUND
    assert plays() is SpeechEnd.NO_SOUND


def test_what_is_recorded_is_what_the_microphone_hears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own recorder writes a whole sound, at its pitch, that is measured as good; without one, none."""
    settings, microphone, file = (tmp_path / name for name in ("asound.conf", "tone.raw", "recorded.wav"))
    synth = ["sox", "-n", "-r", str(RATE), "-b", "16", "-c", "1", "-e", "signed", "-t", "raw", str(microphone)]
    subprocess.run([*synth, "synth", "3", "sine", "440", "vol", "0.5"], check=True)
    settings.write_text(FROM_A_FILE.format(file=microphone), encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(settings))
    assert Recorder().record(file, PAGE[0].text, lambda: sleep(0.2))
    assert list(flaws(Recordings(tmp_path).measure(file), PAGE[0].text * 3)) == []
    heard = subprocess.run(["sox", str(file), "-n", "stat"], capture_output=True, text=True, check=True).stderr
    assert 430 < float(heard.partition("Rough   frequency:")[2].split()[0]) < 450
    settings.write_text(NO_CARD, encoding="utf-8")
    assert not Recorder().record(file, PAGE[0].text, lambda: sleep(0.2))
    assert not file.exists()


def test_what_sox_makes_is_judged_as_it_is(tmp_path: Path) -> None:
    """Too quiet, clipped, silent, too long: sounds that another program made are told apart, and a good one passes."""
    text, recordings = "Gardez ce papier.", Recordings(tmp_path)
    makes = {
        "good.wav": (["2", "sine", "300", "vol", "0.5"], []),
        "quiet.wav": (["2", "sine", "300", "vol", "0.02"], [Flaw.QUIET]),
        "silent.wav": (["2", "sine", "300", "vol", "0"], [Flaw.SILENT]),
        "clipped.wav": (["2", "sine", "300", "vol", "3"], [Flaw.CLIPPED]),
        "long.wav": (["20", "sine", "300", "vol", "0.5"], [Flaw.LONG]),
        "short.wav": (["0.1", "sine", "300", "vol", "0.5"], [Flaw.SILENT]),
    }
    for name, (synth, wrong) in makes.items():
        made = ["sox", "-V1", "-n", "-r", str(RATE), "-b", "16", "-c", "1", str(tmp_path / name), "synth", *synth]
        subprocess.run(made, check=True, stderr=subprocess.DEVNULL)
        assert list(flaws(recordings.measure(tmp_path / name), text)) == wrong, name
