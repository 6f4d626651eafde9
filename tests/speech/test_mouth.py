"""Whatever becomes of a program that plays or speaks, the desk hears of it in a code, and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from kiosk.core.aloud import Aloud, Manner, SpeechEnd
from kiosk.speech.mouth import DeskMouth, VoiceNeeds
from kiosk.speech.programs import Programs
from tests.speech.made import PAGE, PATIENCE, Heard, Made, record, tone

ROOT = Path(__file__).parents[2]
HANGS = 'echo $$ >> "$HERE/processes"; exec sleep 300'


def ended(made: Made) -> SpeechEnd:
    """Say a page, and tell how it ended."""
    heard = Heard()
    made.mouth().say(PAGE, heard)
    return heard.wait()


def gone(process: int) -> bool:
    """Tell whether a process ended, within a while; one that nobody has buried yet has ended."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        sleep(0.02)
    return False


def appears(made: Made, name: str, lines: int = 1) -> list[str]:
    """Give what a program wrote, once it did."""
    until = monotonic() + PATIENCE
    while len(found := made.lines(name)) < lines:
        assert monotonic() < until
        sleep(0.01)
    return found


@pytest.mark.parametrize(
    ("play", "speak", "end"),
    [
        ("exit 1", None, SpeechEnd.NO_SOUND),
        ("kill -9 $$", None, SpeechEnd.NO_SOUND),
        (None, "exit 1", SpeechEnd.NO_VOICE),
        (None, "echo rubbish", SpeechEnd.NO_VOICE),
        (None, "cat > /dev/null", SpeechEnd.NO_VOICE),
        (None, 'head -c 60 "$HERE/spoken.wav"', SpeechEnd.SAID),
        ("exit 0", None, SpeechEnd.SAID),
    ],
)
def test_a_program_that_fails_is_a_code(tmp_path: Path, play: str | None, speak: str | None, end: SpeechEnd) -> None:
    """No sound, no voice, or a sound that was cut: the page ends with a code, and nothing is raised."""
    made = Made(tmp_path)
    made.play, made.speak = play or made.play, speak or made.speak
    assert ended(made) is end


@pytest.mark.parametrize(("recorded", "spoken"), [(0, [2, 0, 1]), (1, [2, 1]), (2, [])])
def test_a_machine_says_that_it_is_one_before_its_first_sentence(
    tmp_path: Path, recorded: int, spoken: list[int]
) -> None:
    """After what a person recorded and before what a machine says; where a person says all, it is not said."""
    made = Made(tmp_path, speak='cat >> "$HERE/text"; echo >> "$HERE/text"; cat "$HERE/spoken.wav"')
    every = (*PAGE, Aloud("C’est la voix d’une machine.", "fr", of_machine=True))
    for each in PAGE[:recorded]:
        record(made.recordings, each, tone())
    heard = Heard()
    manner = made.mouth().say([every[2], *PAGE], heard)
    assert manner is (Manner.MACHINE, Manner.BOTH, Manner.RECORDED)[recorded]
    assert heard.wait() is SpeechEnd.SAID
    assert made.lines("text") == [every[at].text for at in spoken]


@pytest.mark.parametrize("which", ["play", "speak"])
def test_a_program_that_hangs_is_ended(tmp_path: Path, which: str) -> None:
    """What takes far longer than its sound lasts is taken for stuck, and its process is gone."""
    made = Made(tmp_path, grace=0.3)
    setattr(made, which, HANGS)
    assert ended(made) is SpeechEnd.STUCK
    (process,) = made.lines("processes")
    assert gone(int(process))


def test_programs_that_are_not_installed(tmp_path: Path) -> None:
    """Without a player there is no sound at all; without what speaks, only recordings are heard."""
    made = Made(tmp_path)
    none = (str(tmp_path / "none"),)
    heard = Heard()
    DeskMouth(VoiceNeeds(made.recordings, made.voices, Programs(none, none))).say(PAGE, heard)
    assert heard.wait() is SpeechEnd.NO_PLAYER
    record(made.recordings, PAGE[0], tone(0.1))
    mouth = DeskMouth(VoiceNeeds(made.recordings, made.voices, Programs(made.programs.play, none)))
    for page, end in ((PAGE, SpeechEnd.PARTLY), (PAGE[:1], SpeechEnd.SAID), (PAGE[1:], SpeechEnd.NO_VOICE)):
        heard = Heard()
        mouth.say(page, heard)
        assert heard.wait() is end
    assert made.lines("log") == ["played"] * 2


