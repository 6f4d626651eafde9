"""What the command line says is broken between words, by the width of the terminal; a file gets it as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ptyprocess import PtyProcess

from kiosk.glass.terminal import wrapped
from kiosk.words.commands import Cli
from kiosk.words.errors import ERRORS
from kiosk.words.hub import HubCli
from kiosk.words.office import OfficeCli

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "kiosk", "hub", "serve", "--host", "0.0.0.0", "--data"]
ENVIRONMENT = {"PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "TERM": "linux", "LC_ALL": "fr_FR.UTF-8"}
SENTENCES = [
    re.sub(r"{\w+}", "Zoé", each).strip()
    for each in (*(str(each.value) for words in (Cli, OfficeCli, HubCli) for each in words), *ERRORS.values())
]


@pytest.mark.parametrize("width", [30, 80, 132])
def test_no_word_is_cut(width: int) -> None:
    """Each sentence stands in lines that fit, of the very words that it has, no-break spaces and references whole."""
    for sentence in SENTENCES:
        lines = wrapped(f"{sentence} K7Q-4M2-9XD\n", width).split("\n")
        assert [word for line in lines for word in line.split(" ") if word] == [
            *filter(None, re.split("[ \n]", sentence)),
            "K7Q-4M2-9XD",
        ]
        for line in lines:
            assert len(line) <= width or " " not in line.strip(" ")


def test_what_is_no_sentence_stays() -> None:
    """Columns, JSON, settings to be copied and lines that fit are printed as they are, ends of lines included."""
    for text in (
        f"K7Q-4M2-9XD  28/11/2026  {'pris en charge ' * 9}\n",
        f'  "label": "{"Bus du jeudi " * 9}",\n',
        f'{{"a": "{"b " * 90}"}}\n',
        f'model = "{"Printer of many words " * 9}"\n',
        "\n    1234-5678\n\n",
        "Phrase de passe : ",
        "",
    ):
        assert wrapped(text, 80) == text
    assert wrapped("- un deux trois quatre", 12) == "- un deux\n  trois\n  quatre"
    assert wrapped("un deux trois : ", 10) == "un deux\ntrois : "


def test_on_a_terminal_and_in_a_file(tmp_path: Path) -> None:
    """The real program at 80 columns cuts no word; what goes into a file has one line a sentence."""
    told = subprocess.run(
        [*COMMAND, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, env=ENVIRONMENT, check=False
    )
    whole = told.stderr.rstrip("\n").split("\n")
    assert max(len(line) for line in whole) > 80
    process = PtyProcess.spawn([*COMMAND, str(tmp_path)], cwd=str(ROOT), dimensions=(24, 80), env=ENVIRONMENT)
    seen = b""
    while True:
        try:
            seen += process.read(4096)
        except EOFError:
            break
    process.wait()
    lines = seen.decode().rstrip().split("\r\n")
    assert max(len(line) for line in lines) <= 80
    assert " ".join(lines).split() == " ".join(whole).split()
