"""A private PostgreSQL cluster in a folder of its own, for tests and measurements: no network port, gone at the end.

    with cluster() as url: …

PostgreSQL refuses to run as root: then it runs as `nobody`, who owns the folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USUAL = Path("/usr/lib/postgresql")


def programs() -> Path:
    """Find the folder of PostgreSQL's own programs.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(_USUAL.glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if not versions:
        raise FileNotFoundError("PostgreSQL is not installed; on Debian: apt install postgresql")
    return versions[-1].parent


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a cluster and give the address of its database.

    Args:
        durable: whether each commit waits for the disk; tests of processes that die do not need it.
    """
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    data = folder / "data"
    became: list[str] = []
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        became = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    own = programs()

    def run(program: str, *arguments: str) -> None:
        command = [*became, str(own / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}{done.stdout}")

    settings = {"listen_addresses": "''", "unix_socket_directories": f"'{folder}'", "shared_buffers": "'256MB'"}
    settings |= {"max_connections": "200", "max_wal_size": "'2GB'", "lc_messages": "'C'"}
    settings |= {} if durable else {"fsync": "off", "full_page_writes": "off"}
    try:
        run("initdb", "-D", str(data), "-U", "kiosk", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in settings.items())
        run("pg_ctl", "-D", str(data), "-w", "-s", "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://kiosk@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
