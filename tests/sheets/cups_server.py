"""A real CUPS with a real IPP printer (`ippeveprinter`), both of the tests' own: on loopback, in one folder."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path
from typing import cast

from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target, Timing
from kiosk.sheets import cups, ipp
from kiosk.sheets.ipp import Does, Tag, encode

QUEUE = "bureau"
QUICK = Timing(stall=1.5, connect=3.0)
"""A short patience."""
_CREATE_LOCAL = 0x4028
"""CUPS-Create-Local-Printer: what its own library asks for when somebody chooses a printer that it found."""

_FILES = """\
ServerRoot {folder}/etc
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
StateDir {folder}/state
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
SystemGroup root
User lp
Group lp
"""
_SERVER = """\
LogLevel debug
DirtyCleanInterval 0
Listen {folder}/sock
Browsing No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit Cancel-Job Cancel-My-Jobs Get-Jobs Get-Job-Attributes>
Require user @OWNER @SYSTEM
Order deny,allow
</Limit>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_PRINTS = """\
#!/bin/sh
# What the printer does with a page: as the file beside it says.
case "$(cat {folder}/mood)" in
  empty) echo "STATE: +media-empty-error" >&2; exec sleep 60 ;;
  jam) echo "STATE: +media-jam-error" >&2; exec sleep 60 ;;
  fails) exit 1 ;;
  low) echo "STATE: +toner-low-report" >&2; cat >>{folder}/paper ;;
  *) echo "STATE: -media-empty-error,media-jam-error,toner-low-report" >&2; cp "$1" {folder}/paper ;;
esac
"""


