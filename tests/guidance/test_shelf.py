"""The library: shipped guidance is sound, an association's folder wins, a bad file harms nobody else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.check import Fault, says_of
from kiosk.core.errors import ProcedureFault
from kiosk.core.procedure import Confidence
from kiosk.core.title import Group
from kiosk.guidance import shelf as library
from kiosk.guidance.files import COMMON, SHIPPED, SOURCES, procedure_files
from kiosk.guidance.shelf import Shelf, examine_procedure, read_procedure
from kiosk.guidance.whole import examine_together
from tests.fakes import PROCEDURES

SHIPPED_FILES = procedure_files(SHIPPED)
TITLES = ["activate", "close", "mask"]
SHIPPED_IDS = [file.stem for file in SHIPPED_FILES]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Note which files are read and checked."""
    read_files: list[str] = []

    def watching(file: Path) -> object:
        read_files.append(file.name)
        return examine_procedure(file)

    with mock.patch.object(library, "examine_procedure", watching):
        yield read_files


def ids(shelf: Shelf) -> list[str]:
    return [title.id for title in shelf.titles()]


def reasons(shelf: Shelf) -> list[tuple[str, str]]:
    return [(fault.file, fault.fault) for fault in shelf.faults]


def put(folder: Path, name: str, sample: str = "ok_shortest", **changes: str) -> Path:
    """Copy a sample into a folder under another id, with some of its text changed."""
    folder.mkdir(exist_ok=True)
    text = (PROCEDURES / f"{sample}.toml").read_text(encoding="utf-8").replace(f'id = "{sample}"', f'id = "{name}"')
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("file", SHIPPED_FILES, ids=lambda file: file.stem)
def test_shipped_guidance_has_no_mistake(file: Path) -> None:
    """Each shipped procedure passes every check, is named like its file, and shows nothing unconfirmed."""
    procedure, faults = examine_procedure(file)
    assert [str(fault) for fault in faults] == []
    assert procedure is not None
    assert procedure.id == file.stem
    assert all(says.confidence is not Confidence.D for _, says in says_of(procedure))
    assert procedure.group not in (None, Group.OTHER), "each is found among others of its kind"


def test_home_shows_shipped_guidance_in_order() -> None:
    """The home screen has the shipped procedures in the order that they say, without a fault."""
    shelf = Shelf()
    assert set(TITLES) <= set(ids(shelf))
    assert [title.order for title in shelf.titles()] == sorted(title.order for title in shelf.titles())
    assert shelf.faults == []
    for title in shelf.titles():
        procedure = shelf.open(title.id)
        assert (procedure.title, procedure.summary) == (title.title, title.summary)
        assert shelf.open(title.id) is procedure


def test_an_unknown_procedure_is_refused_by_name() -> None:
    """Opening what is not there is a refusal, not a crash."""
    with pytest.raises(ProcedureFault) as caught:
        Shelf().open("moon")
    assert caught.value.file == "moon"


# ---- the index


def test_an_index_spares_reading_unchanged_files(tmp_path: Path) -> None:
    """With an index, a second start reads no file, and shows the same."""
    index = tmp_path / "data" / "index"
    first = Shelf(index=index)
    with counted() as files:
        second = Shelf(index=index)
        assert files == []
    assert second.titles() == first.titles()
    assert second.open("close").id == "close"
    with counted() as files:
        Shelf()
        assert sorted(files) == [file.name for file in SHIPPED_FILES]


def test_an_index_notices_what_changed(tmp_path: Path) -> None:
    """An edited file alone is read again; a file that went is no longer shown; a new one is."""
    folder, index = tmp_path / "ours", tmp_path / "index"
    one, two = put(folder, "one"), put(folder, "two")
    assert ids(Shelf([folder], index)) == ["one", "two"]
    put(folder, "one", Essai="Autre")
    os.utime(one, ns=(1, 1))
    with counted() as files:
        shelf = Shelf([folder], index)
        assert files == ["one.toml"]
    assert [title.title.text for title in shelf.titles()] == ["Autre", "Essai"]
    two.unlink()
    put(folder, "three")
    assert ids(Shelf([folder], index)) == ["one", "three"]


