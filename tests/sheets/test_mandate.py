"""Mandate sheets, read by a library that did not write them: ten things said, nothing ticked, numbers of their own."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.commands.line import main
from kiosk.core.errors import FileFault, StoreReadOnly
from kiosk.core.paper import Cause
from kiosk.core.ports import Drive
from kiosk.core.title import Cover, Label
from kiosk.crypto import sign
from kiosk.desk.desk import Desk
from kiosk.desk.folder import MANDATES, OFFICE, PUBLIC, SETTINGS
from kiosk.desk.settings import Settings
from kiosk.printer.escpos import CodePage, TextPrinter
from kiosk.sheets.layout import draw, mandate_paper
from kiosk.sheets.mandate import COPIES, LAST, MOST, Mandate, read_mandate, reserve, spell_number
from kiosk.sheets.pages import draw as draw_pages
from kiosk.uplink.fingerprint import fingerprint
from kiosk.wire.signed import OfficePublic
from kiosk.words.ui import sentence
from tests.fakes import shipped
from tests.printer.decoder import decode
from tests.sheets.numbered import numbered_desk
from tests.sheets.readers import rules

DAY = date(2026, 11, 21)
A4 = (595, 842)


def _title(name: str, words: str) -> Cover:
    return Cover(name, 1, Label(words, name), Label("", name))


def mandate(structure: str = "Les Tilleuls") -> Mandate:
    return read_mandate(shipped().titles(), structure)


def pages(pdf: bytes) -> list[str]:
    """Give the text of each page, as a reader that did not write it finds it."""
    document = pypdfium2.PdfDocument(pdf)
    assert all(tuple(map(round, page.get_size())) == A4 for page in document)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@cache
def two() -> list[str]:
    """Draw two sheets and read them."""
    return pages(draw(mandate(), ["7K3M-0001", "7K3M-0002"]))


@pytest.fixture
def drawn() -> list[str]:
    """Two sheets."""
    return two()


def test_each_sheet_is_made_twice_on_pages_of_its_own(drawn: list[str]) -> None:
    """One copy for the person, one for the association, an even number of pages each, every page numbered."""
    heads = [re.match(r"(Exemplaire de .*?) Mandat n° (\S+)", page) for page in drawn]
    assert all(heads)
    said = [(head.group(2), head.group(1)) for head in heads if head]
    copies = list(mandate().copies.values())
    assert said == [(f"7K3M-000{n}", copy) for n in (1, 2) for copy in copies for _ in range(2)]
    assert [re.findall(r"Page \d sur \d", page) for page in drawn] == [["Page 1 sur 2"], ["Page 2 sur 2"]] * 4


def test_a_sheet_says_the_ten_things(drawn: list[str]) -> None:
    """Every row of all ten sections stands on the copy that it is for, and on no other."""
    said = mandate()
    assert len(said.sections) == 10
    for at, copy in enumerate(COPIES):
        text = " ".join(drawn[2 * at : 2 * at + 2])
        for section in said.sections:
            assert section.title in text
            for row in section.rows:
                for words in (row.text, row.structure, *row.blanks, *row.ticks, *row.signatures):
                    if row.copy in ("", copy):
                        assert " ".join(words.split()) in text
                    elif len(words) > 20:
                        assert words not in text


def test_the_acts_are_the_procedures_and_nothing_else(drawn: list[str]) -> None:
    """The closed list has each procedure of the desk, once on each copy; one that is several acts has a box each."""
    apart = {"close": 2, "pharmacy": 2, "emergency": 3}
    titles = shipped().titles()
    assert len(mandate().acts) == sum(apart.get(title.id, 1) for title in titles)
    assert len(set(mandate().acts)) == len(mandate().acts)
    for act in mandate().acts:
        assert sum(page.count(act) for page in drawn) >= 4
    for title in titles:
        assert (title.title.text in mandate().acts) is (title.id not in apart)
    (acts,) = [row for section in mandate().sections for row in section.rows if row.acts]
    assert not acts.ticks


def test_exact_acts_are_ticked_apart() -> None:
    """Closing without erasing or with it, refusing the pharmacy record or closing it, three emergency switches."""
    acts = mandate().acts
    for words, boxes in (("Fermer Mon espace", 2), ("dossier de la pharmacie", 2), ("Urgence", 3)):
        assert sum(words in act for act in acts) == boxes


def test_the_number_that_identifies_is_for_the_persons_hand_alone(drawn: list[str]) -> None:
    """The association's copy says that no social security number, card number, code or password goes on it."""
    assert "Sur cet exemplaire : aucun numéro de sécurité sociale" in drawn[2]
    assert "aucun numéro" not in drawn[0]
    assert "sur cet exemplaire seulement" in drawn[0]


