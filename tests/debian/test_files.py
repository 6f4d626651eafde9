"""The files that make a machine a desk are judged by what will read them: systemd, udev, usbguard, the shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TREE = ROOT / "scripts" / "debian" / "tree"
UNITS = TREE / "usr/lib/systemd/system"
SHARE = TREE / "usr/share/kiosk-desk"
PROGRAMS = TREE / "usr/lib/kiosk-desk"
RULES = (SHARE / "keys.rules", TREE / "usr/lib/udev/rules.d/70-kiosk-printers.rules")
SHELL = [
    *sorted(PROGRAMS.iterdir()),
    *(TREE / "usr/bin/kiosk", TREE / "usr/sbin/kiosk-machine", ROOT / "scripts/desk"),
    *(ROOT / "scripts/debian" / name for name in ("postinst", "prerm", "postrm")),
]
PACKAGES = {"systemd-analyze": "systemd", "udevadm": "udev", "usbguard-rule-parser": "usbguard", "loadkeys": "kbd"}


def tool(name: str) -> str:
    """Find a tool of Debian: without it nothing here is proved, so its absence is a failure with its remedy."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"apt install {PACKAGES[name]}"
    return found


def run(*command: str | Path, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(each) for each in command],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", **environment},
    )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's tree with the units of this system beside ours."""
    root = tmp_path_factory.mktemp("machine") / "root"
    shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    shutil.copytree(TREE, root, dirs_exist_ok=True)
    shutil.copyfile(ROOT / "scripts/desk", root / "usr/lib/kiosk-desk/desk")
    for file in (root / "usr/lib/kiosk-desk").iterdir():
        file.chmod(0o755)
    return root


@pytest.mark.parametrize("unit", ["kiosk-desk.service", "kiosk-stopped.service", "kiosk-key@sdb1.service"])
def test_systemd_understands_every_line_of_a_unit(machine: Path, unit: str) -> None:
    """Nothing in it is unknown, misspelt, or leads to a program that is not there; and what is, would be said."""
    analyze = tool("systemd-analyze")
    done = run(analyze, "verify", "--man=no", f"--root={machine}", unit)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    if unit == "kiosk-desk.service":
        folder = machine / "usr/lib/systemd/system/kiosk-desk.service.d"
        folder.mkdir()
        (folder / "wrong.conf").write_text("[Service]\nProtectSystm=strict\n", encoding="utf-8")
        said = run(analyze, "verify", "--man=no", f"--root={machine}", unit).stderr
        shutil.rmtree(folder)
        assert "ProtectSystm" in said


@pytest.mark.parametrize(
    ("unit", "most"), [("kiosk-desk.service", 20), ("kiosk-stopped.service", 10), ("kiosk-key@.service", 30)]
)
def test_a_unit_may_do_little(unit: str, most: int) -> None:
    """By systemd's own measure, in tenths: the desk needs printers and a network, a mounted key needs the system."""
    done = run(tool("systemd-analyze"), "security", "--no-pager", "--offline=true", f"--threshold={most}", UNITS / unit)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_the_desk_is_the_login() -> None:
    """What machine pages promise of the first console stands in its unit, each once."""
    rows = (UNITS / "kiosk-desk.service").read_text(encoding="utf-8").splitlines()
    for row in (
        "User=kiosk", "Conflicts=getty@tty1.service", "TTYPath=/dev/tty1", "TTYReset=yes", "TTYVHangup=yes",
        "TTYVTDisallocate=yes", "Restart=always", "ProtectSystem=strict", "CapabilityBoundingSet=",
        "NoNewPrivileges=yes", "OnFailure=kiosk-stopped.service", "LimitCORE=0",
    ):  # fmt: skip
        assert rows.count(row) == 1, row