def test_an_edited_common_file_is_noticed(tmp_path: Path) -> None:
    """When the shared steps change, what uses them is read again."""
    folder, index = tmp_path / "ours", tmp_path / "index"
    put(folder, "one", "ok_use_common")
    common = folder / COMMON
    shutil.copy(PROCEDURES / COMMON, common)
    assert ids(Shelf([folder], index)) == ["one"]
    common.write_text("", encoding="utf-8")
    os.utime(common, ns=(2, 2))
    shelf = Shelf([folder], index)
    assert ids(shelf) == []
    assert reasons(shelf) == [("one.toml", Fault.NO_SUCH_STEP)]


def cited(folder: Path, key: str) -> str:
    """Tell which work a statement cites by this key."""
    return next(each.what for each in read_procedure(folder / "one.toml").sources if each.key == key)


def test_a_shared_source_is_described_once(tmp_path: Path) -> None:
    """A shared source is cited by its key: the folder's own before the shipped one, the file's before both."""
    folder, index = tmp_path / "ours", tmp_path / "index"
    plain = (PROCEDURES / "ok_shortest.toml").read_text(encoding="utf-8").replace('"ok_shortest"', '"one"')
    start, end = plain.index("[[source]]"), plain.index("[[step]]")
    table = plain[start:end]
    folder.mkdir()
    one = folder / "one.toml"
    one.write_text(plain[:start] + plain[end:].replace('"law"', '"desk"'), encoding="utf-8")
    assert cited(folder, "desk") == "Le fonctionnement de cette borne"
    assert ids(Shelf([folder], index)) == ["one"]
    ours = folder / SOURCES
    ours.write_text(table.replace('"law"', '"desk"').replace("Une loi d’essai", "La nôtre"), encoding="utf-8")
    assert cited(folder, "desk") == "La nôtre"
    with counted() as files:
        assert ids(Shelf([folder], index)) == ["one"]
        assert files == ["one.toml"]
    one.write_text(plain.replace('"law"', '"desk"'), encoding="utf-8")
    assert cited(folder, "desk") == "Une loi d’essai"
    one.write_text((plain[:start] + plain[end:]).replace('"law"', '"moon"'), encoding="utf-8")
    assert [fault.fault for fault in examine_procedure(one)[1]] == [Fault.NO_SUCH_SOURCE]


def test_an_index_never_hides_a_fault(tmp_path: Path) -> None:
    """A refused file is refused again at each start, index or not, until it is mended."""
    folder, index = tmp_path / "ours", tmp_path / "index"
    shutil.copytree(PROCEDURES, folder)
    first, second = Shelf([folder], index), Shelf([folder], index)
    assert reasons(first) == reasons(second)
    assert len(first.faults) >= 30


def row(**changes: object) -> bytes:
    file = SHIPPED / "close.toml"
    stat, shared = file.stat(), sum((SHIPPED / name).stat().st_mtime_ns for name in (COMMON, SOURCES))
    good = {"stamp": [stat.st_mtime_ns, stat.st_size, shared], "id": "close", "order": 2, "title": "x"}
    return json.dumps({"format": 1, "files": {str(file): {**good, "summary": "y", **changes}}}).encode()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 1}',
        b'{"format": 1, "files": []}',
        b'{"format": 99, "files": {}}',
        b'{"format": 1, "files": {"a": 1}}',
        b"[" * 100_000,
        row(id=None),
        row(title=7),
        row(order="first"),
        row(group="nowhere"),
        row(stamp="soon"),
    ],
    ids=lambda damaged: repr(damaged[:12]),
)
def test_a_damaged_index_is_only_forgotten(tmp_path: Path, damaged: bytes) -> None:
    """An index that is empty, garbage, of another version or half true is made again, and nobody notices."""
    index = tmp_path / "index"
    index.write_bytes(damaged)
    shelf = Shelf(index=index)
    assert shelf.titles() == Shelf().titles()
    assert shelf.faults == []
    with counted() as files:
        Shelf(index=index)
        assert files == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.floats(0, 1), flip=st.integers(0, 255))
def test_a_torn_index_is_only_forgotten(tmp_path: Path, cut: float, flip: int) -> None:
    """An index cut anywhere, with a byte changed, still gives every procedure of the folder."""
    folder, index = tmp_path / "ours", tmp_path / "index"
    put(folder, "one")
    Shelf([folder], index)
    whole = index.read_bytes()
    index.write_bytes(whole[: int(cut * len(whole))] + bytes([flip]))
    assert ids(Shelf([folder], index)) == ["one"]


