"""A hub that serves: it says so when it does, takes a renewed certificate, and silent lines keep nobody out."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import trustme

from kiosk.core.errors import FileFault
from kiosk.hub import lines, serving
from kiosk.hub.lines import Door, Listening
from kiosk.machine.clock import seconds
from tests.hub.conftest import World
from tests.hub.made import free_port
from tests.hub.made import serving as served

PROGRAM = "import sys; from kiosk.commands.line import main; sys.exit(main(sys.argv[1:]))"


def hub(folder: Path, port: int, *more: str) -> subprocess.Popen[str]:
    """Start `kiosk hub serve`."""
    command = [sys.executable, "-c", PROGRAM, "hub", "serve", "--data", str(folder), "--port", str(port), *more]
    environment = {**os.environ, "LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "fr"}
    environment.pop("KIOSK_HUB_DATABASE", None)
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def said_to_run(process: subprocess.Popen[str]) -> str:
    """Read what it says, up to that it runs."""
    assert process.stdout
    words = ""
    for line in process.stdout:
        words += line
        if "Le relais tourne" in line:
            return words
    raise AssertionError(words)


@contextmanager
def running(folder: Path, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Start a hub, wait until it says that it runs, and end it hard."""
    process = hub(folder, port, *more)
    try:
        said_to_run(process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def certify(folder: Path, **when: datetime) -> tuple[Path, Path]:
    """Write a certificate for this machine, and its key."""
    made = trustme.CA().issue_cert("localhost", "127.0.0.1", **when)  # type: ignore[arg-type]
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    key.write_bytes(made.private_key_pem.bytes())
    certificate.write_bytes(b"".join(each.bytes() for each in made.cert_chain_pems))
    return certificate, key


def shown(port: int) -> bytes:
    """Give the certificate that a new line is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line, context.wrap_socket(line) as safe:
        return safe.getpeercert(binary_form=True) or b""


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_renewed_certificate_is_served_on_sighup(tmp_path: Path, workers: str) -> None:
    """The new one is shown to new lines, the hub runs on; a broken one changes nothing and ends nothing."""
    (tmp_path / "hub").mkdir()
    certificate, key = certify(tmp_path)
    port = free_port()
    more = ("--certificate", str(certificate), "--key", str(key), "--workers", workers)
    with running(tmp_path / "hub", port, *more) as process:
        before = shown(port)
        certify(tmp_path)
        process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 30
        while (after := shown(port)) == before:
            assert time.monotonic() < end
            time.sleep(0.1)
        if workers == "1":
            certificate.write_text("not one")
            process.send_signal(signal.SIGHUP)
            time.sleep(0.3)
            assert shown(port) == after
        assert process.poll() is None


@pytest.mark.slow
def test_what_keeps_a_hub_from_serving_has_a_sentence(tmp_path: Path) -> None:
    """A missing or foreign key, no certificate, a taken port: said in words, exit code 1; no code, nor that it runs."""
    certificate, key = certify(tmp_path)
    (tmp_path / "other").mkdir()
    _, other = certify(tmp_path / "other")
    rubbish = tmp_path / "rubbish.pem"
    rubbish.write_text("rubbish")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for more, words in (
            (("--certificate", str(tmp_path / "gone.pem"), "--key", str(key)), "gone.pem.*il n’est pas là"),
            (("--certificate", str(rubbish), "--key", str(key)), "rubbish.pem.*pas un certificat"),
            (("--certificate", str(certificate), "--key", str(other)), "key.pem.*pas la clé de ce certificat"),
            ((), "port est déjà pris"),
        ):
            process = hub(tmp_path, port, *more)
            out, _ = process.communicate(timeout=60)
            assert re.search(words, out), out
            assert "tourne\u00a0:" not in out
            assert not re.search(r"^ {4}\S", out, re.MULTILINE), out  # no code to join it by
            assert "Traceback" not in out
            assert process.returncode == 1


def test_the_days_that_a_certificate_is_left(tmp_path: Path) -> None:
    """Whole days, 0 on the last one, -1 once it is over; a file that is none is said."""
    now = datetime.fromtimestamp(seconds(), UTC)
    for days, expected in ((90, 90), (0.5, 0), (-1, -1)):
        end = now + timedelta(days=days)
        certificate, key = certify(tmp_path, not_before=now - timedelta(days=9), not_after=end)
        assert serving.days_left(str(certificate), str(key), int(now.timestamp())) == expected
    key.write_text("none")
    with pytest.raises(FileFault):
        serving.days_left(str(certificate), str(key), 0)


# ---- silent lines ----------------------------------------------------------------------------


@pytest.mark.slow
def test_seven_hundred_silent_lines_keep_no_desk_out(tmp_path: Path) -> None:
    """With 700 lines that say nothing, from anywhere, a desk is answered at once."""
    port = free_port()
    with running(tmp_path, port):
        silent = []
        for _ in range(700):
            line = socket.create_connection(("127.0.0.1", port), timeout=10)
            silent.append(line)
        began = time.monotonic()
        for _ in range(3):
            assert httpx.get(f"http://127.0.0.1:{port}/hub", timeout=5).status_code == 200
        assert time.monotonic() - began < 5
        for line in silent:
            line.close()


def whole_answer(line: socket.socket) -> bytes:
    """Read one answer to its end, in however many pieces it comes."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    (length,) = (int(each.split(b":")[1]) for each in head.splitlines() if each.lower().startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(65536)
    return head + body


def test_a_head_that_does_not_come_is_not_waited_for(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing at all, half a head, a drop at a time, on a new line and on a kept one: hung up in good time."""
    monkeypatch.setattr(lines, "SILENT", 0.3)
    with served(small_world.hub.app, http=Listening) as port:
        for first in (b"", b"GET /hub HTTP/1.1\r\nHost: x\r\n\r\n"):
            for drops in (b"", b"GET /hub HTTP/1.1\r\n" + b"A: b\r\n" * 50):
                if first and not drops:
                    continue  # a kept line may wait
                with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                    if first:
                        line.sendall(first)
                        assert whole_answer(line).startswith(b"HTTP/1.1 200")
                    began = time.monotonic()
                    with suppress(OSError):
                        for at in range(0, len(drops), 6):
                            line.sendall(drops[at : at + 6])
                            time.sleep(0.05)
                    with suppress(ConnectionResetError):
                        assert line.recv(65536) == b""
                    assert time.monotonic() - began < 4


def test_one_address_has_so_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line more than an address may have is closed; when one ends there is room; this machine is not counted."""
    for near, most in ((("127.",), 9), ((), 3)):
        monkeypatch.setattr(lines, "_NEAR", near)
        door = Door(socket.create_server(("127.0.0.1", 0)), most_of_one=3)
        theirs = [socket.create_connection(door.getsockname()) for _ in range(most)]
        ours = [door.accept()[0] for _ in range(most)]
        if not near:
            theirs.append(socket.create_connection(door.getsockname()))
            with pytest.raises(ConnectionAbortedError):
                door.accept()
            ours.pop().close()
            theirs.append(socket.create_connection(door.getsockname()))
            ours.append(door.accept()[0])
        for each in (*theirs, *ours, door):
            each.close()
