"""An emulated machine: started, plugged into, photographed, and cut off."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from scripts.boot.images import Debian
from scripts.boot.printer import UsbPrinter

_FRENCH = {
    **dict(zip("azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjkl;zxcvbn", strict=True)),
    **dict(zip("&é\"'(-è_çà", "1234567890", strict=True)),
    " ": "spc",
    ")": "minus",
    "=": "equal",
    ",": "m",
    ";": "comma",
    ":": "dot",
    "!": "slash",
    "<": "less",
    "*": "backslash",
    "$": "bracket_right",
    "ù": "apostrophe",
}
_SHIFTED = {
    **{letter.upper(): _FRENCH[letter] for letter in "azertyuiopqsdfghjklmwxcvbn"},
    **dict(zip("1234567890", "1234567890", strict=True)),
    "?": "m",
    ".": "comma",
    "/": "dot",
    "+": "equal",
    ">": "less",
}
_ALT_GR = dict(zip("~#{[|`\\^@", "234567890", strict=True))
_PROCESSOR = os.environ.get("KIOSK_ACCEL", "tcg,thread=multi")
"""Played, some twenty times slower than the host's own; `kvm` where there is one that works."""
_NAMED = {"enter": "ret", "escape": "esc", ";": "semicolon"}


def chord(sign: str) -> list[str]:
    """Give the keys of a French keyboard that write a sign, or that have a name (`ctrl-alt-f2`)."""
    if sign in _FRENCH:
        return [_NAMED.get(_FRENCH[sign], _FRENCH[sign])]
    if sign in _SHIFTED:
        return ["shift", _NAMED.get(_SHIFTED[sign], _SHIFTED[sign])]
    if sign in _ALT_GR:
        return ["alt_r", _ALT_GR[sign]]
    return [_NAMED.get(each, each) for each in sign.split("-")]


