"""The commands for those who write guidance: what is wrong, what they changed, what has to be checked again."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from kiosk.commands.line import main
from kiosk.core.compare import Change, Difference, changes
from kiosk.core.paths import says_of
from kiosk.core.procedure import AskWhom, Confidence, Is, Label
from kiosk.core.statements import open_points, statements
from kiosk.desk.doctor import examine as look
from kiosk.guidance.files import COMMON, SHARED, SHIPPED
from kiosk.guidance.overrides import mark_of_state, override
from kiosk.guidance.shelf import read_procedure
from kiosk.machine.clock import BUILT
from kiosk.words.commands import Cli
from tests.fakes import NOW, PROCEDURES, sample, shipped

ROOT = Path(__file__).resolve().parents[2]
Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Give what was printed and what was said on standard error."""
    return lambda: tuple(map(seen, capsys.readouterr()))  # type: ignore[return-value]  # a pair of texts


def seen(text: str) -> str:
    """Give a text as it is seen: a space is a space."""
    return text.replace("\u00a0", " ")


def ours(folder: Path, *edits: tuple[str, str], made_from: str = "") -> Path:
    """Copy a shipped procedure into a folder and edit it."""
    folder.mkdir(exist_ok=True)
    text = (SHIPPED / "mask.toml").read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    file = folder / "mask.toml"
    file.write_text(f'made_from = "{made_from}"\n{text}' if made_from else text, encoding="utf-8")
    return file


def desk(data: Path, folder: Path) -> Path:
    """Give a data folder whose settings name a folder of procedures."""
    data.mkdir(exist_ok=True)
    (data / "kiosk.toml").write_text(f'[procedures]\nfolder = "{folder}"\n', encoding="utf-8")
    return data


# ---- what is no procedure


@pytest.mark.parametrize("name", sorted(SHARED))
def test_a_shared_file_is_checked_as_what_it_is(name: str, tmp_path: Path, said: Said) -> None:
    """The triage, the glossary, the shared steps and sources are right on their own, and refused by name if not."""
    assert main(["procedures", "check", str(SHIPPED / name)]) == 0
    assert said()[0].startswith(name)
    wrong = tmp_path / name
    wrong.write_text((SHIPPED / name).read_text(encoding="utf-8") + "\nwhta = 1\n", encoding="utf-8")
    assert main(["procedures", "check", str(wrong)]) != 0
    out, err = said()
    assert not out
    assert name in err
    assert "whta" in err


def test_the_example_of_the_page_is_right(said: Said) -> None:
    """The very file that the page for authors prints is right, for the very command that the page gives."""
    page = ROOT / "docs" / "demarches.md"
    text = page.read_text(encoding="utf-8")
    assert "`kiosk procedures check FICHIER`" in text
    (example,) = re.findall(r"^```\{literalinclude\} (\S+\.toml)$", text, re.MULTILINE)
    file = page.parent / example
    assert main(["procedures", "check", str(file)]) == 0
    assert said() == (f"{file.name} : juste.\n", "")


# ---- what an association changed


def test_a_copy_changes_nothing(tmp_path: Path) -> None:
    """A procedure that is the same says so, wherever it is."""
    found = override(file := ours(tmp_path / "own"), read_procedure(file))
    assert found is not None
    assert found.changes == ()
    assert found.now == mark_of_state(SHIPPED / "mask.toml")


def test_a_shipped_or_a_new_procedure_stands_in_for_nothing(tmp_path: Path) -> None:
    """Neither a shipped file nor one with an id of its own is compared."""
    assert override(SHIPPED / "mask.toml", read_procedure(SHIPPED / "mask.toml")) is None
    new = Path(shutil.copy(PROCEDURES / "ok_shortest.toml", tmp_path))
    assert override(new, read_procedure(new)) is None


