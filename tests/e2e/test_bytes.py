"""No bytes end, unlock, deafen or bare the desk, and what was typed reaches nobody else: on real terminals."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path
from time import monotonic, sleep

import pytest

from scripts.measures.garbage import SCREENS, throw
from scripts.measures.pty import make_desk
from tests.e2e.conftest import Start
from tests.e2e.journey import CLOSED, HIDDEN, HOME, LEFT, LOCKED, NAME, to_questions
from tests.e2e.shell import CLEARED, COMMAND, DEFECT, MALFORMED, RAN, SHELL, Host, children, opened, ran_nothing, scan
from tests.e2e.terminal import F8, F9, F12, KEYS, PASSPHRASE, ROOT, Terminal, soon, within


def works(terminal: Terminal) -> None:
    """See that every key that covers, and the passphrase, still work; from home, and back there."""
    soon(terminal, F8, HIDDEN)
    soon(terminal, F8, HOME)
    soon(terminal, F12, LEFT)
    soon(terminal, "\r", HOME)
    soon(terminal, F9, LOCKED)
    soon(terminal, f"{PASSPHRASE}\r", HOME)


@pytest.mark.slow
@pytest.mark.parametrize("where", ["closed", "home", "locked", "hidden"])
def test_no_byte_leads_to_the_shell(host: Host, tmp_path: Path, where: str) -> None:
    """Bytes that nobody can read, then a command at a scanner's speed: it goes on, and the shell runs nothing."""
    terminal = host(sys.executable, "-m", "kiosk", "run", "--data", make_desk(tmp_path))
    terminal.wait_for(CLOSED)
    if where != "closed":
        opened(terminal)
    if where in ("locked", "hidden"):
        soon(terminal, F9 if where == "locked" else F8, LOCKED if where == "locked" else HIDDEN)
    stays = {"closed": CLOSED, "home": HOME, "locked": LOCKED, "hidden": HIDDEN}[where]
    for garbage in MALFORMED:
        os.write(terminal.process.fd, garbage)
        terminal.look(0.05)
        assert terminal.shows(stays), garbage
    scan(terminal, MALFORMED[0] + COMMAND.encode())
    ran_nothing(terminal)
    sleep(2 if where in ("closed", "locked") else 0)  # after a wrong passphrase it waits
    if where != "home":
        soon(terminal, F8 if where == "hidden" else f"{PASSPHRASE}\r", HOME)
    works(terminal)


@pytest.mark.slow
def test_four_keys_by_hand_lead_nowhere(host: Host, tmp_path: Path) -> None:
    """Alt and a bracket, a colon, a letter, as quick as a hand, lead from no screen to the shell."""
    terminal = host(sys.executable, "-m", "kiosk", "run", "--data", make_desk(tmp_path))
    terminal.wait_for(CLOSED)
    opens = f"{F9}{PASSPHRASE}\r"  # F9 begins a line anew
    for stays, then, comes in ((CLOSED, opens, HOME), (HOME, F9, LOCKED), (LOCKED, opens, HOME)):
        for gap in (0.03, 0.06, 0.09):
            for each in ("\x1b[", ":", "C"):
                os.write(terminal.process.fd, each.encode())
                terminal.look(gap)
            terminal.rest(0.4)
            assert terminal.shows(stays), terminal.text()
        terminal.process.write(then[: len(F9)].encode())
        terminal.rest()
        terminal.process.write(then[len(F9) :].encode())
        terminal.wait_for(comes)
        terminal.rest()
    scan(terminal, COMMAND.encode())
    ran_nothing(terminal)


@pytest.mark.slow
def test_a_paste_without_end_deafens_nothing(start: Start, tmp_path: Path) -> None:
    """After a paste that begins and never ends each key works, at home and locked; no paste is ever asked for."""
    terminal = opened(start("run", "--data", make_desk(tmp_path)))
    for key, words in ((F8, HIDDEN), (F8, HOME), (F12, LEFT), ("\r", HOME), (F9, LOCKED), (f"{PASSPHRASE}\r", HOME)):
        os.write(terminal.process.fd, b"\x1b[200~")
        soon(terminal, key, words)
    assert b"\x1b[?2004h" not in terminal.raw


@pytest.mark.slow
def test_a_terminal_is_asked_nothing(start: Start, tmp_path: Path) -> None:
    """No question, no mouse, no protocol of its own is switched on: what answers is nobody's."""
    terminal = opened(start("run", "--data", make_desk(tmp_path)))
    for each in (
        rb"\x1b\[\?\d+\$p",
        rb"\x1b\[>\d*u",
        rb"\x1b\[\?(?:1000|1002|1003|1004|1006|2004|2048)h",
        rb"\x1b\[6n",
    ):
        assert not re.search(each, terminal.raw), each


