"""What a desk waits for: a printer that takes its bytes and never says a word, and a USB key that takes for ever.

    python -m scripts.measures.slow FOLDER run ...

runs `kiosk` with one USB key, FOLDER, which is neither read nor written for as long as FOLDER.slow is there.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from unittest.mock import patch

from kiosk.core.ports import Drive
from kiosk.core.reference import make_reference
from kiosk.desk import road
from kiosk.desk.keys import open_desk
from kiosk.uplink.drives import Landing
from scripts.measures.pty import PASSPHRASE
from tests.fakes import an_entry


@contextmanager
def mute_printer(data: Path) -> Iterator[socket.socket]:
    """Give a desk a printer of the network that takes a connection and reads nothing."""
    with socket.socket() as printer:
        printer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        printer.bind(("127.0.0.1", 0))
        printer.listen()
        settings = f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer.getsockname()[1]}\n'
        (data / "kiosk.toml").write_text(settings, encoding="utf-8")
        yield printer


def waiting_acts(data: Path, count: int) -> None:
    """Put so many acts into a desk's store that wait to travel."""
    keys = open_desk(data, PASSPHRASE)
    try:
        for number in range(count):
            act = number.to_bytes(16)
            keys.store.add(an_entry(id=act, reference=make_reference(act[-5:])))
    finally:
        keys.store.close()


def gate(key: Path) -> Path:
    """Name the file that holds a key up."""
    return key.with_name(f"{key.name}.slow")


def main(arguments: list[str]) -> int:
    """Run `kiosk` with a key that is held up."""
    key, write, receive = Path(arguments[0]), Landing.write, road.receive_files

    def wait() -> None:
        while gate(key).exists():
            sleep(0.02)

    def slow_write(landing: Landing, name: str, data: bytes, *, over: bool = False) -> None:
        wait()
        write(landing, name, data, over=over)

    def slow_receive(*arguments: object) -> object:
        wait()
        return receive(*arguments)  # type: ignore[arg-type]  # whatever it takes

    from kiosk.commands.line import main

    with (
        patch.object(Landing, "write", slow_write),
        patch.object(road, "receive_files", slow_receive),
        patch.object(road, "drives", lambda: [Drive(str(key), key.stat().st_dev)]),
    ):
        return main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
