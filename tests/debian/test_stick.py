"""A desk that is made from a USB key has its voice: the key brings what speaks, and the installation takes it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VOICE = {"alsa-utils", "espeak-ng"}
OURS = "kiosk-desk_1_amd64.deb"
APT = """#!/bin/sh
echo "$@" >>"$LOG"
for each in "$@"; do case $each in Dir::Cache::archives=*) archives=${each#*=} ;; esac; done
case " $* " in *" --download-only "*) touch "$archives/one.deb" ;; esac
"""
NOTHING = "#!/bin/sh\n"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs that change and fetch nothing, and what apt was asked."""
    programs = {"apt-get": APT, "id": "#!/bin/sh\necho 0\n", "dpkg-deb": "#!/bin/sh\necho Package: one\n"}
    programs |= dict.fromkeys(("systemctl", "kiosk-machine", "sync"), NOTHING)
    (tmp_path / "bin").mkdir()
    for name, text in programs.items():
        (tmp_path / "bin" / name).write_text(text, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def installs(log: Path) -> list[set[str]]:
    """Give the packages of each installation that apt was asked for."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return [set(line.partition(" install ")[2].split()) for line in lines if " install " in line]


def test_the_key_brings_the_voice_and_the_installation_takes_it(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each Debian that the key is for, where nothing that is only recommended comes: they are asked for by name."""
    package, key = tmp_path / OURS, tmp_path / "key"
    package.touch()
    release = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    codename = release[1] if release else "?"
    monkeypatch.setenv("KIOSK_PACKAGE", str(package))
    monkeypatch.setenv("KIOSK_MIRROR", "http://mirror.invalid/debian")
    monkeypatch.setenv("KIOSK_RELEASES", f"{codename} another")
    subprocess.run([ROOT / "scripts" / "stick", key], check=True, capture_output=True)
    assert [each > VOICE for each in installs(log)] == [True, True]
    log.unlink()
    subprocess.run(["sh", key / "installer.sh"], check=True, capture_output=True, input=b"\n")
    (taken,) = installs(log)
    assert taken > VOICE
    assert any(each.endswith(OURS) for each in taken)


def test_what_speaks_is_what_the_package_recommends() -> None:
    """Where there is a network, apt brings the same by itself."""
    control = (ROOT / "scripts" / "debian" / "control").read_text(encoding="utf-8")
    recommended = next(line for line in control.splitlines() if line.startswith("Recommends:"))
    assert set(recommended.removeprefix("Recommends:").replace(",", " ").split()) > VOICE
