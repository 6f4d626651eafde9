"""The files that make a machine a desk are judged by what will read them: systemd, udev, usbguard, the shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.desk.desk import open_settings
from kiosk.store.versions import in_use

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


@pytest.mark.parametrize(
    "unit",
    [
        "kiosk-desk.service",
        "kiosk-stopped.service",
        "kiosk-key@sdb1.service",
        "kiosk-update@sdb1.service",
        "kiosk-admin.service",
    ],
)
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
    ("unit", "most"),
    [
        ("kiosk-desk.service", 20),
        ("kiosk-stopped.service", 10),
        ("kiosk-key@.service", 30),
        ("kiosk-update@.service", 25),
    ],
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


def test_what_ends_a_desk_reaches_it() -> None:
    """The shell that watches the desk passes no signal on: systemd tells both, else it would be killed each time."""
    rows = (UNITS / "kiosk-desk.service").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row.startswith("KillMode=")] == ["KillMode=control-group"]


@pytest.mark.parametrize("unit", ["kiosk-desk.service", "kiosk-stopped.service"])
def test_what_holds_a_console_may_open_it(unit: str) -> None:
    """Devices are closed but for those named, the console among them; a /dev of its own would be without one."""
    rows = (UNITS / unit).read_text(encoding="utf-8").splitlines()
    assert {"TTYPath=/dev/tty1", "DevicePolicy=closed", "DeviceAllow=/dev/tty1 rw"} <= set(rows)
    assert not any(row.startswith("PrivateDevices=") for row in rows)


def test_a_key_is_mounted_in_a_folder_that_is_the_desks_alone() -> None:
    """Who mounts it may look into that folder: without this right even root is refused, and no key is ever read."""
    rows = (UNITS / "kiosk-key@.service").read_text(encoding="utf-8").splitlines()
    (rights,) = (row.partition("=")[2].split() for row in rows if row.startswith("CapabilityBoundingSet="))
    assert {"CAP_SYS_ADMIN", "CAP_DAC_READ_SEARCH"} == set(rights)


TAKES = """#!/bin/sh
printf '%s\\n' "$*" >>"$SEEN"
cat "$WORD" >>"$SEEN"
while [ $# -gt 1 ]; do shift; done
[ -z "$SAYS" ] || printf %s "$SAYS" >"$1"
[ -z "$SAYS" ]
"""


@pytest.mark.parametrize(("says", "left"), [("no_assent", "no_assent"), ("", "")])
def test_a_key_is_asked_for_its_update_once_and_the_desk_hears_of_it(tmp_path: Path, says: str, left: str) -> None:
    """Only the key that came and has an update is read; while it is, the word is `taking`, and then what came of it."""
    keys, word = tmp_path / "keys", tmp_path / "update"
    for name in ("cle-sdb1", "autre-sdc1", "vide-sdb1"):
        (keys / name / ("rien" if name.startswith("vide") else "kiosk-update")).mkdir(parents=True)
    script = (TREE / "usr/lib/kiosk-desk/update").read_text(encoding="utf-8")
    script = script.replace("/run/media/kiosk", str(keys)).replace("/run/kiosk-desk/update", str(word))
    (tmp_path / "kiosk").write_text(TAKES, encoding="utf-8")
    (tmp_path / "kiosk").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    given = {"PATH": path, "SEEN": str(tmp_path / "seen"), "WORD": str(word), "SAYS": says}
    done = run("sh", "-c", script, "update", "sdb1", **given)
    assert done.returncode == 0, done.stderr
    asked, during = (tmp_path / "seen").read_text(encoding="utf-8").splitlines()
    assert asked == f"update {keys}/cle-sdb1 --word {word}.new"
    assert during == "taking"
    assert word.read_text(encoding="utf-8") == left
    assert run("sh", "-c", script, "update", **given).returncode == 0
    assert not word.exists()


def test_a_start_is_a_desk_or_an_administrators() -> None:
    """Never both on the one console: the word that lets the prompt in keeps the desk out."""
    desk, admin = ((UNITS / name).read_text(encoding="utf-8") for name in ("kiosk-desk.service", "kiosk-admin.service"))
    assert "ConditionKernelCommandLine=!kiosk.admin\n" in desk
    assert "ConditionKernelCommandLine=kiosk.admin\n" in admin


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
        ("1024,768", "large", "Uni2-Terminus32x16"),
        ("640,480", "large", "Uni2-Terminus32x16"),
        ("", "", "Uni2-Terminus16"),
    ],
)
def test_letters_fit_the_screen_and_no_key_leads_elsewhere(tmp_path: Path, size: str, letters: str, font: str) -> None:
    """80 columns by 24 rows are left, or 40 by 15 in large; keys that change or hold the console or scroll are void."""
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
    least = (40, 15) if letters else (80, 24)
    assert width // columns >= least[0]
    assert height // rows >= least[1]
    parsed = run(tool("loadkeys"), "--mktable", tmp_path / "loaded")
    assert parsed.returncode == 0, parsed.stderr


DETECTED = """\
- EPSON TM-T20II

[printer]
kind = "usb"
vendor = 1208

- ttyS0

[printer]
kind = "serial"
device = "/dev/ttyS0"

Copiez une de ces tables.
"""


def installs(tmp_path: Path, detected: str, answers: str, init: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Ask the questions of the installation, with a program and an account that are only played."""
    bin_, given = tmp_path / "bin", tmp_path / "given"
    given.mkdir()
    (given / "office.public").write_text("office", encoding="utf-8")
    fake(bin_, "runuser", 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"')
    fake(
        bin_, "install", 'for last; do :; done; case $1 in -d) mkdir -p "$last" ;; *) cat >"$last" ;; esac </dev/stdin'
    )
    fake(bin_, "chown", ":")
    does = f"case $1 in printer) cat {tmp_path}/detected ;; init) {init} ;; esac"
    fake(bin_, "kiosk", f'echo "$@" >>{tmp_path}/called; {does}')
    (tmp_path / "detected").write_text(detected, encoding="utf-8")
    script = f"set -eu; home={tmp_path}/kept data={tmp_path}/kept/desk; . {PROGRAMS / 'install'}; install_desk {given}"
    return run("dash", "-c", script, given=answers, PATH=f"{bin_}:/usr/bin:/bin"), tmp_path / "kept/desk"


def test_only_what_may_be_a_printer_is_offered(tmp_path: Path) -> None:
    """A serial port of the machine's own is none, whatever it is called; Enter takes the first, and its whole table."""
    done, data = installs(tmp_path, DETECTED, "\n\nBus\n", f"touch {tmp_path}/kept/desk/vault")
    assert done.returncode == 0, done.stderr
    assert "EPSON TM-T20II" in done.stderr
    assert "ttyS0" not in done.stderr
    assert (data / "kiosk.toml").read_text(encoding="utf-8") == '[printer]\nkind = "usb"\nvendor = 1208\n'
    assert "--label Bus" in (tmp_path / "called").read_text(encoding="utf-8")


def test_a_refused_answer_is_asked_again(tmp_path: Path) -> None:
    """A pseudonym that does not do does not end the installation: no question before it is asked anew."""
    init = f"[ -e {tmp_path}/once ] && touch {tmp_path}/kept/desk/vault || {{ touch {tmp_path}/once; exit 3; }}"
    done, data = installs(tmp_path, "", "\nBus\n", init)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Essayez encore.") == 1
    assert done.stderr.count("Le nom de ce poste") == 1
    assert (data / "vault").exists()


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


def played(root: Path, version: str, *, whole: bool = True) -> None:
    """Put a program that says its name where an update puts one; the empty one is the package's."""
    home = root / f"var/lib/kiosk-desk/versions/{version}" if version else root / "usr/lib/kiosk-desk"
    (home / "python/kiosk").mkdir(parents=True)
    (home / "python/kiosk/__init__.py").touch()
    if whole:
        say = f"import time, sys\nprint('{version or 'package'}', flush=True)\ntime.sleep(float(sys.argv[1]))\n"
        (home / "python/kiosk/__main__.py").write_text(say)


def test_the_program_that_runs_is_the_one_that_the_link_names(tmp_path: Path) -> None:
    """The package's without a link; the link's with one; the package's again where the link leads to nothing whole."""
    played(tmp_path, "")
    played(tmp_path, "2.1")
    played(tmp_path, "3.1", whole=False)
    kiosk = ("dash", TREE / "usr/bin/kiosk", "0")
    assert run(*kiosk, KIOSK_ROOT=str(tmp_path)).stdout == "package\n"
    link = tmp_path / "var/lib/kiosk-desk/current"
    for name, said in (("2.1", "2.1"), ("3.1", "package"), ("9.9", "package")):
        link.unlink(missing_ok=True)
        link.symlink_to(f"versions/{name}")
        assert run(*kiosk, KIOSK_ROOT=str(tmp_path)).stdout == f"{said}\n"


def test_a_program_that_runs_is_not_removed(tmp_path: Path) -> None:
    """While a desk runs, its version is held, and is let go when it ends."""
    played(tmp_path, "")
    played(tmp_path, "2.1")
    (tmp_path / "var/lib/kiosk-desk/current").symlink_to("versions/2.1")
    python = tmp_path / "var/lib/kiosk-desk/versions/2.1/python"
    environment = {**os.environ, "KIOSK_ROOT": str(tmp_path)}
    running = subprocess.Popen(["dash", TREE / "usr/bin/kiosk", "60"], stdout=subprocess.PIPE, env=environment)
    assert running.stdout
    assert running.stdout.readline() == b"2.1\n"
    assert in_use(python)
    running.kill()
    running.wait()
    running.stdout.close()
    assert not in_use(python)


def test_a_package_as_new_as_an_update_runs_itself(tmp_path: Path) -> None:
    """After the package is upgraded by apt, what an update put beside it stands back, unless it is newer."""
    script = (ROOT / "scripts/debian/postinst").read_text(encoding="utf-8")
    start, end = script.index("    number()"), script.index("    if [ -d /run")
    for name, number in (("usr/lib", 3), ("var/lib", 3)):
        said = tmp_path / name / "kiosk-desk" / ("" if name == "usr/lib" else "current") / "python/kiosk/machine"
        said.mkdir(parents=True)
        (said / "release.toml").write_text(f'version = "1"\nnumber = {number}\n')
    made = script[start:end].replace("/var/lib", f"{tmp_path}/var/lib").replace("/usr/lib", f"{tmp_path}/usr/lib")
    made = made.replace("rm -f", "rm -rf")
    (tmp_path / "usr/lib/kiosk-desk/python/kiosk/machine/release.toml").write_text("number = 2\n")
    run("dash", "-euc", made)
    assert (tmp_path / "var/lib/kiosk-desk/current").exists()
    (tmp_path / "usr/lib/kiosk-desk/python/kiosk/machine/release.toml").write_text("number = 3\n")
    run("dash", "-euc", made)
    assert not (tmp_path / "var/lib/kiosk-desk/current").exists()


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[screen]\nlinear = false\n",
        '[screen] # gris\ntheme = "dark"\n',
        '[screen]\n  theme = "dark"\n  linear = false\n',
        '  [ screen ]\n\tlinear=false # non\n\t"theme" = "dark"\n',
        '["screen"]\n"linear" = false\ntheme = "dark"',
        'screen.linear = false\nscreen.theme = "dark"\n',
        "[screen]\nlinear = true\n",
    ],
)
@pytest.mark.parametrize(
    ("answers", "linear"),
    [
        ("lignes\nrelais.exemple.org\n", True),
        ("  relais.exemple.org \n", False),
    ],
)
def test_the_installer_asks_for_plain_lines(tmp_path: Path, before: str, answers: str, linear: bool) -> None:
    """The first question takes "lignes", then asks again; the setting is one that the desk reads, and no other goes."""
    settings = tmp_path / "kiosk.toml"
    settings.write_text(before + '\n[printer]\nkind = "screen"\n', encoding="utf-8")
    stubs = "install() { :; }; chown() { :; }"
    program = f". {PROGRAMS / 'install'}; {stubs}; as_desk() {{ echo ran: $*; }}; install_desk"
    done = run("dash", "-euc", program, given=answers, data=str(tmp_path), home=str(tmp_path))
    assert "lignes" in done.stdout.splitlines()[0]
    assert f"ran: kiosk enrol relais.exemple.org --data {tmp_path}" in done.stdout
    read = open_settings(tmp_path).settings
    assert read.screen.linear is (linear or "linear = true" in before)
    assert read.screen.theme == ("dark" if "dark" in before else "auto")
    assert read.printer is not None