class Cups:
    """The service, and its printer."""

    def __init__(self, folder: Path, *, duplex: bool = False, named: bool = False, forgets: bool = False) -> None:
        """Start both; whoever makes it ends it.

        Args:
            folder: of all that they write.
            duplex: whether the printer knows how to print on both sides.
            named: whether the printer is announced by its name (DNS-SD), and its queue knows it by that alone.
            forgets: whether the service forgets a job when it has ended.
        """
        self.duplex, self.named = duplex, named
        self.folder, self.started = folder, list[subprocess.Popen[bytes]]()
        for name in ("etc", "cache", "spool/tmp", "state", "log", "ipp"):
            (folder / name).mkdir(parents=True)
        (folder / "etc/cups-files.conf").write_text(_FILES.format(folder=folder))
        history = "PreserveJobHistory No\n" if forgets else ""
        (folder / "etc/cupsd.conf").write_text(_SERVER.format(folder=folder) + history)
        script = folder / "prints"
        script.write_text(_PRINTS.format(folder=folder))
        script.chmod(0o755)
        self.mood("works")
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "lp:lp", str(folder)], check=True)
            for each in (folder, *folder.parents):  # the service is not root
                if each != Path("/"):
                    each.chmod(each.stat().st_mode | stat.S_IXOTH)
        self._bus()
        self.serve()
        self.plug_in()
        self.add()

    @property
    def socket(self) -> str:
        """Where the service listens."""
        return str(self.folder / "sock")

    def mood(self, mood: str) -> None:
        """Say what the printer does with the next page."""
        (self.folder / "mood").write_text(mood)

    def paper(self) -> bytes:
        """Give what lies in its tray, and empty it."""
        tray = self.folder / "paper"
        pages = tray.read_bytes() if tray.exists() else b""
        tray.unlink(missing_ok=True)
        return pages

    def admin(self, *command: str) -> None:
        """Change the service, as its administrator does."""
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        where = shutil.which(command[0], path=path)
        assert where, command
        subprocess.run([where, "-h", self.socket, *command[1:]], check=True, timeout=20, capture_output=True)

    def serve(self) -> None:
        """Start the service."""
        files = [str(self.folder / "etc" / name) for name in ("cupsd.conf", "cups-files.conf")]
        self.service = self._start(["cupsd", "-c", files[0], "-s", files[1], "-f"])
        self._wait(lambda: (self.folder / "sock").exists())

    def fall(self) -> None:
        """End the service, as a crash does."""
        self.service.kill()
        self.service.wait()
        (self.folder / "sock").unlink(missing_ok=True)

    def add(self, queue: str = QUEUE) -> None:
        """Add a queue for its printer, or set the one that is there right again."""
        self.admin("lpadmin", "-p", queue, "-E", "-v", self.uri, "-m", "everywhere")

    def settles(self, queue: str) -> None:
        """Wait until a queue that was just made knows its printer: until then, pages are handed on as they are."""
        made = cups.Queue(ipp.Service(self.socket), queue, QUICK, lambda: False)
        self._wait(lambda: "sides-supported" in made.look()[1])

    def find(self, queue: str) -> None:
        """Have the service make a queue by itself, as it does for a printer that somebody looks at in a list."""
        request = encode(cast(Does, _CREATE_LOCAL), [(Tag.URI, "printer-uri", "ipp://localhost/")])
        printer = [(Tag.NAME, "printer-name", queue), (Tag.URI, "device-uri", self.uri)]
        body = request[:-1] + b"\4" + b"".join(map(ipp._attribute, printer)) + bytes([Tag.END])
        headers = {"Content-Type": "application/ipp", "Host": "localhost"}
        headers["Authorization"] = f"PeerCred {ipp.Service().user}"
        assert ipp._exchange(ipp._Local(self.socket, timeout=10), "/", body, headers).is_good
        queues = cups.Queue(ipp.Service(self.socket), queue, QUICK, lambda: False)
        self._wait(lambda: queues.look()[1].get("printer-is-accepting-jobs") == [True])

    @property
    def uri(self) -> str:
        """The way to its printer."""
        return "ipp://Bureau._ipp._tcp.local/" if self.named else f"ipp://localhost:{self.port}/ipp/print"

    def plug_in(self) -> None:
        """Switch the printer on."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [
            "ippeveprinter",
            *([] if self.named else ["-r", "off"]),
            "-n",
            "localhost",
            "-p",
            str(self.port),
            "-d",
            str(self.folder / "ipp"),
        ]
        command += ["-2"] if self.duplex else []
        command += ["-f", "application/pdf", "-c", str(self.folder / "prints"), "Bureau"]
        self.printer = self._start(command)
        self._wait(self._listens)
        if self.named:
            service = ("iisssiu", "-1", "-1", "Bureau", "_ipp._tcp", "local", "-1", "0")
            self._wait(lambda: self._finds("ResolveService", "org.freedesktop.Avahi.Server", *service))

    def unplug(self) -> None:
        """Switch it off."""
        self.printer.kill()
        self.printer.wait()

    def kept(self) -> list[str]:
        """Name what the service keeps of jobs: their pages, their tickets, its temporary files."""
        spool = self.folder / "spool"
        jobs = [each.name for each in spool.iterdir() if each.is_file()]
        temporary = [
            each.name for each in (spool / "tmp").rglob("*") if each.is_file() and b"%PDF" in each.read_bytes()
        ]
        return jobs + temporary

    def logs(self) -> str:
        """Give all that it logged."""
        return "".join(each.read_text("utf-8", "replace") for each in (self.folder / "log").iterdir())

    def end(self) -> None:
        """End everything that was started."""
        for process in reversed(self.started):
            process.kill()
            process.wait()

    def _bus(self) -> None:
        address = f"unix:path={self.folder}/bus"
        self._start(["dbus-daemon", "--session", "--nofork", f"--address={address}"])
        self._wait(lambda: (self.folder / "bus").exists())
        self.bus = address
        self.environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "LC_ALL": "C"}
        if self.named:
            settings = self.folder / "avahi.conf"
            settings.write_text("[server]\nuse-ipv6=no\nallow-interfaces=lo\n")
            self._start(["avahi-daemon", "-f", str(settings), "--no-drop-root", "--no-chroot", "--no-rlimits"])
            self._wait(lambda: self._finds("Introspect", "org.freedesktop.DBus.Introspectable"))

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        where = shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert where, f"apt install cups cups-ipp-utils dbus-daemon avahi-daemon: {command[0]}"
        process = subprocess.Popen(
            [where, *command[1:]],
            env=getattr(self, "environment", None),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.started.append(process)
        return process

    def _finds(self, does: str, of: str, *what: str) -> bool:
        command = ["busctl", f"--address={self.bus}", "call", "--", "org.freedesktop.Avahi", "/", of, does, *what]
        return subprocess.run(command, capture_output=True).returncode == 0

    def _listens(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def _wait(until: object, seconds: float = 15.0) -> None:
        end = time.monotonic() + seconds
        while not until():  # type: ignore[operator]
            assert time.monotonic() < end
            time.sleep(0.05)


def spool(service: Cups, folder: Path, queue: str = QUEUE) -> Spool:
    """Give what prints on its queue."""
    target = Target(Connection.CUPS, path=queue, host=service.socket)
    return Spool(target, Options(), folder, QUICK, worker="kiosk.sheets.worker")