def read_rules(folder: Path) -> str:
    """Let udev read a folder of rules in place of this machine's own."""
    udevadm = tool("udevadm")
    if run(udevadm, "verify", "--help").returncode == 0:  # systemd 254
        return run(udevadm, "verify", *sorted(folder.iterdir())).stderr
    Path("/etc/udev/rules.d").mkdir(parents=True, exist_ok=True)
    inside = f"mount --bind {folder} /etc/udev/rules.d && {udevadm} test /devices/virtual/mem/null 2>&1"
    said = run("unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"]), "sh", "-c", inside).stdout
    ours = [row for row in said.splitlines() if "/etc/udev/rules.d/" in row]
    assert len([row for row in ours if "Reading rules file" in row]) == len(list(folder.iterdir())), said[:500]
    return "\n".join(row for row in ours if "Reading rules file" not in row)


def test_udev_understands_the_rules(tmp_path: Path) -> None:
    """Every rule is read without a word, once its group exists; one that is misspelt is named."""
    for file in RULES:
        text = file.read_text(encoding="utf-8").replace('GROUP="kiosk"', 'GROUP="root"')
        (tmp_path / f"70-{file.name}").write_text(text, encoding="utf-8")
    assert read_rules(tmp_path) == ""
    (tmp_path / "99-wrong.rules").write_text('SUBSYSTEMM=="block"\n', encoding="utf-8")
    assert "99-wrong.rules" in read_rules(tmp_path)


# ---- what runs


@pytest.mark.parametrize("file", SHELL, ids=lambda file: file.name)
def test_a_shell_reads_each_program(file: Path) -> None:
    """Each is plain sh, says in its second line what it is for, and is read to its end without a mistake."""
    first, second = file.read_text(encoding="utf-8").splitlines()[:2]
    assert first.startswith("#")
    assert (first if file.name == "install" else second).startswith("# ")
    assert run("dash", "-n", file).stderr == ""


@pytest.mark.parametrize("file", [*UNITS.iterdir(), *RULES, *SHARE.iterdir()], ids=lambda file: file.name)
def test_each_file_says_why_it_is_there(file: Path) -> None:
    """The first line of every file that changes the machine is a comment."""
    assert file.read_text(encoding="utf-8").startswith("# ")


def fake(folder: Path, name: str, does: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("kind", "label", "wanted"),
    [
        ("vfat", "CLE", ["--type=vfat", "flush", "--owner=kiosk", "/run/media/kiosk/CLE-sdb1"]),
        ("exfat", "", ["--type=exfat", "umask=0077", "--owner=kiosk", "/run/media/kiosk/cle-sdb1"]),
        ("ntfs", "A", ["--type=ntfs3", "--owner=kiosk", "/run/media/kiosk/A-sdb1"]),
        ("ext4", "../../etc/$(id)", ["--type=ext4", ",ro", "/run/media/kiosk/etcid-sdb1"]),
    ],
)
def test_a_key_is_mounted_for_the_desk_alone(tmp_path: Path, kind: str, label: str, wanted: list[str]) -> None:
    """Nothing on it runs or is a device, whatever its kind; its name is letters; it is let go after two seconds."""
    bin_ = tmp_path / "bin"
    fake(bin_, "findmnt", "exit 1")
    fake(bin_, "blkid", f"case $* in *LABEL*) printf '%s\\n' '{label}' ;; *) echo {kind} ;; esac")
    fake(bin_, "systemd-mount", 'printf "%s\\n" "$@"')
    done = run("dash", PROGRAMS / "key", "sdb1", PATH=f"{bin_}:/usr/bin:/bin")
    assert done.returncode == 0, done.stderr
    for each in ("nosuid,nodev,noexec", "--timeout-idle-sec=2", "--automount=yes", "/dev/sdb1", *wanted):
        assert each in done.stdout, each
    fake(bin_, "findmnt", "exit 0")
    assert run("dash", PROGRAMS / "key", "sda1", PATH=f"{bin_}:/usr/bin:/bin").stdout == ""