@pytest.mark.slow
def test_a_megabyte_at_once_costs_neither_memory_nor_time(start: Start, tmp_path: Path) -> None:
    """In a megabyte of letters, of keys and of Enters, F8 works at once; afterwards all does, and little was kept."""
    terminal = opened(start("run", "--data", make_desk(tmp_path)))
    before = memory(terminal)
    for piece in (b"x" * 1000, b"\x1b[B" * 333, b"1\r" * 500, b"\x1b[" + b"1;" * 500, b"\x00\xff" * 500):
        flood(terminal, piece, 350)
        soon(terminal, F8, HIDDEN)
        flood(terminal, piece, 350)
        soon(terminal, F12, LEFT, HIDDEN)
        sleep(0.3)
        home(terminal)
    assert memory(terminal) < before + 60
    works(terminal)


def flood(terminal: Terminal, piece: bytes, times: int) -> None:
    for _ in range(times):
        os.write(terminal.process.fd, piece)
        terminal.look(0)


def home(terminal: Terminal) -> None:
    """Come home from wherever a flood led."""
    for _ in range(8):
        terminal.rest()
        if terminal.shows(HOME):
            return
        if terminal.shows(HIDDEN):
            soon(terminal, F8, HOME, LEFT)
        elif terminal.shows(LEFT):
            soon(terminal, "\r", HOME)
        else:
            soon(terminal, F12, LEFT)
    raise AssertionError(terminal.text())


def memory(terminal: Terminal) -> float:
    """Give what it holds, in MiB."""
    text = Path(f"/proc/{terminal.process.pid}/smaps_rollup").read_text(encoding="ascii")
    return int(text.split("Rss:")[1].split()[0]) / 1024


@pytest.mark.slow
def test_a_page_down_that_comes_in_pieces_turns_a_page(start: Start, tmp_path: Path) -> None:
    """Its first byte 160 ms before the rest, it goes no step back."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    terminal.press("6", "enter")
    terminal.wait_for("Se comprendre")
    terminal.rest(0.3)
    step = terminal.screen.display[2]
    for _ in range(3):
        terminal.process.write(b"\x1b")
        sleep(0.16)
        terminal.process.write(b"[6~")
        terminal.rest(0.4)
        assert terminal.screen.display[2] == step
        assert not terminal.shows("Quitter et effacer")


@pytest.mark.slow
def test_garbage_at_every_screen_ends_unlocks_and_deafens_nothing(tmp_path: Path) -> None:
    """Random bytes, cut and nested sequences, numbers out of range, pastes, answers, at each screen, locked and not."""
    thrown = throw(tmp_path, 30_000, seed=1)
    assert set(thrown.screens) == set(SCREENS)
    assert thrown.slowest < within()


# ---- the end --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_without_a_terminal_it_refuses_to_start(tmp_path: Path) -> None:
    """With nothing to read from, or nothing to paint on, it says in a sentence that it needs both."""
    data = make_desk(tmp_path)
    for arguments in (["--data", str(data)], ["--training", "--data", str(tmp_path / "training")]):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "run", *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "un écran et d’un clavier" in done.stderr
    terminal = Terminal(
        "-c", f"{sys.executable} -m kiosk run --data {data} </dev/null", home=tmp_path, command=["/bin/sh"]
    )
    try:
        assert terminal.end(20) == 1
        assert terminal.shows("un écran et d’un clavier")
    finally:
        terminal.close()


@pytest.mark.slow
def test_a_terminal_that_goes_without_a_signal_is_a_hang_up(start: Start, tmp_path: Path) -> None:
    """With SIGHUP blocked by whoever started it, the end of input ends it within seconds, and lets the store go."""
    data = make_desk(tmp_path)
    program = (
        "import os, signal, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-m', 'kiosk', 'run', *sys.argv[1:]], start_new_session=True)\n"
        "open('pid', 'w').write(str(child.pid))\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "open('code', 'w').write(str(child.wait()))\n"
    )
    terminal = Terminal("--data", data, home=tmp_path, command=[sys.executable, "-c", program])
    opened(terminal)
    pid = int((tmp_path / "pid").read_text())
    terminal.process.fileobj.close()
    until = monotonic() + 15
    while Path(f"/proc/{pid}/stat").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert monotonic() < until, "it still runs without a terminal"
        sleep(0.05)
    opened(start("run", "--data", data))


@pytest.mark.slow
@pytest.mark.parametrize("key", ["f1", "f2"])
def test_a_defect_ends_with_a_sentence_and_throws_away_what_is_typed(host: Host, tmp_path: Path, key: str) -> None:
    """However it ends: the code is 70, an emptied screen says one sentence, and a scanner's command runs nowhere."""
    program = tmp_path / "defect.py"
    program.write_text(DEFECT)
    terminal = host(sys.executable, program, "run", "--data", make_desk(tmp_path), ";", "echo", "code=$?")
    opened(terminal)
    terminal.process.write(KEYS[key].encode())
    scan(terminal, COMMAND.encode() * 4)
    terminal.wait_for("code=70")
    terminal.wait_for(SHELL)
    terminal.rest(0.5)
    assert RAN not in terminal.raw
    after = terminal.raw[terminal.raw.rindex(CLEARED) :].decode()
    assert after.count("La borne s’est arrêtée à cause d’une erreur") == 1
    assert "Traceback" not in terminal.raw.decode(errors="replace")
    assert b"Zelda" not in terminal.raw
    assert HOME not in terminal.text()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_typed_while_it_ends_goes_to_nobody(host: Host, tmp_path: Path, number: signal.Signals) -> None:
    """Told to end while a scanner types a command, it gives the terminal back when that has fallen silent."""
    terminal = host(sys.executable, "-m", "kiosk", "run", "--data", make_desk(tmp_path))
    opened(terminal)
    (child,) = children(terminal.process.pid)
    scan(terminal, COMMAND.encode())
    os.kill(child, number)
    scan(terminal, COMMAND.encode() * 6)
    terminal.wait_for("ended1")
    terminal.rest(0.5)
    assert RAN not in terminal.raw
    terminal.process.write(COMMAND.encode())  # which now is the shell's
    terminal.said(RAN.decode())