def test_an_index_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    """Where the folder of the index is a file, or the index a folder, the procedures are shown all the same."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for index in (tmp_path / "file" / "index", tmp_path / "folder"):
        assert Shelf(index=index).titles() == Shelf().titles()


# ---- the association's folder


def test_an_association_adds_and_replaces_by_id(tmp_path: Path) -> None:
    """Its own file adds a procedure; one with a shipped id replaces the shipped one, whatever it is called."""
    ours, index = tmp_path / "ours", tmp_path / "index"
    put(ours, "bus")
    put(ours, "close", Essai="Fermer avec nous").rename(ours / "zz.toml")
    for _ in range(2):
        shelf = Shelf([SHIPPED, ours], index)
        assert set(ids(shelf)) == {*SHIPPED_IDS, "bus"}
        assert shelf.open("close").title.text == "Fermer avec nous"
        assert {t.id: t.title.text for t in shelf.titles()}["close"] == "Fermer avec nous"
        assert shelf.faults == []


def test_an_association_says_among_which_acts_its_own_are_found(tmp_path: Path) -> None:
    """One that says no group stands among the others, one that takes a shipped one's place where that one stood."""
    ours, index = tmp_path / "ours", tmp_path / "index"
    put(ours, "bus")
    put(ours, "close")
    put(ours, "garden", **{"order = 1\n": 'order = 1\ngroup = "see"\n'})
    put(ours, "unsound", **{"order = 1\n": 'order = 1\ngroup = "elsewhere"\n'})
    for _ in range(2):
        shelf = Shelf([SHIPPED, ours], index)
        found = {title.id: title.group for title in shelf.titles()}
        assert (found["bus"], found["close"], found["garden"]) == (Group.OTHER, Group.CLOSE, Group.SEE)
        assert reasons(shelf) == [("unsound.toml", Fault.SHAPE)]


def test_a_group_has_an_act_for_each_digit_at_most(tmp_path: Path) -> None:
    """A tenth act of a group is refused by its file, though it is shown: what is there can be begun."""
    ours = tmp_path / "ours"
    for n in range(9):
        put(ours, f"bus{n}")
    full = [each for each in examine_together([SHIPPED, ours]) if each.fault == Fault.GROUP_FULL]
    assert full == []
    put(ours, "late")
    (fault,) = (each for each in examine_together([SHIPPED, ours]) if each.fault == Fault.GROUP_FULL)
    assert (fault.file, fault.fault, fault.detail) == ("late.toml", Fault.GROUP_FULL, "other")
    assert "late" in ids(Shelf([SHIPPED, ours]))


def test_a_replaced_procedure_stays_replaced_when_only_the_shipped_one_is_read(tmp_path: Path) -> None:
    """When the shipped file changed since the last start, the association's still wins."""
    shipped, ours, index = tmp_path / "shipped", tmp_path / "ours", tmp_path / "index"
    old = put(shipped, "close")
    put(ours, "close", Essai="Fermer avec nous")
    Shelf([shipped, ours], index)
    os.utime(old, ns=(3, 3))
    assert Shelf([shipped, ours], index).open("close").title.text == "Fermer avec nous"


def test_a_missing_folder_adds_nothing(tmp_path: Path) -> None:
    """The shipped procedures guide without an association's folder that is not there, and it is said by its name."""
    shelf = Shelf([SHIPPED, tmp_path / "nowhere"])
    assert shelf.titles() == Shelf().titles()
    assert reasons(shelf) == [("nowhere", Fault.UNOPENED)]
    assert reasons(Shelf()) == []


def test_common_steps_come_from_beside_or_from_the_shipped_file(tmp_path: Path) -> None:
    """An association's file may use the shipped common steps; its own common.toml takes their place."""
    ours = tmp_path / "ours"
    put(ours, "one", "ok_use_common")
    assert reasons(Shelf([ours])) == [("one.toml", Fault.NO_SUCH_STEP)]
    shutil.copy(PROCEDURES / COMMON, ours)
    assert ids(Shelf([ours])) == ["one"]
    plain = put(tmp_path / "plain", "two", "ok_use_common", child_only="stop_parents")
    text = plain.read_text(encoding="utf-8").replace("common.stop_parents", "common.whom")
    plain.write_text(text.replace('id = "whom"\nuse = "common.whom"', 'id = "whom"\nuse = "whom"'), encoding="utf-8")
    assert reasons(Shelf([plain.parent])) == [("two.toml", Fault.SAME_ID)]