def test_nothing_is_ticked_or_filled_beforehand() -> None:
    """But for its number, a sheet with a name on it differs from one without by the association's name alone."""
    blank = pages(draw(mandate(""), ["7K3M-0001"]))
    assert [page.replace(" Les Tilleuls", "") for page in two()[:4]] == blank
    assert not re.search("[☑☒✓✔✗]", " ".join(blank))


def test_nothing_leaves_the_page_or_covers_another_line() -> None:
    """Even with forty acts of long names every letter is inside the margins, and no two lines overlap."""
    many = read_mandate(
        [_title(f"ours_{n}", f"Une démarche ajoutée par l’association, numéro {n}") for n in range(40)],
        "Les Tilleuls " * 3,
    )
    document = pypdfium2.PdfDocument(draw(many, ["7K3M-0001"]))
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        for left, bottom, right, top in boxes:
            assert 40 < left < right < A4[0] - 40
            assert 20 < bottom < top < A4[1] - 20
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 1 or down <= 1, (text.get_text_bounded(*one), text.get_text_bounded(*other))
    assert len(document) % 4 == 0


# ---- numbers


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(asked=st.lists(st.tuples(st.integers(1, 20), st.none() | st.integers(1, 200)), max_size=8))
def test_numbers_never_come_twice_unless_asked_for(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, int | None]]
) -> None:
    """Whatever was printed before, what follows is new; numbers asked for again are said to be."""
    folder, given_out = tmp_path_factory.mktemp("desk"), set[int]()
    for count, first in asked:
        numbers, again = reserve(folder / MANDATES, count, first)
        assert len(numbers) == count
        if first is None:
            assert given_out.isdisjoint(numbers)
            assert not again
        elif given_out & set(numbers):
            assert again
        given_out |= set(numbers)


@pytest.mark.parametrize(("count", "first"), [(0, None), (-1, None), (MOST + 1, None), (1, 0), (2, LAST)])
def test_numbers_that_there_are_not(tmp_path: Path, count: int, first: int | None) -> None:
    """No sheet, too many, or a number of five digits: refused, and nothing is remembered."""
    with pytest.raises(ValueError):
        reserve(tmp_path / MANDATES, count, first)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_count_is_never_guessed(tmp_path: Path) -> None:
    """Where the count does not read, no number is given out."""
    (tmp_path / MANDATES).write_text("beaucoup", encoding="ascii")
    with pytest.raises(FileFault):
        reserve(tmp_path / MANDATES, 1)


def test_a_count_that_cannot_be_kept_gives_no_number(tmp_path: Path) -> None:
    """Where the count cannot be written, no number is given out."""
    (tmp_path / f"{MANDATES}.new").mkdir()
    with pytest.raises(StoreReadOnly):
        reserve(tmp_path / MANDATES, 1)


