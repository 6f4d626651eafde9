"""The office's commands on a real terminal: what they ask, what they say, and how they end."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.core.reference import spell
from kiosk.machine.exits import Exit
from kiosk.office import keys
from tests.office.made import PASSPHRASE, MadeDesk, MadeOffice
from tests.office.person import ASKED, ENVIRONMENT, NAME, PROGRAM, ROOT, Person

Talk = Sequence[tuple[str, str]]


@pytest.fixture
def office(tmp_path: Path) -> MadeOffice:
    """Make an office."""
    return MadeOffice(tmp_path / "office")


def found_by_hand(folder: Path) -> tuple[Person, str]:
    """Go through `office init` as a person does, and give the paper."""
    person = Person("init", folder, "--name", "Les Tilleuls")
    person.wait_for("Nouvelle phrase de passe")
    person.type(PASSPHRASE)
    person.wait_for("Encore une fois")
    person.type(PASSPHRASE)
    person.wait_for("Téléphone de l’association : ")
    person.type("01 23 45 67 89")
    paper = "-".join(person.wait_for(rf"\s{number}\.  (\w{{4}})").group(1) for number in range(1, 9))
    person.wait_for("L’écran sera effacé")
    person.type("")
    return person, paper


@pytest.mark.slow
def test_from_nothing_to_the_acts(tmp_path: Path, usb: Path) -> None:
    """Init, trust and open, typed by a person, lead to the act that was sealed; the paper opens it as well."""
    folder = tmp_path / "office"
    person, paper = found_by_hand(folder)
    assert person.seen.count(paper[:4]) == 1
    asked = int(person.wait_for(r"Tapez le groupe numéro (\d) : ").group(1))
    assert "\x1b[3J" in person.seen
    person.type(paper.split("-")[asked - 1].lower())
    assert person.end() == Exit.OK
    assert PASSPHRASE not in person.seen

    desk = MadeDesk(keys.public(folder))
    (usb / "desk.public").write_bytes(desk.public)
    trust = Person("trust", folder, usb / "desk.public")
    assert trust.talk(("pour faire confiance : ", "oui"), (ASKED, PASSPHRASE)) == Exit.OK
    assert re.search(r"Poste : Bus du jeudi\s+Empreinte : (\w{4}-){5}\w{4}\s", trust.seen)

    entry = desk.hand_over()
    (name,) = desk.export(usb).files
    opening = Person("open", folder, usb / name)
    assert opening.talk((ASKED, PASSPHRASE)) == Exit.OK
    recovered = Person("open", folder, usb / name, "--recovery")
    assert recovered.talk(("les huit groupes", paper.replace("-", " "))) == Exit.OK
    assert f"=== {spell(entry.reference)} –" in opening.seen
    assert NAME in opening.seen
    assert "1 acte ouvert." in opening.seen
    assert f"Déjà pris ici : {spell(entry.reference)}" in recovered.seen
    assert NAME not in recovered.seen
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 9  # the ledger is its file, its lock, what came before, and its mark
    for path in written:
        data = path.read_bytes()
        assert not any(secret.encode() in data for secret in (NAME, "612345678", "Lenoir", paper, PASSPHRASE))
        assert not re.search("lenoir|tilleuls.*zo", str(path), re.IGNORECASE)


@pytest.mark.slow
def test_a_paper_that_was_not_copied_makes_no_office(tmp_path: Path) -> None:
    """Without the right group from the paper nothing is written, and a second try may begin anew."""
    person, _ = found_by_hand(tmp_path / "office")
    for _ in range(3):
        person.wait_for("Tapez le groupe numéro")
        person.type("????")
    assert person.end() == Exit.FAULT
    assert "Rien n’a été créé" in person.seen
    assert not (tmp_path / "office").exists()


def test_an_office_is_never_made_over_another(office: MadeOffice) -> None:
    """Where an office is, `init` changes nothing and says so."""
    before = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    person = Person("init", office.folder)
    assert person.end() == Exit.FAULT
    assert "Il y a déjà un bureau" in person.seen
    assert before == {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("turns", "code", "said"),
    [
        ((("Nouvelle", "court"),), Exit.REFUSED, "Trop court"),
        ((("Nouvelle", PASSPHRASE), ("Encore", PASSPHRASE + "x")), Exit.REFUSED, "pas les mêmes"),
        ((("Nouvelle", PASSPHRASE), ("Encore", PASSPHRASE), ("Nom", " "), ("Tél", "1")), Exit.USAGE, "Il faut un nom"),
    ],
)
def test_a_bad_answer_makes_no_office(tmp_path: Path, turns: Talk, code: Exit, said: str) -> None:
    """A short or mistyped passphrase, or no name, ends with a sentence and no folder."""
    person = Person("init", tmp_path / "office")
    assert person.talk(*turns) == code
    assert said in person.seen
    assert not (tmp_path / "office").exists()


def test_a_desk_is_trusted_by_a_yes_alone(office: MadeOffice, tmp_path: Path) -> None:
    """Anything but the word or its first letter, or a wrong passphrase, trusts nobody."""
    desk = MadeDesk(office.public)
    (tmp_path / "desk").write_bytes(desk.public)
    for answer in ("", "n", "non", "ou"):
        person = Person("trust", office.folder, tmp_path / "desk")
        assert person.talk(("pour faire confiance : ", answer)) == Exit.REFUSED
    for answer in ("oui", "O"):
        person = Person("trust", office.folder, tmp_path / "desk")
        assert person.talk(("pour faire confiance : ", answer), (ASKED, "wrong")) == Exit.REFUSED
        assert "bonne phrase de passe" in person.seen
    assert list((office.folder / keys.DESKS).iterdir()) == []


def test_a_changed_desk_file_is_not_even_asked_about(office: MadeOffice, tmp_path: Path) -> None:
    """A desk's file with another label, or none at all, is refused before anybody could say yes to it."""
    honest = MadeDesk(office.public).public
    for bad in (honest.replace(b"jeudi", b"lundi"), b"", office.public.name.encode()):
        (tmp_path / "desk").write_bytes(bad)
        person = Person("trust", office.folder, tmp_path / "desk")
        assert person.end() == Exit.REFUSED
        assert "pas authentique" in person.seen
        assert "Empreinte" not in person.seen