class Laptop:
    """A laptop that runs until its power is cut.

    Args:
        debian: what starts it.
        disk: what it starts from.
        folder: for its sockets, and for what a serial printer got.
        words: more words for its kernel, as whoever may change how it starts types them.
    """

    def __init__(self, debian: Debian, disk: Path, folder: Path, *words: str) -> None:
        self.folder, self.paper = folder, folder / "paper"
        monitor, line, cable = folder / "monitor", folder / "line", folder / "cable"
        for each in (monitor, line, cable):
            each.unlink(missing_ok=True)
        command = [
            *("qemu-system-x86_64", "-name", "kiosk-trial", "-machine", "pc", "-accel", _PROCESSOR),
            *(
                "-cpu",
                "Nehalem",
                "-smp",
                "2",
                "-m",
                "2048",
                "-nic",
                "none",
                "-display",
                "none",
                "-vga",
                "std",
            ),
            *(
                "-kernel",
                debian.kernel,
                "-initrd",
                debian.initrd,
                "-append",
                " ".join(("root=/dev/vda rw quiet", *words)),
            ),
            *("-drive", f"file={disk},if=virtio,format=qcow2", "-device", "qemu-xhci,id=xhci,p2=8,p3=8"),
            # What is built in is no USB keyboard, as in most laptops; the one plugged in at installation is.
            *("-device", "usb-kbd,id=keyboard,bus=xhci.0,port=1"),
            *("-chardev", f"file,id=paper,path={self.paper},append=on"),
            *("-chardev", f"socket,id=line,path={line},server=on,wait=off", "-serial", "chardev:line"),
            *("-chardev", f"socket,id=cable,path={cable},server=on,wait=off"),
            *("-device", "usb-redir,id=receipts,chardev=cable,bus=xhci.0,port=2"),
            *("-qmp", f"unix:{monitor},server=on,wait=off"),
        ]
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, start_new_session=True)
        self._monitor = _connect(monitor)
        self._rest = b""
        self.line = _connect(line)
        self._read()
        self.ask("qmp_capabilities")
        self.printer = UsbPrinter(cable)
        """At its socket, not yet plugged in."""

    # -- the monitor

    def ask(self, what: str, **given: object) -> object:
        """Ask the emulator for something. Raises RuntimeError with what it says against it."""
        self._monitor.sendall(json.dumps({"execute": what, "arguments": given}).encode() + b"\n")
        while True:
            said = self._read()
            if "return" in said:
                return said["return"]
            if "error" in said:
                raise RuntimeError(f"{what}: {said['error']}")

    def _read(self) -> dict[str, object]:
        while b"\n" not in self._rest:
            data = self._monitor.recv(65536)
            if not data:
                raise RuntimeError("the emulator has ended")
            self._rest += data
        row, _, self._rest = self._rest.partition(b"\n")
        said: dict[str, object] = json.loads(row)
        return said

    # -- keys and pictures

    def key(self, sign: str) -> None:
        """Press a key, or several together (`ctrl-alt-f2`)."""
        keys = [{"type": "qcode", "data": each} for each in chord(sign)]
        self.ask("send-key", **{"keys": keys, "hold-time": 40})
        sleep(0.09)

    def picture(self, file: Path) -> None:
        """Take a picture of the screen."""
        self.ask("screendump", filename=str(file), format="png")

    # -- what is plugged in

    def plug_key(self, name: str, image: Path, *, read_only: bool = False) -> None:
        """Plug a USB key in."""
        file = {"driver": "file", "filename": str(image)}
        self.ask("blockdev-add", **{"driver": "raw", "node-name": f"disk-{name}", "read-only": read_only, "file": file})
        self.ask("device_add", driver="usb-storage", id=name, drive=f"disk-{name}", bus="xhci.0", removable=True)

    def plug(self, name: str, driver: str, **given: object) -> None:
        """Plug something else in."""
        self.ask("device_add", driver=driver, id=name, bus="xhci.0", **given)

    def pull(self, name: str) -> None:
        """Pull something out, and the disk behind it."""
        self.ask("device_del", id=name)
        until = monotonic() + 20
        while monotonic() < until:
            try:
                self.ask("blockdev-del", **{"node-name": f"disk-{name}"})
            except RuntimeError as error:
                if "in use" not in str(error):
                    return
                sleep(0.1)
            else:
                return

    # -- the end

    def copy(self, disk: Path, to: Path) -> None:
        """Copy the disk as a cut of the power at this moment would leave it."""
        self.ask("stop")
        shutil.copyfile(disk, to)
        self.ask("cont")

    def cut(self) -> None:
        """Cut the power."""
        self.process.kill()
        self.process.wait()
        for each in (self._monitor, self.line, self.printer):
            with suppress(OSError):
                each.close()


class RootShell:
    """A shell in the machine, on a serial line: the trial's own eye, and no part of what is tried."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._count = line, 0

    def wait(self, seconds: float) -> None:
        """Wait until it answers. Raises TimeoutError."""
        until = monotonic() + seconds
        while monotonic() < until:
            with suppress(TimeoutError):
                # A line that nobody finished is ended; what is typed is not said back.
                self.run("stty -echo -onlcr", 4)
                return
        raise TimeoutError("no shell on the serial line")

    def run(self, command: str, seconds: float = 60.0) -> str:
        """Run a command there, and give what it said. Raises TimeoutError."""
        self._count += 1
        end = f"~{self._count}~"
        self._line.sendall(f"{command}\necho '~''{self._count}~'\n".encode())
        self._line.settimeout(0.2)
        heard, until = b"", monotonic() + seconds
        while end.encode() not in heard:
            if monotonic() > until:
                raise TimeoutError(f"{command}: {heard!r}")
            with suppress(TimeoutError):
                heard += self._line.recv(65536)
        text = heard.decode("utf-8", "replace").partition(end)[0]
        return re.sub(r"^.*~\d+~\r?\n", "", text, flags=re.S)


def _connect(path: Path) -> socket.socket:
    until = monotonic() + 20
    while True:
        with suppress(OSError):
            link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            link.connect(str(path))
            return link
        if monotonic() > until:
            raise TimeoutError(str(path))
        sleep(0.1)