@pytest.mark.parametrize(
    "said",
    [
        *(
            "LIGNES",
            " Ligne ",
            "« lignes »",
            "'lignes'",
            "lignès",
            "lignes simples",
            "Mode linéaire",
            "lignes\nLINÉAIRE",
        ),
        *("Mode lignes", "en lignes", "EN  LIGNES.", "des lignes simples", "linear", "Linear mode", "les lignes, svp"),
        *(
            "lecteur d'écran",
            "Lecteur d’Écran",
            "LECTEUR D'ÉCRAN",
            "lecteur ecran",
            "braille et voix",
            "la Synthèse vocale",
        ),
    ],
)
def test_the_word_for_plain_lines_is_read_however_it_is_written(tmp_path: Path, said: str) -> None:
    """Large, in the singular, accented, in quotes, by what reads them; no address of a relay is such a word."""
    program = f'. {PROGRAMS / "install"}; while read -r word; do wants_lines "$word" || exit 1; done'
    assert run("dash", "-euc", program, given=f"{said}\n").returncode == 0
    for address in (
        "",
        "lignes.exemple.org",
        "https://ligne",
        "relais",
        "ligne.voix",
        "mode",
        "https://braille.fr",
        "https",
    ):
        assert run("dash", "-euc", program, given=f"{address}\n").returncode == 1, address


@pytest.mark.parametrize("before", ["[screen]\nlinear = nein\n", "screen = { linear = false }\n"])
def test_settings_that_the_installer_cannot_change_stay(tmp_path: Path, before: str) -> None:
    """It says what to write and where, and goes on: nothing in them is lost."""
    (tmp_path / "kiosk.toml").write_text(before, encoding="utf-8")
    stubs = "install() { :; }; chown() { :; }; choose_printer() { :; }; cat() { :; }; rm() { :; }; chmod() { :; }"
    program = f". {PROGRAMS / 'install'}; {stubs}; as_desk() {{ echo ran: $*; }}; install_desk"
    done = run("dash", "-euc", program, given="lignes\nrelais.exemple.org\n", data=str(tmp_path), home=str(tmp_path))
    assert "linear = true, sous [screen]" in done.stderr
    assert "ran: kiosk enrol relais.exemple.org" in done.stdout
    assert (tmp_path / "kiosk.toml").read_text(encoding="utf-8") == before
