"""`kiosk doctor --machine`: folders that play `/`, a good one of the package's own files, then one wrong thing each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.commands.fitness import say_machine
from kiosk.core.fitness import Point, PointSeen, Sight, is_fit
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.machine.look import LOOKS, examine_machine
from kiosk.words.catalogues import Catalogues
from kiosk.words.fitness import Fit, FitnessUi, Unfit

TREE = Path(__file__).parents[2] / "scripts" / "debian" / "tree"
UNITS = "etc/systemd/system"
ROOM = "26 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/desk-root rw"


def put(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_symlink():
        file.unlink()
    file.write_text(text, encoding="utf-8")


def lead(root: Path, name: str, to: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(to)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A machine as `kiosk-machine on` leaves it: its disk is LVM on LUKS, its swap a part of that."""
    root = tmp_path / "machine"
    shutil.copytree(TREE, root)
    share = root / "usr/share/kiosk-desk"
    for name, place in (
        ("keys.rules", "etc/udev/rules.d/70-kiosk-keys.rules"),
        ("logind.conf", "etc/systemd/logind.conf.d/50-kiosk-desk.conf"),
        ("system.conf", "etc/systemd/system.conf.d/50-kiosk-desk.conf"),
    ):
        put(root, place, (share / name).read_text(encoding="utf-8"))
    lead(root, f"{UNITS}/multi-user.target.wants/kiosk-desk.service", "/usr/lib/systemd/system/kiosk-desk.service")
    lead(root, f"{UNITS}/basic.target.wants/usbguard.service", "/usr/lib/systemd/system/usbguard.service")
    lead(root, f"{UNITS}/sysinit.target.wants/systemd-timesyncd.service", "/usr/lib/systemd/system/x.service")
    lead(root, f"{UNITS}/ctrl-alt-del.target", "/dev/null")
    put(root, "etc/passwd", "root:x:0:0:root:/root:/bin/bash\nkiosk:x:990:990::/var/lib/kiosk:/usr/sbin/nologin\n")
    put(root, "etc/shadow", "root:$y$x:1::::::\nkiosk:!*:1::::::\n")
    put(root, "proc/sys/kernel/sysrq", "0\n")
    put(root, "proc/cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/mapper/desk-root ro quiet\n")
    put(root, "proc/self/mountinfo", f"{ROOM}\n30 26 8:1 / /boot rw - ext4 /dev/sda1 rw\n")
    put(root, "proc/swaps", "Filename Type Size Used Priority\n/dev/dm-2 partition 999 0 -2\n")
    put(root, "sys/dev/block/253:1/dm/uuid", "LVM-abc\n")
    put(root, "sys/dev/block/253:1/slaves/dm-0/dm/uuid", "CRYPT-LUKS2-abc-sda2_crypt\n")
    put(root, "sys/dev/block/8:1/size", "1\n")
    put(root, "sys/class/block/dm-2/slaves/dm-0/dm/uuid", "CRYPT-LUKS2-abc-sda2_crypt\n")
    put(root, "boot/grub/grub.cfg", 'set superusers="admin"\npassword_pbkdf2 admin grub.pbkdf2.sha512.1.A.B\n')
    put(root, "etc/default/console-setup", 'CHARMAP="UTF-8"\nCODESET="guess"\n')
    put(root, "etc/default/keyboard", 'XKBLAYOUT="fr"\n')
    put(root, "usr/share/consolefonts/Uni2-Terminus16.psf.gz", "")
    put(root, "etc/usbguard/rules.conf", "allow with-interface match-all { 08:*:* }\n")
    put(root, "etc/usbguard/usbguard-daemon.conf", "ImplicitPolicyTarget=block\n")
    return root


def wrong(root: Path) -> dict[Point, str]:
    return {each.point: each.what for each in examine_machine(root) if each.sight is not Sight.GOOD}


def test_a_good_machine_is_good(good: Path) -> None:
    """Every point is looked at, in the order of the table, and a machine made from the package's own files has none."""
    seen = list(examine_machine(good))
    assert [each.point for each in seen] == list(Point) == list(LOOKS)
    assert wrong(good) == {}
    assert is_fit(seen)


def test_an_empty_folder_is_no_good_machine(tmp_path: Path) -> None:
    """Where nothing is there, nothing is good but what needs nothing: no swap, and room on the disk."""
    assert set(Point) - set(wrong(tmp_path)) == {Point.GETTY, Point.SWAP, Point.SPACE}


