"""Disks for an emulated machine, made without mounting any: a fresh Debian, and USB keys."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PACKAGES = (
    "systemd-sysv", "linux-image-amd64", "initramfs-tools", "udev", "kbd", "console-setup", "keyboard-configuration",
    "locales", "dbus", "libpam-systemd", "systemd-timesyncd", "sudo", "apparmor",
)  # fmt: skip
"""What Debian's own installer puts on a machine without a desktop, as far as it matters here."""
NAME, WORD = "benevole", "debian"
"""Who installed Debian, and with which passphrase."""
_WRAPPER = Path(__file__).parents[1] / "debian/tree/usr/bin/kiosk"
FILES = {
    "etc/hostname": "vieux-portable\n",
    "etc/hosts": "127.0.0.1 localhost\n127.0.1.1 vieux-portable\n",
    "etc/fstab": "/dev/vda / ext4 errors=remount-ro 0 1\n",
    "etc/locale.gen": "fr_FR.UTF-8 UTF-8\n",
    "etc/default/locale": "LANG=fr_FR.UTF-8\n",
    "etc/default/keyboard": 'XKBMODEL="pc105"\nXKBLAYOUT="fr"\nXKBVARIANT="latin9"\nXKBOPTIONS=""\nBACKSPACE="guess"\n',
    # The trial's own eye: a root shell on the serial port, that nobody at the keyboard can reach.
    "etc/systemd/system/trial-shell.service": (
        "[Unit]\nDescription=The eye of the trial\nDefaultDependencies=no\nAfter=systemd-remount-fs.service\n"
        "[Service]\nExecStart=/bin/bash -c 'stty -echo -onlcr; while IFS= read -r row; do eval \"$$row\"; done'\n"
        "StandardInput=tty-force\nStandardOutput=tty\nStandardError=tty\n"
        "TTYPath=/dev/ttyS0\nRestart=always\nRestartSec=0\nEnvironment=LC_ALL=C.UTF-8 HOME=/root TERM=dumb\n"
        "[Install]\nWantedBy=sysinit.target\n"
    ),
}


@dataclass(frozen=True)
class Debian:
    """A fresh Debian: its disk, and what starts it."""

    disk: Path
    kernel: Path
    initrd: Path


def fresh_debian(release: str, folder: Path, mirror: str = "") -> Debian:
    """Make a disk with a Debian as its own installer leaves it, once for each folder.

    Args:
        release: its name.
        folder: where it is kept.
        mirror: where Debian is, if not at its usual place.
    """
    made = Debian(folder / f"{release}.ext4", folder / f"{release}.vmlinuz", folder / f"{release}.initrd")
    if made.disk.exists():
        return made
    tree = folder / f"{release}.tree"
    shutil.rmtree(tree, ignore_errors=True)
    command = ["mmdebstrap", "--quiet", "--variant=important", "--mode=root", f"--include={','.join(PACKAGES)}"]
    _run(*command, release, tree, *([mirror] if mirror else []))
    for name, text in FILES.items():
        (tree / name).write_text(text, encoding="utf-8")
    _run("chroot", tree, "locale-gen")
    _run("chroot", tree, "setupcon", "--save-only")  # the French keyboard, from the first second
    _run("chroot", tree, "useradd", "--create-home", "--shell=/bin/bash", "--groups=sudo,audio,dialout", NAME)
    _run("chroot", tree, "chpasswd", given=f"{NAME}:{WORD}\n")
    _run("chroot", tree, "systemctl", "--quiet", "enable", "trial-shell.service")
    for link, copy in (("vmlinuz", made.kernel), ("initrd.img", made.initrd)):
        shutil.copyfile(tree / link, copy)
    part = made.disk.with_suffix(".part")
    _run("mke2fs", "-q", "-F", "-t", "ext4", "-d", tree, part, "4G")
    part.rename(made.disk)
    shutil.rmtree(tree)
    return made


def layer(beneath: Path, over: Path) -> Path:
    """Make a disk that begins as another, and leaves that one as it is."""
    kind = "qcow2" if beneath.suffix == ".qcow2" else "raw"
    over.unlink(missing_ok=True)
    _run("qemu-img", "create", "-q", "-f", "qcow2", "-F", kind, "-b", beneath, over)
    return over


def program_on(disk: Path, folder: Path) -> str:
    """Say which program starts on a disk after a cut, once its file system has put itself in order.

    Args:
        disk: which.
        folder: for what is read from it.
    """
    raw = folder / "coupe.raw"
    _run("qemu-img", "convert", "-O", "raw", disk, raw)
    subprocess.run(["e2fsck", "-p", "-f", raw], check=False, capture_output=True)  # as its start does
    _run("e2fsck", "-n", "-f", raw)
    tree = folder / "coupe"
    shutil.rmtree(tree, ignore_errors=True)
    for inside in ("usr/lib/kiosk-desk", "var/lib/kiosk-desk"):
        (tree / inside).parent.mkdir(parents=True, exist_ok=True)
        _run("debugfs", "-R", f"rdump /{inside} {(tree / inside).parent}", raw)
    return _run("env", f"KIOSK_ROOT={tree}", "sh", _WRAPPER, "--version").strip()


def usb_key(image: Path, name: str, size: int, content: Path | None = None, *more: Path) -> Path:
    """Make a FAT key.

    Args:
        image: where.
        name: what it is called.
        size: in MB.
        content: the folder that is on it.
        more: files beside it; one of the same name is there instead.
    """
    image.unlink(missing_ok=True)
    _run("mkfs.vfat", "-n", name, "-C", image, str(size * 1024))
    if content:
        files = {each.name: each for each in (*sorted(content.iterdir()), *more)}
        _run("mcopy", "-s", "-i", image, *files.values(), "::/")
    return image


def names_on(image: Path) -> list[str]:
    """Give the files on a FAT key, as another machine reads them."""
    said = _run("mdir", "-/", "-b", "-i", image, "::/")
    return [row.removeprefix("::/") for row in said.splitlines() if row.startswith("::/")]


def take_from(image: Path, name: str, folder: Path) -> Path:
    """Copy a file from a FAT key."""
    target = folder / Path(name).name
    target.unlink(missing_ok=True)
    _run("mcopy", "-i", image, f"::/{name}", target)
    return target


def _run(*command: str | Path, given: str | None = None) -> str:
    environment = {**os.environ, "LC_ALL": "C", "MTOOLS_SKIP_CHECK": "1"}
    done = subprocess.run(list(map(str, command)), input=given, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr or done.stdout}")
    return done.stdout