def test_no_office_is_its_own_exit_code(tmp_path: Path) -> None:
    """Where there is no office, every command says so and asks nothing."""
    (tmp_path / "file").write_bytes(b"x")
    for verb in ("trust", "open"):
        person = Person(verb, tmp_path / "none", tmp_path / "file")
        assert person.end() == Exit.NO_DESK
        assert "kiosk office init" in person.seen


def test_open_says_what_is_wrong_with_each_file(office: MadeOffice, usb: Path) -> None:
    """A missing file, a stranger's and a broken one are named and refused; the good one among them is opened."""
    desk, stranger = office.desk(1), MadeDesk(office.public, 2)
    desk.hand_over()
    stranger.hand_over()
    (good,), (foreign,) = desk.export(usb).files, stranger.export(usb).files
    (usb / "broken.ksb").write_bytes((usb / good).read_bytes()[:-1])
    (usb / "._mac.ksb").write_bytes(b"\0\5\26\7")
    (usb / "empty.ksb").touch()
    (usb / "answers.ksb").write_bytes(b"KSKA and more")
    (usb / "letter.ksb").write_bytes(b"Bonjour")
    odd = ("._mac.ksb", "empty.ksb", "answers.ksb", "letter.ksb")
    files = [usb / name for name in ("none.ksb", foreign, *odd, "broken.ksb", good)]
    person = Person("open", office.folder, *files)
    assert person.talk((ASKED, PASSPHRASE)) == Exit.REFUSED
    assert "none.ksb ne va pas : il n’est pas là" in person.seen
    assert f"{foreign} : refusé. Ce poste n’est pas connu" in person.seen
    assert "pas authentique" not in person.seen
    for name, why in zip(odd, ("un Mac", "il est vide", "une réponse du bureau", "pas l’envoi"), strict=True):
        assert f"{name} ne va pas" in person.seen
        assert why in person.seen
    assert "broken.ksb ne va pas : il est abîmé ou coupé" in person.seen
    assert "1 acte ouvert." in person.seen
    alone = Person("open", office.folder, usb / "none.ksb")
    assert alone.talk((ASKED, PASSPHRASE)) == Exit.FAULT