@pytest.mark.parametrize(
    ("size", "letters", "font"),
    [
        ("1366,768", "", "Uni2-Terminus24x12"),
        ("1366,768", "large", "Uni2-Terminus32x16"),
        ("1920,1080", "", "Uni2-Terminus32x16"),
        ("1024,768", "", "Uni2-Terminus20x10"),
        ("1024,768", "large", "Uni2-Terminus24x12"),
        ("640,480", "large", "Uni2-Terminus16"),
        ("", "", "Uni2-Terminus16"),
    ],
)
def test_letters_fit_the_screen_and_no_key_leads_elsewhere(tmp_path: Path, size: str, letters: str, font: str) -> None:
    """At least 80 columns and 24 rows are left; keys that change or hold the console, restart or scroll are void."""
    bin_, root = tmp_path / "bin", tmp_path / "root"
    for name, text in (("sys/class/graphics/fb0/virtual_size", size), ("etc/default/kiosk-desk", "")):
        (root / name).parent.mkdir(parents=True)
        if text or name.startswith("etc"):
            (root / name).write_text(f"{text}\n" if text else f"KIOSK_LETTERS={letters}\n", encoding="utf-8")
    keys = (
        "keymaps 0-127\n"
        "\talt\tkeycode  60 = Console_2\n\taltgr\tkeycode 105 = Decr_Console\n\tcontrol\talt\tkeycode 111 = Boot\n"
        "keycode  70 = Scroll_Lock\n"
        "\tshift\tkeycode 104 = Scroll_Backward\n\taltgr\tkeycode  70 = Show_Memory\nkeycode  16 = +a +A at\n"
        'string F1 = "\\033[[A"\n'
    )
    (tmp_path / "keys").write_text(keys, encoding="utf-8")
    fake(bin_, "setfont", f'echo "$@" >{tmp_path}/font')
    fake(bin_, "dumpkeys", f"cat {tmp_path}/keys")
    fake(bin_, "loadkeys", f"cat >{tmp_path}/loaded")
    done = run("dash", PROGRAMS / "console", PATH=f"{bin_}:/usr/bin:/bin", KIOSK_ROOT=str(root))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "font").read_text().split() == ["-C", "/dev/tty1", font]
    loaded = (tmp_path / "loaded").read_text()
    assert loaded.count("VoidSymbol") == 6
    assert "keycode  16 = +a +A at" in loaded
    rows, columns = (int(part) for part in font.removeprefix("Uni2-Terminus").split("x")) if "x" in font else (16, 8)
    width, height = (int(part) for part in size.split(",")) if size else (720, 400)
    assert width // columns >= 80
    assert height // rows >= 24
    parsed = run(tool("loadkeys"), "--mktable", tmp_path / "loaded")
    assert parsed.returncode == 0, parsed.stderr


PRESENT = """\
allow id 1d6b:0002 serial "0000:00:14.0" name "xHCI" hash "{hash}" with-interface 09:00:00 with-connect-type ""
allow id 046d:c31c serial "" name "Keyboard" hash "{hash}" via-port "1-2" with-interface {{ 03:01:01 03:00:00 }} \
with-connect-type "hotplug"
allow id 8087:0a2b serial "" name "Built in" hash "{hash}" via-port "1-7" with-interface {{ e0:01:01 }} \
with-connect-type "hardwired"
allow id 1234:0001 serial "" name "Camera" hash "{hash}" via-port "1-3" with-interface {{ 0e:01:00 }} \
with-connect-type "hotplug"
""".format(hash="jEP/6WzviqdJ5VSeTUY8PatCNBKeaREvo2OqdplND/o=")


def test_only_what_was_there_and_what_we_need_is_let_in(tmp_path: Path) -> None:
    """Keyboards, hubs and what is built in stay; a camera does not; usbguard understands every line."""
    policy = run("dash", PROGRAMS / "usb-policy", given=PRESENT).stdout
    for name, there in (("xHCI", True), ("Keyboard", True), ("Built in", True), ("Camera", False)):
        assert (f'"{name}"' in policy) is there, name
    rows = [row for row in policy.splitlines() if row.startswith("allow with-interface")]
    assert rows[:2] == ["allow with-interface match-all { 08:*:* }", "allow with-interface match-all { 07:*:* }"]
    (tmp_path / "rules.conf").write_text(policy, encoding="utf-8")
    done = run(tool("usbguard-rule-parser"), "-f", tmp_path / "rules.conf")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("OUTPUT: allow") == policy.count("\nallow")
