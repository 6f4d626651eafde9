"""Looks at what this machine is, point by point: `LOOKS` is the one table.

Each look is a function of a folder that plays `/`: it gives nothing where all is well, else what stands there instead.
It changes nothing and starts nothing, so it says what will be at the next start as well as what is now.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.core.fitness import Point, PointSeen, Sight
from kiosk.machine import keyboard

Look = Callable[[Path], str | None]

UNIT = "kiosk-desk.service"
HOME = "var/lib/kiosk"
LEAST_ROOM = 500_000_000
"""Bytes free under which a new version of the program has no room beside the old one."""
_UNITS = ("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system")
_RULES = ("etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d")
_NO_SHELL = ("nologin", "false")
_CLOCKS = ("systemd-timesyncd", "chrony", "ntpsec", "ntp")
_SWITCHES = re.compile(r"(?:^|\s)(init=\S+|single|rescue|emergency|systemd\.(?:debug_shell|unit=\S+)\S*)(?=\s|$)")
_FONTS = "usr/share/consolefonts"


def examine_machine(root: Path = Path("/"), looks: dict[Point, Look] | None = None) -> Iterator[PointSeen]:
    """Look at each point.

    Args:
        root: the folder that plays `/`.
        looks: how each is looked at, if not by `LOOKS`.
    """
    for point, look in (looks or LOOKS).items():
        try:
            what = look(root)
        except PermissionError:
            yield PointSeen(point, Sight.UNSEEN)
        else:
            yield PointSeen(point, Sight.GOOD if what is None else Sight.WRONG, what or "")


# ---- the console


def _login(root: Path) -> str | None:
    console = _directive(root, UNIT, "TTYPath")
    if console != "/dev/tty1":
        return console or UNIT
    return None if _is_enabled(root, UNIT) else UNIT


def _account(root: Path) -> str | None:
    name = _directive(root, UNIT, "User")
    fields = _row(root / "etc/passwd", name)
    if len(fields) < 7 or fields[2] == "0":
        return name or "root"
    if fields[6].rsplit("/", 1)[-1] not in _NO_SHELL:
        return fields[6]
    secret = _row(root / "etc/shadow", name)
    return name if len(secret) > 1 and secret[1][:1] not in ("!", "*") else None


def _getty(root: Path) -> str | None:
    unit = "getty@tty1.service"
    return unit if _is_enabled(root, unit) and not _is_masked(root, unit) else None


def _consoles(root: Path) -> str | None:
    if found := _SWITCHES.search(_text(root / "proc/cmdline")):
        return found.group(1)
    more = [name for name in _wanted(root) if _opens_a_shell(name) and not _is_masked(root, name)]
    if _named(root / "etc/systemd/system/display-manager.service"):
        more.append("display-manager.service")
    if more:
        return ", ".join(sorted(more))
    if _setting(root, "logind", "NAutoVTs") != "0" or _setting(root, "logind", "ReserveVT") != "0":
        return "NAutoVTs, ReserveVT"
    return None


def _opens_a_shell(name: str) -> bool:
    other = re.fullmatch(r"(?:serial-|container-|console-)?getty@.*", name) and name != "getty@tty1.service"
    return bool(other) or name in ("debug-shell.service", "console-getty.service", "kmsconvt@tty1.service")


def _sysrq(root: Path) -> str | None:
    value = _text(root / "proc/sys/kernel/sysrq").strip()
    return None if value == "0" else value or "sysrq"


def _ctrl_alt_del(root: Path) -> str | None:
    if not _is_masked(root, "ctrl-alt-del.target"):
        return "ctrl-alt-del.target"
    return None if _setting(root, "system", "CtrlAltDelBurstAction") == "none" else "CtrlAltDelBurstAction"


def _font(root: Path) -> str | None:
    if _shell_value(root / "etc/default/console-setup", "CHARMAP") not in ("UTF-8", "guess"):
        return "CHARMAP"
    return None if any((root / _FONTS).glob("Uni2-Terminus*16.psf*")) else "Uni2-Terminus16"


def _keyboard(root: Path) -> str | None:
    return None if keyboard.layout({}, root) else "XKBLAYOUT"


# ---- what is plugged in


def _keys(root: Path) -> str | None:
    units = ("kiosk-key@.service", "kiosk-update@.service")
    return _rule(root, "70-kiosk-keys.rules") or next((each for each in units if not _unit(root, each)), None)


def _printer(root: Path) -> str | None:
    return _rule(root, "70-kiosk-printers.rules")


def _usb(root: Path) -> str | None:
    unit = "usbguard.service"
    if not _is_enabled(root, unit) or _is_masked(root, unit):
        return unit
    rules = _text(root / "etc/usbguard/rules.conf")
    if not any(row.startswith("allow") for row in rules.splitlines()):
        return "rules.conf"
    target = _shell_value(root / "etc/usbguard/usbguard-daemon.conf", "ImplicitPolicyTarget")
    return None if target in ("block", "reject") else "ImplicitPolicyTarget"


def _rule(root: Path, name: str) -> str | None:
    """Look for a rule as udev does: a file of /etc takes the place of ours, and an empty one switches it off."""
    for folder in _RULES:
        if _named(root / folder / name):
            return None if _text(root / folder / name).strip() else name
    return name


# ---- disks


def _disk(root: Path) -> str | None:
    for folder in ("/", f"/{HOME}"):
        device, source = _mounted(root, folder)
        if not _is_encrypted(root / "sys/dev/block" / device):
            return source or device or folder
    return None


def _swap(root: Path) -> str | None:
    for row in _text(root / "proc/swaps").splitlines()[1:]:
        name, kind = [*row.split(), "", ""][:2]
        if kind == "file":
            safe = _is_encrypted(root / "sys/dev/block" / _mounted(root, name)[0])
        else:
            block = root / "sys/class/block" / Path(os.path.realpath(root / name.lstrip("/"))).name
            safe = block.name.startswith("zram") or _is_encrypted(block)
        if name and not safe:
            return name
    return None


def _mounted(root: Path, path: str) -> tuple[str, str]:
    """Give the number of the disk that holds a path, and its name."""
    found = ("", "", "")
    for row in _text(root / "proc/self/mountinfo").splitlines():
        fields, _, rest = row.partition(" - ")
        parts, more = fields.split(), rest.split()
        if len(parts) < 5 or len(more) < 2:
            continue
        point = parts[4]
        # The last one that lies over a place hides those beneath it.
        if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= len(found[0]):
            found = (point, parts[2], more[1])
    return found[1], found[2]


def _is_encrypted(block: Path, depth: int = 8) -> bool:
    """Tell whether this disk, or each of those that it is made of, is one that the kernel encrypts."""
    if not depth or not block.is_dir():
        return False
    if _text(block / "dm/uuid").startswith("CRYPT-"):
        return True
    beneath = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    return bool(beneath) and all(_is_encrypted(each, depth - 1) for each in beneath)


def _boot(root: Path) -> str | None:
    grub = root / "boot/grub/grub.cfg"
    if grub.exists():
        text = _text(grub)
        return None if "password_pbkdf2 " in text and "superusers" in text else "GRUB"
    for place in ("boot", "boot/efi", "efi"):
        if (root / place / "loader/loader.conf").exists():
            rows = _text(root / place / "loader/loader.conf").splitlines()
            values = [row.split()[1:] for row in rows if row.split()[:1] == ["editor"]]
            return None if values and values[-1] in (["no"], ["0"], ["false"]) else "systemd-boot"
    return "GRUB"


def _space(root: Path) -> str | None:
    there = root / HOME
    free = shutil.disk_usage(there if there.exists() else root).free
    return None if free >= LEAST_ROOM else f"{free // 1_000_000} Mo"


def _time(root: Path) -> str | None:
    enabled = [name for name in _CLOCKS if _is_enabled(root, f"{name}.service")]
    return None if enabled else "systemd-timesyncd"


LOOKS: dict[Point, Look] = {
    Point.LOGIN: _login,
    Point.ACCOUNT: _account,
    Point.GETTY: _getty,
    Point.CONSOLES: _consoles,
    Point.SYSRQ: _sysrq,
    Point.CTRL_ALT_DEL: _ctrl_alt_del,
    Point.FONT: _font,
    Point.KEYBOARD: _keyboard,
    Point.KEYS: _keys,
    Point.USB: _usb,
    Point.PRINTER: _printer,
    Point.DISK: _disk,
    Point.SWAP: _swap,
    Point.BOOT: _boot,
    Point.TIME: _time,
    Point.SPACE: _space,
}
"""How each point is looked at, in the order in which it is said."""


# ---- how systemd reads its folders


def _unit(root: Path, name: str) -> Path | None:
    return next((root / folder / name for folder in _UNITS if _named(root / folder / name)), None)


def _directive(root: Path, name: str, key: str) -> str:
    """Give what a unit says, drop-ins last."""
    unit = _unit(root, name)
    more = {file.name: file for folder in reversed(_UNITS) for file in (root / folder / f"{name}.d").glob("*.conf")}
    files = [*([unit] if unit else []), *(more[each] for each in sorted(more))]
    return _last(files, key)


def _setting(root: Path, name: str, key: str) -> str:
    """Give what `logind.conf` or `system.conf` says, drop-ins last."""
    folders = [root / place / "systemd" / f"{name}.conf.d" for place in ("usr/lib", "run", "etc")]
    more = {file.name: file for folder in folders for file in folder.glob("*.conf")}
    return _last([root / "etc/systemd" / f"{name}.conf", *(more[each] for each in sorted(more))], key)


def _last(files: list[Path], key: str) -> str:
    value = ""
    for file in files:
        for row in _text(file).splitlines():
            name, sign, said = row.partition("=")
            if sign and name.strip() == key:
                value = said.strip()
    return value


def _wanted(root: Path) -> set[str]:
    """Give the names of what starts by itself."""
    return {
        file.name
        for folder in _UNITS
        for kind in ("*.wants/*", "*.requires/*")
        for file in (root / folder).glob(kind)
        if file.suffix in (".service", ".socket")
    }


def _is_enabled(root: Path, name: str) -> bool:
    return name in _wanted(root) and not _is_masked(root, name)


def _is_masked(root: Path, name: str) -> bool:
    """Tell whether a name leads to nothing: a link to /dev/null, or an empty file."""
    unit = _unit(root, name)
    if unit is None:
        return False
    return str(unit.readlink()) == "/dev/null" if unit.is_symlink() else not _text(unit).strip()


# ---- files


def _named(path: Path) -> bool:
    """Tell whether there is anything of this name; a link into a system that this folder only plays is there, too."""
    return path.is_symlink() or path.exists()


def _text(path: Path) -> str:
    """Read a file; nothing where there is none. Raises PermissionError."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except PermissionError:
        raise
    except OSError:
        return ""


def _row(path: Path, name: str) -> list[str]:
    return next((row.split(":") for row in _text(path).splitlines() if name and row.startswith(f"{name}:")), [])


def _shell_value(path: Path, key: str) -> str:
    value = ""
    for row in _text(path).splitlines():
        if row.startswith(f"{key}="):
            value = row.partition("=")[2].strip().strip("\"'")
    return value