def test_every_difference_is_named() -> None:
    """A step or a text more or less, other sources, another condition or order: each is a change of its own."""
    shipped = sample("ok_when_is")
    first, *rest = shipped.steps
    told = next(step for step in shipped.steps if step.says and step.when)
    says = told.says[0]
    (older,) = {replace(source, checked=date(2020, 1, 1)) for source in says.sources[:1]}

    def with_step(**other: object) -> list[Change]:
        step = replace(told, **other)  # type: ignore[arg-type]  # fields of a step
        steps = tuple(step if each is told else each for each in shipped.steps)
        return changes(shipped, replace(shipped, steps=steps))

    assert changes(shipped, shipped) == []
    assert with_step(says=(replace(says, text="Autre."),)) == [
        Change(told.id, Difference.TEXT_REMOVED, says.text),
        Change(told.id, Difference.TEXT_ADDED, "Autre."),
    ]
    assert with_step(says=(replace(says, sources=(older,)),)) == [Change(told.id, Difference.SOURCES, says.text)]
    assert with_step(when=None) == [Change(told.id, Difference.REST)]
    assert with_step(says=(replace(says, when=Is(first.id, "no")),)) == [Change(told.id, Difference.REST)]
    assert with_step(id="other") == [
        Change(told.id, Difference.STEP_REMOVED),
        Change("other", Difference.STEP_ADDED),
    ]
    assert changes(shipped, replace(shipped, steps=(*rest, first)))[0].difference is Difference.REST
    renamed = changes(shipped, replace(shipped, title=Label("Autre titre", shipped.id)))
    assert [(each.step, each.difference) for each in renamed] == [
        ("", Difference.TEXT_REMOVED),
        ("", Difference.TEXT_ADDED),
    ]
    assert changes(shipped, replace(shipped, sheets=()))[-1].difference is Difference.STEP_REMOVED


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ("[[step]]", "\n# une remarque\n[[step]]", False),
        ('title = "Masquer des documents"', 'title = "Masquer"', True),
    ],
)
def test_a_mark_moves_with_the_text_alone(tmp_path: Path, before: str, after: str, moves: bool) -> None:
    """A remark does not move it, a word does."""
    assert (mark_of_state(ours(tmp_path / "own", (before, after))) != mark_of_state(SHIPPED / "mask.toml")) is moves


def test_a_mark_moves_with_the_shared_steps_that_are_used(tmp_path: Path) -> None:
    """A shared step that the procedure uses moves its mark, another one does not."""
    file = ours(tmp_path / "own")
    common = Path(shutil.copy(SHIPPED / COMMON, tmp_path / "own"))
    text = common.read_text(encoding="utf-8")
    first = mark_of_state(file)
    common.write_text(text + '\n[[step]]\nid = "moon"\nkind = "check"\ntitle = "Lune"\n', encoding="utf-8")
    assert mark_of_state(file) == first
    common.write_text(text.replace('label = "Pour moi"', 'label = "Moi"'), encoding="utf-8")
    assert mark_of_state(file) != first


def test_check_says_what_was_changed_and_how_to_be_warned(tmp_path: Path, said: Said) -> None:
    """An association's file is shown against the shipped one; without a mark it is told which one to write."""
    file = ours(tmp_path / "own", ("Ce que masquer change", "Ce que ça change"))
    assert main(["procedures", "check", str(file)]) == 0
    out, _ = said()
    assert "mask.toml : juste." in out
    assert "étape « effects » : texte retiré : « Ce que masquer change »" in out
    assert "étape « effects » : texte ajouté : « Ce que ça change »" in out
    assert f'made_from = "{mark_of_state(SHIPPED / "mask.toml")}"' in out


def test_a_shipped_original_that_moved_on_is_noticed(tmp_path: Path, said: Said) -> None:
    """With the mark of today nothing is said; with an older one, check and doctor ask to read the original again."""
    now = mark_of_state(SHIPPED / "mask.toml")
    for made_from, moved in ((now, False), ("2020-01-01 00000000", True)):
        folder = tmp_path / ("old" if moved else "new")
        file, data = ours(folder, made_from=made_from), desk(tmp_path / f"data-{moved}", folder)
        assert main(["procedures", "check", str(file)]) == 0
        assert ("ATTENTION" in said()[0]) is moved
        codes = {remark.code for remark in look(data, NOW, BUILT)}
        assert (Cli.DOCTOR_MOVED_ON in codes) is moved


def test_the_doctor_finds_a_folder_beside_the_settings(tmp_path: Path) -> None:
    """A folder that is named without its path stands beside kiosk.toml, wherever the doctor is asked from."""
    folder = tmp_path / "data" / "procedures"
    data = desk(tmp_path / "data", Path("procedures"))
    assert Cli.DOCTOR_NO_FOLDER in {remark.code for remark in look(data, NOW, BUILT)}
    folder.mkdir()
    assert Cli.DOCTOR_NO_FOLDER not in {remark.code for remark in look(data, NOW, BUILT)}


def test_check_without_a_file_looks_at_the_desks_own_too(tmp_path: Path, said: Said) -> None:
    """With no path given, the shipped procedures and those of the settings are checked."""
    folder = tmp_path / "own"
    ours(folder, ('kind = "consent"', 'kind = "moon"'))
    main(["procedures", "check", "--data", str(desk(tmp_path / "data", folder))])
    out, err = said()
    assert "close.toml : juste." in out
    assert "mask.toml" in err