def test_what_is_damaged_at_the_office_is_no_refusal(office: MadeOffice, usb: Path) -> None:
    """Where the file that vouches for a desk is cut, or a folder, it is a fault, said with its remedy: exit code 1."""
    desk = office.desk()
    desk.hand_over()
    (bundle,) = desk.export(usb).files
    file = office.folder / keys.DESKS / f"{desk.id.hex()}.desk"
    data = file.read_bytes()
    file.write_bytes(data[:-1])
    person = Person("open", office.folder, usb / bundle)
    assert person.talk((ASKED, PASSPHRASE)) == Exit.FAULT
    assert "kiosk office trust" in person.seen
    file.unlink()
    file.mkdir()
    person = Person("open", office.folder, usb / bundle)
    assert person.talk((ASKED, PASSPHRASE)) == Exit.FAULT
    assert f"{file.name} ne va pas : c’est un dossier" in person.seen


def test_stops_are_said_first_and_remembered(office: MadeOffice, usb: Path) -> None:
    """Withdrawals stand before every act; opened again without them, the act they stop stays closed."""
    desk = office.desk()
    stopped, asked, going = (desk.hand_over() for _ in range(3))
    (before,) = desk.export(usb).files
    desk.withdraw(stopped, key=True)
    desk.withdraw(asked, key=False)
    (after,) = desk.export(usb).files
    person = Person("open", office.folder, usb / before, usb / after)
    assert person.talk((ASKED, PASSPHRASE)) == Exit.OK
    first = person.seen.index("À LIRE D’ABORD")
    assert first < person.seen.index(f"{spell(stopped.reference)} : accord retiré") < person.seen.index(NAME)
    assert first < person.seen.index(f"{spell(asked.reference)} : arrêt demandé") < person.seen.index(NAME)
    assert f"=== {spell(going.reference)} –" in person.seen
    later = Person("open", office.folder, usb / before)
    assert later.talk((ASKED, PASSPHRASE)) == Exit.OK
    assert "2 actes ouverts." in person.seen
    assert "0 acte ouvert." in later.seen
    for seen in (person.seen, later.seen):
        assert f"=== {spell(stopped.reference)} –" not in seen


def test_secrets_are_refused_outside_a_terminal(office: MadeOffice, tmp_path: Path) -> None:
    """A passphrase that comes through a pipe is never read, and no recovery secret goes into a file."""
    desk = MadeDesk(office.public)
    (tmp_path / "desk").write_bytes(desk.public)
    for arguments in (
        ("init", tmp_path / "new", "--name", "A", "--phone", "1"),
        ("trust", office.folder, tmp_path / "desk"),
        ("open", office.folder, tmp_path / "desk"),
    ):
        done = subprocess.run(
            [sys.executable, PROGRAM, "office", *map(str, arguments)],
            input=f"oui\n{PASSPHRASE}\n{PASSPHRASE}\n",
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=ENVIRONMENT,
            timeout=60,
            check=False,
        )
        assert done.returncode == Exit.REFUSED
        assert "terminal" in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_commands_load_nothing_heavy() -> None:
    """Registering the office's commands on the desk's command line loads neither keys nor seals."""
    code = (
        "import sys; from kiosk.office.commands import register; "
        "from kiosk.commands.usage import speaking; register(speaking(str, 'fr')().add_subparsers()); "
        "print([m for m in sys.modules if m.startswith(('nacl', 'kiosk.crypto', 'msgspec', 'textual'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