@pytest.mark.slow
def test_a_desk_that_died_comes_up_locked(host: Host, tmp_path: Path) -> None:
    """Killed, with a command typed behind it, `scripts/desk` starts it again: the shell that waits runs nothing."""
    terminal = host(ROOT / "scripts" / "desk", "--data", make_desk(tmp_path))
    opened(terminal)
    (desk,) = children(terminal.process.pid)
    (child,) = children(desk)
    os.kill(child, signal.SIGKILL)
    scan(terminal, COMMAND.encode() * 3)
    terminal.wait_for(CLOSED)
    assert not terminal.shows(HOME)
    ran_nothing(terminal)
    sleep(2)
    soon(terminal, F9, CLOSED)
    opened(terminal)
    os.kill(desk, signal.SIGTERM)
    (child,) = children(desk)
    os.kill(child, signal.SIGTERM)
    terminal.wait_for("ended1")


@pytest.mark.slow
def test_no_signal_bares_what_is_shown(start: Start, tmp_path: Path) -> None:
    """Every signal that can be refused is: the act goes on. Those that ask for the end leave an empty screen."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    to_questions(terminal)
    terminal.type(NAME)
    assert terminal.shows(NAME)
    asks = {signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGSTOP}
    for number in sorted(signal.valid_signals() - asks):
        terminal.kill(signal.Signals(number) if number in iter(signal.Signals) else number)
        sleep(0.01)
    terminal.rest(0.3)
    assert terminal.process.isalive()
    assert terminal.shows(NAME)
    soon(terminal, F12, LEFT)
    terminal.kill(signal.SIGTERM)
    assert terminal.end() == 0
    assert terminal.raw.endswith(CLEARED)


# ---- the picture ----------------------------------------------------------------------------------


def scribble(terminal: Terminal) -> None:
    """Write as a system's core does, over everything."""
    terminal._stream.feed(b"\x1b[3;10Husb 1-1: USB disconnect\x1b[0;31m\r\n" + b"\x1b[24;1Hwall: hello\r\n" * 6)
    assert terminal.shows("USB disconnect") or terminal.shows("wall: hello")


def is_clean(terminal: Terminal) -> bool:
    return not (terminal.shows("USB disconnect") or terminal.shows("wall: hello"))


def but_the_hour(terminal: Terminal) -> str:
    """Read the screen without the clock, which goes on."""
    return re.sub(r"\b\d\d:\d\d\b", "", terminal.text())


@pytest.mark.slow
def test_what_others_write_on_the_terminal_goes(start: Start, tmp_path: Path) -> None:
    """Ctrl+L, F8 and back, and each new screen and step paint everything anew."""
    terminal = start("run", "--training", "--data", tmp_path / "data")
    terminal.wait_for(HOME)
    terminal.rest(0.3)
    for keys in (["\x0c"], [F8, F8], ["f1"], ["escape"], ["6", "enter"], ["1", "enter"]):
        before = but_the_hour(terminal)
        scribble(terminal)
        for key in keys:
            terminal.press(key)
            terminal.read()  # a second F8 that is read within this time may repeat the first, and counts for nothing
        terminal.rest(0.5)
        assert is_clean(terminal), (keys, terminal.text())
        if keys[0] in ("\x0c", F8):
            assert but_the_hour(terminal) == before


def test_a_terminal_is_silent_until_it_is_quiet() -> None:
    """What is typed while it is thrown away is thrown away, too; a terminal that is gone raises nothing."""
    from kiosk.machine import tty

    ours, theirs = os.openpty()
    usual = termios.tcgetattr(theirs)
    os.write(ours, b"rm -rf /\n")
    tty.throw_away(theirs)
    assert not termios.tcgetattr(theirs)[3] & termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, usual)
    os.set_blocking(theirs, False)
    with pytest.raises(BlockingIOError):
        os.read(theirs, 10)
    os.close(ours)
    tty.throw_away(theirs)
    os.close(theirs)
    tty.throw_away(theirs)