def test_silence_ends_the_process_at_once(tmp_path: Path) -> None:
    """Whoever hides the screen is not heard for another moment: what plays is gone, though it would have gone on."""
    made = Made(tmp_path, play=HANGS)
    heard = Heard()
    mouth = made.mouth()
    mouth.say(PAGE, heard)
    (process,) = appears(made, "processes")
    since = monotonic()
    mouth.hush()
    assert gone(int(process))
    assert heard.wait() is SpeechEnd.HUSHED
    assert monotonic() - since < 2
    assert made.lines("processes") == [process]


def test_nothing_speaks_on_after_the_desk_was_killed(tmp_path: Path) -> None:
    """`kill -9` of the desk ends what plays, too, even where that reads nothing of what it is given."""
    made = Made(tmp_path, play=HANGS)
    play, speak = made.programs.play, made.programs.speak
    program = (
        "import time; from pathlib import Path; from kiosk.core.aloud import Aloud\n"
        "from kiosk.speech.mouth import *; from kiosk.speech.programs import Programs\n"
        f"needs = VoiceNeeds(Recordings(Path('none')), {{'fr': 'fr'}}, Programs({play!r}, {speak!r}))\n"
        "DeskMouth(needs).say((Aloud('Bonjour.', 'fr'),), print); time.sleep(300)"
    )
    desk = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    try:
        (process,) = appears(made, "processes")
        assert Path(f"/proc/{process}").exists()
    finally:
        os.kill(desk.pid, signal.SIGKILL)
        desk.wait()
    assert gone(int(process))


def test_what_is_said_is_in_no_argument(tmp_path: Path) -> None:
    """Other accounts of the machine read arguments: neither the words nor the name of their recording is there."""
    made = Made(tmp_path)
    assert ended(made) is SpeechEnd.SAID
    assert made.lines("text") == ["".join(each.text for each in PAGE)]
    told = " ".join(made.lines("arguments"))
    assert "-v fr" in told
    assert not any(word in told for each in PAGE for word in (*each.text.split(), each.name))


def test_a_damaged_recording_is_not_announced(tmp_path: Path) -> None:
    """Where only a machine speaks, because a recording cannot be played, a machine's voice alone is announced."""
    made, heard = Made(tmp_path), Heard()
    record(made.recordings, PAGE[0], tone(0.2)[:20])
    assert made.mouth().say(PAGE, heard) is Manner.MACHINE
    assert heard.wait() is SpeechEnd.SAID


def test_a_recording_is_played_and_changed_words_have_none(tmp_path: Path) -> None:
    """A recording goes by its words: changed ones are spoken by a machine or not at all, never by the old voice."""
    made = Made(tmp_path, play='cat >> "$HERE/heard"')
    record(made.recordings, PAGE[0], tone(0.2))
    mouth, heard = made.mouth(), Heard()
    assert mouth.say(PAGE[:1], heard) is Manner.RECORDED
    assert heard.wait() is SpeechEnd.SAID
    assert (tmp_path / "heard").read_bytes() == tone(0.2)
    changed = Aloud(PAGE[0].text.replace("effacer", "oublier"), "fr")
    heard = Heard()
    assert mouth.say((PAGE[0], changed), heard) is Manner.BOTH
    assert heard.wait() is SpeechEnd.SAID
    assert made.lines("text") == [changed.text]
    other = Aloud(PAGE[0].text, "ps")
    heard = Heard()
    mouth.say((other,), heard)
    assert heard.wait() is SpeechEnd.NO_VOICE


def test_a_damaged_recording_is_none(tmp_path: Path) -> None:
    """A file that is no sound is not played: a machine speaks."""
    made = Made(tmp_path)
    record(made.recordings, PAGE[0], b"RIFF")
    heard = Heard()
    made.mouth().say(PAGE[:1], heard)
    assert heard.wait() is SpeechEnd.SAID
    assert made.lines("text") == [PAGE[0].text]
