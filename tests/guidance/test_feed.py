"""A feed of this checkout, over this program: what is read, said, sealed and told to an association."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from scripts.debian.release import feed_archive

ROOT = Path(__file__).parents[2]
CORRECTED = "Fermer Mon espace santé"


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This program with a feed in which a sentence of « close » is corrected, and its day with it."""
    folder = tmp_path_factory.mktemp("fed")
    house = folder / "house"
    shutil.copytree(ROOT / "kiosk" / "procedures", house / "procedures")
    file = house / "procedures" / "close.toml"
    text = file.read_text(encoding="utf-8")
    shipped = "Ne plus avoir d’espace. Effacer aussi, si vous le demandez."
    assert shipped in text
    text = text.replace(shipped, CORRECTED).replace('version = "20', 'version = "21', 1)
    file.write_text(text, encoding="utf-8")
    python = folder / "python"
    shutil.copytree(ROOT / "kiosk", python / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "locales", python / "kiosk" / "locales")
    with tarfile.open(fileobj=io.BytesIO(feed_archive(house, ROOT / "locales", 2, 1))) as archive:
        archive.extractall(python / "kiosk" / "feed", filter="data")
    return python


def said(fed: Path, program: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *map(str, arguments)],
        env={"PYTHONPATH": str(fed), "PATH": "/usr/bin:/bin", "LANG": "fr_FR.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_the_same_bytes() -> None:
    """A feed is the same to the last byte whenever it is made, and holds data alone."""
    made = feed_archive(ROOT / "kiosk", ROOT / "locales", 2, 1)
    assert made == feed_archive(ROOT / "kiosk", ROOT / "locales", 2, 1)
    with tarfile.open(fileobj=io.BytesIO(made)) as archive:
        names = archive.getnames()
    assert {name.rpartition(".")[2] for name in names} <= {"toml", "csv", "mo"}
    assert {"procedures/close.toml", "procedures/sources.toml", "locales/ar/LC_MESSAGES/person.mo"} <= set(names)


def test_the_corrected_sentence_is_said(fed: Path) -> None:
    """The desk offers it, with its version, which stands in each envelope that is sealed from then on."""
    program = """
from pathlib import Path
from kiosk.desk.desk import Desk
from kiosk.desk.settings import Settings
shelf = Desk(Path("/nonexistent"), Settings()).shelf()
close = shelf.open("close")
print(close.version, close.summary.text, len(shelf.faults))
"""
    version, _, rest = said(fed, program).strip().partition(" ")
    assert version.startswith("21")
    assert rest == f"{CORRECTED} 0"


def test_all_paths_of_a_feed_are_proved(fed: Path) -> None:
    """The same check that judges a program's guidance judges the feed's, before a desk takes it."""
    said(fed, "import sys\nfrom kiosk.commands.line import main\nsys.exit(main(['procedures', 'check']))")


def test_words_of_the_program_are_still_there(fed: Path) -> None:
    """A feed has the person's words for its guidance; all else is worded as before, in each language."""
    program = """
from kiosk.words.catalogues import Catalogues
from kiosk.words.person import PersonUi
from kiosk.words.ui import Ui
words = Catalogues()
print(words.folder.parent.name, len(words.languages()))
for language in ("en", "ar"):
    for code in PersonUi:
        assert words.say(code, language), code
assert words.say(Ui.CRASHED, "en") != words.say(Ui.CRASHED, "fr")
"""
    from kiosk.words.catalogues import Catalogues

    assert said(fed, program).split() == ["kiosk", str(len(Catalogues().languages()))]


def test_an_association_is_told_what_moved_on(fed: Path, tmp_path: Path) -> None:
    """Its own « close », made from the shipped one of before, is named once the feed is there."""
    from kiosk.guidance.overrides import mark_of_state

    shipped = ROOT / "kiosk" / "procedures" / "close.toml"
    mine = shipped.read_text(encoding="utf-8").replace(
        'id = "close"\n', f'id = "close"\nmade_from = "{mark_of_state(shipped)}"\n', 1
    )
    (tmp_path / "close.toml").write_text(mine, encoding="utf-8")
    program = """
import sys
from pathlib import Path
from kiosk.guidance.overrides import override
from kiosk.guidance.reader import read_procedure
file = Path(sys.argv[1])
print(override(file, read_procedure(file)).moved_on)
"""
    assert said(fed, program, tmp_path / "close.toml").strip() == "True"
    assert said(ROOT, program, tmp_path / "close.toml").strip() == "False"


def test_the_next_envelope_says_which_guidance(fed: Path, tmp_path: Path) -> None:
    """What the office opens names the version that the desk spoke from, and the desk knows its number."""
    program = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
from kiosk.crypto import sign
from kiosk.crypto.open import open_envelope
from kiosk.guidance.files import shipped_number
from kiosk.wire import signed
from tests.office.made import MadeOffice
office = MadeOffice(Path(sys.argv[2]))
desk = office.desk()
entry = desk.hand_over("close")
opened = open_envelope(entry.envelope, entry.id, entry.key_hash, office.secrets.readers[0], sign.verify_key(desk.seed))
print(opened["version"], shipped_number())
"""
    version, number = said(fed, program, ROOT, tmp_path / "office").split()
    assert version.startswith("21")
    assert number == "2"
    version, number = said(ROOT, program, ROOT, tmp_path / "other").split()
    assert version.startswith("20")
    assert number == "1"
