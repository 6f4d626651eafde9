"""What a key with an update left: the desk says it, on the page of whoever has no passphrase, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.left import Left
from kiosk.core.release import UpdateFault
from kiosk.machine import updated
from kiosk.words.catalogues import Catalogues
from kiosk.words.update import left_words, why_unchanged
from kiosk.words.voice import Voice

RELEASE = "kiosk/machine/release.toml"


def a_machine(at: Path, monkeypatch: pytest.MonkeyPatch, runs: str = "packaged") -> Path:
    """A machine with a packaged program and one version; gives the folder of its versions."""
    packaged, home = at / "lib" / "python", at / "var"
    for python, version in ((packaged, "1.0"), (home / "versions/2.1/python", "2.0")):
        (python / RELEASE).parent.mkdir(parents=True)
        (python / RELEASE).write_text(f'version = "{version}"\n', encoding="utf-8")
    monkeypatch.setattr(updated, "PACKAGED", packaged)
    monkeypatch.setattr(updated, "CURRENT", home / "current")
    monkeypatch.setattr(updated, "WORD", at / "word")
    monkeypatch.setattr(updated, "RUNS", packaged if runs == "packaged" else home / runs)
    return home


def test_nothing_waits_where_the_next_start_runs_what_runs_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's program, an updated one, and a program that is no package's."""
    home = a_machine(tmp_path, monkeypatch)
    assert updated.may_come()
    assert updated.left() == Left()
    (home / "current").symlink_to("versions/2.1")
    monkeypatch.setattr(updated, "RUNS", home / "versions/2.1/python")
    assert updated.left() == Left()
    monkeypatch.setattr(updated, "RUNS", tmp_path / "checkout")
    assert not updated.may_come()


def test_a_version_that_waits_is_named_forwards_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link moved: what runs next has that version; it went: the package's; what it says is damaged: unnamed."""
    home = a_machine(tmp_path, monkeypatch)
    (home / "current").symlink_to("versions/2.1")
    assert updated.left() == Left(version="2.0")
    (home / "versions/2.1/python" / RELEASE).write_bytes(b"\xff")
    assert updated.left() == Left(version="?")
    (home / "current").unlink()
    monkeypatch.setattr(updated, "RUNS", home / "versions/2.1/python")
    assert updated.left() == Left(version="1.0")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_word_has_its_sentence(language: str) -> None:
    """While it is taken, once it is there, and each reason why not; what nobody wrote says nothing."""
    voice = Voice(Catalogues(), language, tuple, training=False)
    said = {left_words(Left(word=each), voice.say) for each in ("taking", *UpdateFault)}
    assert len(said) == len(UpdateFault) + 1
    assert "" not in said
    assert "2.0" in left_words(Left("done", "2.0"), voice.say)
    assert left_words(Left("taking", "2.0"), voice.say) == left_words(Left("taking"), voice.say)
    assert not left_words(Left("\x1b[2J"), voice.say)
    # A key that stays plugged in after it was taken has done nothing wrong.
    assert left_words(Left(UpdateFault.SAME), voice.say) == voice.say(why_unchanged(UpdateFault.SAME))


@pytest.mark.parametrize("bad", [b"", b"\xff\xfe", b"x" * 9000])
def test_a_word_that_is_none_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: bytes) -> None:
    """Whatever stands in the file, and where it is a folder."""
    a_machine(tmp_path, monkeypatch)
    (tmp_path / "word").write_bytes(bad)
    assert len(updated.left().word) <= 40
    (tmp_path / "word").unlink()
    (tmp_path / "word").mkdir()
    assert updated.left() == Left()