def test_a_common_step_takes_nothing_but_a_condition(tmp_path: Path) -> None:
    """What uses a common step cannot quietly reword it."""
    file = put(tmp_path, "one", "ok_use_common")
    shutil.copy(PROCEDURES / COMMON, tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('use = "common.whom"', 'use = "common.whom"\ntitle = "Autre"'), encoding="utf-8")
    _, (fault,) = examine_procedure(file)
    assert (fault.step, fault.fault, fault.detail) == ("whom", Fault.SHAPE, "title")


# ---- bad files


def broken(folder: Path) -> None:
    """Put files of every badness beside a good one."""
    put(folder, "good")
    (folder / "a_text.toml").write_text("Bonjour", encoding="utf-8")
    (folder / "b_latin.toml").write_bytes('title = "Fermé"'.encode("latin-1"))
    (folder / "c_nul.toml").write_bytes(bytes(100))
    (folder / "d_deep.toml").write_text("id = " + "[" * 50_000, encoding="utf-8")
    (folder / "e_huge.toml").write_text("# " + "x" * 500_000, encoding="utf-8")
    (folder / "f_folder.toml").mkdir()
    (folder / "g_gone.toml").symlink_to(folder / "nowhere")
    (folder / "h_empty.toml").write_bytes(b"")
    (folder / "i_nested.toml").write_text(
        (folder / "good.toml")
        .read_text(encoding="utf-8")
        .replace('kind = "check"', 'kind = "check"\nwhen = ' + "{ not = " * 80 + '{ set = "erase" }' + " }" * 80),
        encoding="utf-8",
    )


def test_a_broken_file_is_refused_by_name_and_the_others_work(tmp_path: Path) -> None:
    """Not TOML, not UTF-8, endless, huge, a folder, a dead link: each is refused by name, the good one guides."""
    broken(tmp_path)
    shelf = Shelf([SHIPPED, tmp_path], tmp_path / "index")
    assert set(ids(shelf)) == {*SHIPPED_IDS, "good"}
    assert reasons(shelf) == [
        *((f"{name}.toml", Fault.UNREADABLE) for name in ("a_text", "b_latin", "c_nul", "d_deep", "e_huge")),
        *((f"{name}.toml", Fault.UNOPENED) for name in ("f_folder", "g_gone")),
        ("h_empty.toml", Fault.SHAPE),
        ("i_nested.toml", Fault.ASKED_LATER),
    ]


def test_a_refusal_never_commands_the_terminal(tmp_path: Path) -> None:
    """What a refusal quotes of a file holds no control character, and not the whole file."""
    file = tmp_path / "evil.toml"
    file.write_text(
        'id = "x"\nversion = "\\u001b]0;title\\u0007' + "y" * 1000 + '"\norder = 1\ntitle = "t"\nsummary = "s"'
    )
    _, (fault,) = examine_procedure(file)
    assert fault.fault == Fault.BAD_DATE
    assert "\x1b" not in str(fault)
    assert len(fault.detail) <= 300


@given(
    st.recursive(
        st.none() | st.text(max_size=3),
        lambda inner: st.dictionaries(
            st.sampled_from(["answer", "is", "in", "set", "not", "all", "any", "x"]),
            inner | st.lists(inner, max_size=2),
            max_size=3,
        ),
    )
)
def test_any_condition_is_read_or_refused(raw: object) -> None:
    """Whatever stands where a condition should, it is a condition of the closed table or a named fault."""
    from kiosk.guidance.reader import Reader

    try:
        condition = Reader("f.toml", "p", {}).condition("s", raw)
    except ProcedureFault as fault:
        refusal = fault
    else:
        assert (condition is None) == (raw is None)
        return
    assert (refusal.file, refusal.step, refusal.fault) == ("f.toml", "s", Fault.BAD_CONDITION)


def test_read_gives_the_first_mistake() -> None:
    """`read_procedure` refuses with a mistake where `examine_procedure` lists them."""
    with pytest.raises(ProcedureFault) as caught:
        read_procedure(PROCEDURES / "bad_same_id.toml")
    assert (caught.value.file, caught.value.step, caught.value.fault) == ("bad_same_id.toml", "told", Fault.SAME_ID)