# ---- the command


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which a desk was made."""
    return numbered_desk(tmp_path)


def test_the_command_writes_a_file_and_goes_on_counting(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two calls make two files with numbers of the desk's own, one after the other; a third may repeat some."""
    monkeypatch.setattr("kiosk.sheets.layout.draw", lambda _, numbers: " ".join(numbers).encode())
    prefix = fingerprint(sign.open_desk_file((desk / PUBLIC).read_bytes())).split("-")[0]
    for expected in (["--count", "1"], ["--count", "2"]):
        assert main(["mandate", str(desk), "--data", str(desk), *expected]) == 0
    assert sorted(file.name for file in desk.glob("*.pdf")) == [
        f"mandats-{prefix}-0001-0001.pdf",
        f"mandats-{prefix}-0002-0003.pdf",
    ]
    assert (desk / f"mandats-{prefix}-0002-0003.pdf").read_text() == f"{prefix}-0002 {prefix}-0003"
    said = capsys.readouterr().out
    assert said.count("La numérotation commence à 1.") == 1  # a count that was lost would begin so, too
    assert "certains de ces numéros" not in said
    assert main(["mandate", str(desk), "--data", str(desk), "--count", "2", "--from", "3"]) == 0
    assert "certains de ces numéros" in capsys.readouterr().out
    assert reserve(desk / MANDATES, 1) == (range(5, 6), False)
    assert spell_number(prefix, 12) == f"{prefix}-0012"


@pytest.mark.parametrize(("settings_say", "expected"), [("", "Les Ormes"), ("Les Tilleuls", "Les Tilleuls")])
def test_the_associations_name_is_filled_in(
    desk: Path, monkeypatch: pytest.MonkeyPatch, settings_say: str, expected: str
) -> None:
    """The sheet bears the name of the settings, else the one that the office's file has."""
    seed = sign.new_seed()
    said = OfficePublic(1, False, "Les Ormes", "01 23 45 67 89", sign.verify_key(seed), (b"r" * 32,))
    (desk / OFFICE).write_bytes(sign.sign_file(seed, said))
    (desk / SETTINGS).write_text(f'[desk]\nstructure = "{settings_say}"\n', encoding="utf-8")
    monkeypatch.setattr("kiosk.sheets.layout.draw", lambda said, _: said.structure.encode())
    assert main(["mandate", str(desk), "--data", str(desk), "--count", "1"]) == 0
    (file,) = desk.glob("*.pdf")
    assert file.read_text(encoding="utf-8") == expected