def test_what_is_shipped_must_be_whole_in_english(tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped sentence without its English fails the check, by file and sentence; an association's does not."""
    from kiosk.words.catalogues import Catalogues

    monkeypatch.setattr(Catalogues, "is_translated", lambda _, what, __: what.text != "Pour moi")
    assert main(["procedures", "check", str(SHIPPED / "mask.toml"), str(SHIPPED / "close.toml")]) == 1
    assert said()[1].count("« Pour moi »") == 1
    assert main(["procedures", "check", str(ours(tmp_path / "own"))]) == 0


def test_an_own_folder_is_judged_with_the_shipped_one(tmp_path: Path, said: Said) -> None:
    """A folder with one good file is right: what the triage leads to is in the shipped folder. A bad lead is named."""
    ours(tmp_path / "own")
    assert main(["procedures", "check", str(tmp_path / "own")]) == 0
    assert said()[1] == ""
    text = (PROCEDURES / "ok_shortest.toml").read_text(encoding="utf-8")
    (tmp_path / "own" / "ok_shortest.toml").write_text(text.replace("from_home = true\n", ""), encoding="utf-8")
    assert main(["procedures", "check", str(tmp_path / "own")]) == 1
    assert "ok_shortest" in said()[1]


# ---- the report


def test_the_report_has_every_statement_once() -> None:
    """All that the procedures state is there, shared statements once, with file, step and source."""
    shelf = shipped()
    named = [(f"{title.id}.toml", shelf.open(title.id)) for title in shelf.titles()]
    found = statements(named, COMMON)
    wanted = {(where, says) for _, procedure in named for where, says in says_of(procedure)}
    assert {(each.step, each.says) for each in found} == wanted
    assert len(found) == len({(each.file, each.step, each.says) for each in found})
    shared = [each for each in found if each.says.context.startswith("common.")]
    assert shared
    assert all(each.file == COMMON for each in shared)


def test_the_report_has_the_triage_and_the_glossary(tmp_path: Path, said: Said) -> None:
    """What the questions, their ends and the explained words state is re-checked like all else."""
    assert main(["procedures", "report", "--csv", "--data", str(tmp_path)]) == 0
    rows = {(row[3], row[6]) for row in csv.reader(io.StringIO(said()[0]))}
    shelf = shipped()
    ends = [says for end in shelf.triage().ends for says in end.because]
    terms = [says for term in shelf.glossary() for says in term.says]
    assert ends
    assert terms
    assert {("triage.toml", seen(says.text)) for says in ends} <= rows
    assert {("glossary.toml", seen(says.text)) for says in terms} <= rows


def test_the_report_counts_months_as_the_settings_do(tmp_path: Path, said: Said) -> None:
    """What is old is what the settings call old."""
    for months, old in ((1, {"!"}), (120, {""})):
        (tmp_path / "kiosk.toml").write_text(f"[procedures]\nold_after_months = {months}\n", encoding="utf-8")
        with mock.patch("kiosk.machine.clock.today", return_value=date(2027, 6, 1)):
            assert main(["procedures", "report", "--csv", "--data", str(tmp_path)]) == 0
        assert {row[2] for row in list(csv.reader(io.StringIO(said()[0])))[1:]} == old


def test_the_least_sure_comes_first_then_the_oldest() -> None:
    """C before B before A; among equals, what was checked longest ago."""
    procedure = sample("ok_confidence")
    aged = []
    for n, step in enumerate(procedure.steps):
        old = tuple(
            replace(says, sources=tuple(replace(source, checked=date(2020 + n, 1, 1)) for source in says.sources))
            for says in step.says
        )
        aged.append(replace(step, says=old))
    found = statements([("x.toml", replace(procedure, steps=tuple(aged)))], COMMON)
    keys = [(-list(Confidence).index(each.confidence), each.checked) for each in found]
    assert keys == sorted(keys)
    assert len({each.confidence for each in found}) == 3


def test_the_report_can_go_into_a_spreadsheet(tmp_path: Path, said: Said) -> None:
    """As CSV it has a heading and a row a statement, in the language that was asked for, old ones marked."""
    data = desk(tmp_path / "data", tmp_path / "own")
    with mock.patch("kiosk.machine.clock.today", return_value=date(2099, 1, 1)):
        assert main(["procedures", "report", "--csv", "--language", "en", "--data", str(data)]) == 0
    rows = list(csv.reader(io.StringIO(said()[0])))
    assert rows[0] == ["confidence", "checked", "old", "file", "step", "sources", "text"]
    assert {row[2] for row in rows[1:]} == {"!"}
    assert {row[0] for row in rows[1:]} == {"A", "B", "C"}
    assert not any("Masquer, c’est cacher" in row[6] for row in rows)


def test_the_report_reads_well_on_a_terminal(tmp_path: Path, said: Said) -> None:
    """A line a statement, then how many are too old."""
    assert main(["procedures", "report", "--data", str(tmp_path)]) == 0
    *lines, last = said()[0].splitlines()
    listed = lines[: lines.index("")]
    assert all(line[0] in "ABC" for line in listed)
    assert "vérifiée" in last


def test_the_report_says_what_to_ask_and_of_whom(tmp_path: Path, said: Said) -> None:
    """Every doubt stands once in the script for the telephone, under who can answer it, with room for the answer."""
    assert main(["procedures", "report", "--data", str(tmp_path)]) == 0
    lines = said()[0].splitlines()
    script = lines[lines.index("") :]
    found = statements(((f"{t.id}.toml", shipped().open(t.id)) for t in shipped().titles()), COMMON)
    points = open_points(found)
    assert {AskWhom.CALL, AskWhom.FUND, AskWhom.PROFESSIONAL} <= set(points)
    for asked in points.values():
        for source in (source for point in asked for source in point.sources):
            assert sum(f"[{source.key}]" in line for line in script) == 1
    assert any("3422, du lundi au vendredi" in line for line in script)
    assert sum("Réponse, nom et jour" in line for line in script) >= sum(map(len, points.values()))


def test_what_is_to_be_asked_takes_an_hour(tmp_path: Path, said: Said) -> None:
    """The script ends with how many points there are and how long they take, each call with the time to be heard.

    One volunteer, at most an hour; and what is to be read out is said in a few minutes of it.
    """
    assert main(["procedures", "report", "--data", str(tmp_path)]) == 0
    out = said()[0]
    points = out.count("Réponse, nom et jour")
    minutes = int(out.split("En tout : ")[1].split()[0])
    assert f"{points} points à demander" in out
    assert minutes <= 60
    lines = [line.strip() for line in out.splitlines()]
    read_out = [line for line in lines if line.startswith("→ ")]
    assert len(read_out) == points
    assert [line for line in read_out if not line.endswith(" ?")] == []
    asking = sum(int(line.split(" min)")[0].split("(")[1]) for line in lines if " min) [" in line)
    called = sum(line.startswith("À demander") for line in lines)
    assert asking + called * 4 == minutes
    assert max(len(line.split()) for line in read_out) <= 30, "nobody keeps a longer question"


def test_check_refuses_a_path_that_is_too_long_to_hear(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """One word over what may be heard on a path fails the check, by file and number."""
    assert main(["procedures", "check", str(SHIPPED / "close.toml")]) == 0
    monkeypatch.setattr("kiosk.commands.heard.MOST_WORDS", 100)
    assert main(["procedures", "check", str(SHIPPED / "close.toml")]) == 1
    assert re.fullmatch(r"close\.toml : [34]\d\d mots entendus sur un chemin, 100 au plus\.", said()[1].strip())


def test_check_refuses_what_people_would_not_be_told_in_time(tmp_path: Path, said: Said) -> None:
    """A way without a word of what it permits fails the check, by file and step; such a file is not called right."""
    file = tmp_path / "close.toml"
    text = (SHIPPED / "close.toml").read_text(encoding="utf-8")
    note = 'says = [\n  { text = "Nous pensons qu’il peut le faire.", sources = ["by-phone"] },\n]\n'
    assert note in text
    file.write_text(text.replace(note, ""), encoding="utf-8")
    assert main(["procedures", "check", str(file)]) == 1
    out, err = said()
    assert "juste" not in out
    assert "close.toml, étape « channel » : « call_now » ne dit pas ce que ce moyen permet" in err


def test_check_says_what_is_hard_and_refuses_nothing(tmp_path: Path, said: Said) -> None:
    """Hard sentences of an association's own are shown with why, on a screen, a sheet and a letter; none is refused."""
    file = ours(
        tmp_path / "ours",
        ("Vous le voyez toujours. Vous pouvez changer d’avis.", "On garde les dossiers."),
        ("Des documents choisis", "Un courriel choisi"),
        ("L’espace montre ce qui a été fait.", "Tout est noté."),
        ("Si ce n’est pas possible, merci de me le dire.", "Sinon, réponse par écrit."),
    )
    assert main(["procedures", "check", str(file)]) == 0
    out, err = said()
    assert [line.partition(" : à relire : ")[2] for line in out.splitlines() if "à relire" in line] == [
        "« On garde les dossiers. » ne dit pas qui agit.",
        "« On garde les dossiers. » a un « on » : qui est-ce ?",
        "« Un courriel choisi » a un autre mot pour : un e-mail.",
        "« Tout est noté. » ne dit pas par qui c’est fait.",
        "« Sinon, réponse par écrit. » ne dit pas qui agit.",
    ]
    assert not err


def test_the_script_alone_is_for_the_telephone(tmp_path: Path, said: Said) -> None:
    """With --ask what is printed is what to ask, without the list of all that is stated."""
    assert main(["procedures", "report", "--data", str(tmp_path)]) == 0
    whole = said()[0].splitlines()
    assert main(["procedures", "report", "--ask", "--data", str(tmp_path)]) == 0
    assert said()[0].splitlines() == whole[whole.index("") :]
    assert len(whole) > 1000