UNIT = "usr/lib/systemd/system/kiosk-desk.service"
WRONG: dict[str, tuple[Point, Callable[[Path], object], str]] = {
    "the unit is not enabled": (
        Point.LOGIN,
        lambda root: (root / UNITS / "multi-user.target.wants/kiosk-desk.service").unlink(),
        "kiosk-desk.service",
    ),
    "a drop-in leads it to another console": (
        Point.LOGIN,
        lambda root: put(root, f"{UNITS}/kiosk-desk.service.d/a.conf", "[Service]\nTTYPath=/dev/tty7\n"),
        "/dev/tty7",
    ),
    "the account has a shell": (
        Point.ACCOUNT,
        lambda root: put(root, "etc/passwd", "kiosk:x:990:990::/var/lib/kiosk:/bin/sh\n"),
        "/bin/sh",
    ),
    "the account has a passphrase": (
        Point.ACCOUNT,
        lambda root: put(root, "etc/shadow", "kiosk:$y$j9T:1::::::\n"),
        "kiosk",
    ),
    "the desk runs as root": (
        Point.ACCOUNT,
        lambda root: put(root, f"{UNITS}/kiosk-desk.service.d/a.conf", "[Service]\nUser=root\n"),
        "root",
    ),
    "a login prompt wants the same console": (
        Point.GETTY,
        lambda root: lead(
            root, f"{UNITS}/getty.target.wants/getty@tty1.service", "/usr/lib/systemd/system/getty@.service"
        ),
        "getty@tty1.service",
    ),
    "a second console": (
        Point.CONSOLES,
        lambda root: lead(
            root, f"{UNITS}/getty.target.wants/getty@tty2.service", "/usr/lib/systemd/system/getty@.service"
        ),
        "getty@tty2.service",
    ),
    "a desktop": (
        Point.CONSOLES,
        lambda root: lead(root, f"{UNITS}/display-manager.service", "/usr/lib/systemd/system/lightdm.service"),
        "display-manager.service",
    ),
    "a shell by the boot loader": (
        Point.CONSOLES,
        lambda root: put(root, "proc/cmdline", "root=/dev/sda1 init=/bin/sh quiet\n"),
        "init=/bin/sh",
    ),
    "keys open consoles": (
        Point.CONSOLES,
        lambda root: put(root, "etc/systemd/logind.conf.d/99-ours.conf", "[Login]\nNAutoVTs=6\n"),
        "NAutoVTs, ReserveVT",
    ),
    "SysRq answers": (Point.SYSRQ, lambda root: put(root, "proc/sys/kernel/sysrq", "438\n"), "438"),
    "Ctrl-Alt-Del restarts": (
        Point.CTRL_ALT_DEL,
        lambda root: (root / UNITS / "ctrl-alt-del.target").unlink(),
        "ctrl-alt-del.target",
    ),
    "seven times Ctrl-Alt-Del restarts": (
        Point.CTRL_ALT_DEL,
        lambda root: (root / "etc/systemd/system.conf.d/50-kiosk-desk.conf").unlink(),
        "CtrlAltDelBurstAction",
    ),
    "a console of another alphabet": (
        Point.FONT,
        lambda root: put(root, "etc/default/console-setup", "CHARMAP=ISO-8859-1\n"),
        "CHARMAP",
    ),
    "no keyboard": (Point.KEYBOARD, lambda root: (root / "etc/default/keyboard").unlink(), "XKBLAYOUT"),
    "the rule of keys is switched off": (
        Point.KEYS,
        lambda root: lead(root, "etc/udev/rules.d/70-kiosk-keys.rules", "/dev/null"),
        "70-kiosk-keys.rules",
    ),
    "usbguard is off": (
        Point.USB,
        lambda root: (root / UNITS / "basic.target.wants/usbguard.service").unlink(),
        "usbguard.service",
    ),
    "usbguard lets in what it does not know": (
        Point.USB,
        lambda root: put(root, "etc/usbguard/usbguard-daemon.conf", "ImplicitPolicyTarget=allow\n"),
        "ImplicitPolicyTarget",
    ),
    "no rights for printers": (
        Point.PRINTER,
        lambda root: (root / "usr/lib/udev/rules.d/70-kiosk-printers.rules").unlink(),
        "70-kiosk-printers.rules",
    ),
    "a plain disk": (
        Point.DISK,
        lambda root: put(root, "proc/self/mountinfo", "26 1 8:1 / / rw - ext4 /dev/sda1 rw\n"),
        "/dev/sda1",
    ),
    "the desk's folder on a plain disk": (
        Point.DISK,
        lambda root: put(root, "proc/self/mountinfo", f"{ROOM}\n31 26 8:1 / /var/lib rw - ext4 /dev/sda1 rw\n"),
        "/dev/sda1",
    ),
    "half of the disk is plain": (
        Point.DISK,
        lambda root: put(root, "sys/dev/block/253:1/slaves/sdb1/size", "1\n"),
        "/dev/mapper/desk-root",
    ),
    "swap on LVM without LUKS": (
        Point.SWAP,
        lambda root: put(root, "proc/swaps", "Filename Type\n/dev/dm-5 partition 9 0 -2\n"),
        "/dev/dm-5",
    ),
    "a swap file on a plain disk": (
        Point.SWAP,
        lambda root: put(root, "proc/swaps", "Filename Type\n/boot/swap file 9 0 -2\n"),
        "/boot/swap",
    ),
    "a boot loader for everybody": (Point.BOOT, lambda root: put(root, "boot/grub/grub.cfg", "menuentry\n"), "GRUB"),
    "nothing sets the clock": (
        Point.TIME,
        lambda root: (root / UNITS / "sysinit.target.wants/systemd-timesyncd.service").unlink(),
        "systemd-timesyncd",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_wrong_thing_is_one_line(good: Path, case: str) -> None:
    """What is wrong is said by its own point, with what stands there, and no other point changes."""
    point, spoil, what = WRONG[case]
    spoil(good)
    assert wrong(good) == {point: what}


def test_a_swap_that_nothing_can_read_is_none(good: Path) -> None:
    """Compressed memory is no disk, and a swap file lies where its disk is encrypted."""
    put(good, "proc/swaps", "Filename Type\n/dev/zram0 partition 9 0 100\n/swapfile file 9 0 -2\n")
    assert wrong(good) == {}


def test_what_may_not_be_seen_is_not_called_good(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file for the administrator alone makes its point unseen, the others are said, and the machine is not fit."""
    usual = Path.read_text

    def shut(self: Path, *given: str, **named: str) -> str:
        if self.name == "shadow":
            raise PermissionError(13, "no")
        return usual(self, *given, **named)

    monkeypatch.setattr(Path, "read_text", shut)
    seen = list(examine_machine(good))
    assert [each for each in seen if each.sight is not Sight.GOOD] == [PointSeen(Point.ACCOUNT, Sight.UNSEEN)]
    assert not is_fit(seen)


def test_little_room_is_said(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which no new version has room is named with what is left."""
    monkeypatch.setattr("kiosk.machine.look.LEAST_ROOM", 1 << 80)
    assert set(wrong(good)) == {Point.SPACE}
    assert wrong(good)[Point.SPACE].endswith(" Mo")


# ---- in words


def test_each_point_has_its_two_sentences() -> None:
    """No point is without words, and each remedy names what was seen."""
    names = [each.name for each in Point]
    assert [each.name for each in Fit] == names == [each.name for each in Unfit]
    assert all("{what}" in each.value for each in Unfit)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_says_a_line_for_each_point(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """Sixteen numbered lines and one end; 0 where all is good, 1 and the numbers where not."""
    terminal = Terminal(Catalogues(), language)
    assert say_machine(terminal, tmp_path, paper=False, root=good) == Exit.OK
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(".")[0] for row in rows[:-1]] == [str(number) for number in range(1, len(Point) + 1)]
    assert rows[-1] == terminal.words(FitnessUi.ALL_GOOD)
    put(good, "proc/sys/kernel/sysrq", "1\n")
    (good / "etc/default/keyboard").unlink()
    assert say_machine(terminal, tmp_path, paper=False, root=good) == Exit.FAULT
    rows = capsys.readouterr().out.splitlines()
    assert terminal.words(Unfit.SYSRQ, what="1") in rows[4]
    assert rows[-1] == terminal.words(FitnessUi.NOT_GOOD, numbers="5, 8")


def test_the_list_is_printed(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --paper the same lines go to the desk's own printer, and what became of that is said."""
    desk = tmp_path / "desk"
    desk.mkdir()
    put(desk, "kiosk.toml", '[printer]\nkind = "file"\nfile = "slip.bin"\nmode = "text"\n')
    assert say_machine(Terminal(Catalogues(), "fr"), desk, paper=True, root=good) == Exit.OK
    printed = (desk / "slip.bin").read_bytes().decode("cp858", errors="replace")
    assert "16. BON" in printed
    assert "Tout est bon" in printed
