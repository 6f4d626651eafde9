"""A real CUPS with a real IPP printer (`ippeveprinter`), both of the tests' own: on loopback, in one folder."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

QUEUE = "bureau"

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

    def __init__(self, folder: Path) -> None:
        """Start both; whoever makes it ends it."""
        self.folder, self.started = folder, list[subprocess.Popen[bytes]]()
        for name in ("etc", "cache", "spool/tmp", "state", "log", "ipp"):
            (folder / name).mkdir(parents=True)
        (folder / "etc/cups-files.conf").write_text(_FILES.format(folder=folder))
        (folder / "etc/cupsd.conf").write_text(_SERVER.format(folder=folder))
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
        self._start(["cupsd", "-c", str(folder / "etc/cupsd.conf"), "-s", str(folder / "etc/cups-files.conf"), "-f"])
        self._wait(lambda: (folder / "sock").exists())
        self.plug_in()
        self.admin("lpadmin", "-p", QUEUE, "-E", "-v", f"ipp://localhost:{self.port}/ipp/print", "-m", "everywhere")

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

    def plug_in(self) -> None:
        """Switch the printer on."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [
            "ippeveprinter",
            "-r",
            "off",
            "-n",
            "localhost",
            "-p",
            str(self.port),
            "-d",
            str(self.folder / "ipp"),
        ]
        command += ["-f", "application/pdf", "-c", str(self.folder / "prints"), "Bureau"]
        self.printer = self._start(command)
        self._wait(self._listens)

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
        self.environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "LC_ALL": "C"}

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        where = shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert where, f"apt install cups cups-ipp-utils dbus-daemon: {command[0]}"
        process = subprocess.Popen(
            [where, *command[1:]],
            env=getattr(self, "environment", None),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.started.append(process)
        return process

    def _listens(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def _wait(until: object, seconds: float = 15.0) -> None:
        end = time.monotonic() + seconds
        while not until():  # type: ignore[operator]
            assert time.monotonic() < end
            time.sleep(0.05)