def test_a_team_that_refuses_mandates_switches_them_off(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `mandates = false` no sheet is made, no number is given out, and no visit asks for one."""
    (desk / SETTINGS).write_text("[desk]\nmandates = false\n", encoding="utf-8")
    assert main(["mandate", str(desk), "--data", str(desk)]) == 1
    assert "désactivés" in capsys.readouterr().out
    assert not list(desk.glob("*.pdf"))
    assert not (desk / MANDATES).exists()


@pytest.mark.parametrize(("arguments", "code"), [(["--count", "0"], 2), (["--from", "0"], 2)])
def test_impossible_numbers_are_refused_in_words(
    desk: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A count or a number that there is not ends with the usage code and a sentence."""
    assert main(["mandate", str(desk), "--data", str(desk), *arguments]) == code
    assert str(MOST) in capsys.readouterr().err


def test_without_a_desk_or_a_folder_nothing_is_numbered(
    desk: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers are a desk's own: without one there are none; a folder that is not there costs no number."""
    assert main(["mandate", str(desk), "--data", str(tmp_path_factory.mktemp("none"))]) == 5
    assert main(["mandate", str(desk / "moon"), "--data", str(desk)]) == 1
    assert not (desk / MANDATES).exists()
    capsys.readouterr()


def test_on_a_key_all_sheets_are_one_file(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a printer they go onto the one USB key there is; without a key the numbers to make again are told."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    (tmp_path / "key").mkdir()
    key = Drive(str(tmp_path / "key"), tmp_path.stat().st_dev)
    there = list[Drive]()
    monkeypatch.setattr("kiosk.uplink.drives.drives", lambda: list(there))
    command = ["mandate", "--data", str(desk), "--count", "2"]
    assert main(command) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert sentence(Cause.NO_KEY) in told
    assert "--from 1 --count 2" in told
    there.append(key)
    assert main([*command, "--from", "1", "--on", "clé"]) == 0
    assert sentence(Cause.ON_A_KEY) in " ".join(capsys.readouterr().out.split())
    (file,) = (tmp_path / "key").iterdir()
    prefix = fingerprint(sign.open_desk_file((desk / PUBLIC).read_bytes())).split("-")[0]
    assert file.name == f"mandats-{prefix}-0001-1.pdf"
    assert [re.findall(r"Mandat n° (\S+)", page)[0] for page in pages(file.read_bytes())[::4]] == [
        f"{prefix}-0001",
        f"{prefix}-0002",
    ]
    assert main([*command, "--on", "a4"]) == 1  # no such printer is set: no number is given out
    assert reserve(desk / MANDATES, 1) == (range(3, 4), False)
    with pytest.raises(SystemExit):
        main([*command, "--on", "lune"])
    assert "rouleau, a4, cle" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(SystemExit):
        main([*command, "--on", "papyrus"])
    assert "roll, a4, drive" in capsys.readouterr().err


def test_in_large_print_it_says_the_same_with_room_to_write() -> None:
    """An even number of pages for each copy, the same words on them, and no line to fill is shorter than a thumb."""
    usual, large = (draw_pages(mandate_paper(mandate(), ["7K3M-0001"]), large=each) for each in (False, True))
    many = pages(large)
    assert len(many) % 4 == 0
    assert len(many) > len(pages(usual))

    def words(read: list[str]) -> set[str]:
        return {word for page in read for word in re.sub(r"Page \d sur \d", "", page).split()}

    assert words(many) == words(pages(usual))
    for page in range(len(many)):
        assert all(each.right - each.left > 40 for each in rules(large, page))


def test_on_a_roll_a_sheet_says_the_same() -> None:
    """Where there is a roll alone, both copies say all that the pages say, with boxes to tick and lines to fill."""
    said = mandate()
    paper = decode(TextPrinter(CodePage("cp858", 19)).show(mandate_paper(said, ["7K3M-0001"])))
    assert paper.pictures == 0
    text = "".join("".join(paper.lines).replace("_", "").replace("’", "'").split())
    for copy in COPIES:
        assert _bare(said.copies[copy]) in text
    for words, times in [(said.intro, 2), (said.foot, 2), *((act, 2) for act in said.acts)]:
        assert text.count(_bare(words)) >= times
    for section in said.sections:
        for row in section.rows:
            for words in (row.text, row.structure, *row.blanks, *row.ticks, *row.signatures):
                assert text.count(_bare(words)) >= (1 if row.copy else 2)
    boxes = sum(len(row.ticks) for section in said.sections for row in section.rows) + len(said.acts)
    assert text.count("[]") == 2 * boxes
    assert text.count("7K3M-0001") == 2


def _bare(words: str) -> str:
    return "".join(words.replace("’", "'").replace("–", "-").replace("…", "...").split())


# ---- what enters the kiosk


def test_only_its_number_enters_the_kiosk_and_the_settings_may_leave_it_out() -> None:
    """Each act that goes to the office may take the number of a mandate, or none; no other step speaks of it."""
    with_, without = Desk(Path("none"), Settings()).shelf(), Desk(Path("none"), _off()).shelf()
    for title in with_.titles():
        asked = [step for step in with_.open(title.id).steps if step.id == "mandate"]
        if not any(option.id == "office" for step in with_.open(title.id).steps for option in step.options):
            assert asked == []
            continue
        (step,) = asked
        assert [field.id for field in step.fields] == ["mandate_number"]
        assert step.fields[0].may
        steps = without.open(title.id).steps
        assert steps == tuple(each for each in with_.open(title.id).steps if each is not step)


def _off() -> Settings:
    from msgspec.structs import replace

    return replace(Settings(), desk=replace(Settings().desk, mandates=False))
