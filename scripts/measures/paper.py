"""Measure paper: bytes and time to draw a receipt in each language and each PDF, first byte, memory, seconds on a line.

    python scripts/measures/paper.py

Each receipt is bilingual, with French. First byte and memory are those of the real print process, started afresh for
a fake printer on this machine: when the receipt's screen opens, as in the kiosk, and only at the key press, as when the
first one is busy. Times are medians with the least and the most. Exits 1 beyond the reach.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.core.blocks import Block, Large, Pair, Para, Qr, Receipt, Rule, Title, Worded  # noqa: E402
from kiosk.printer.escpos import CodePage, RasterPrinter, TextPrinter  # noqa: E402
from kiosk.printer.spool import Spool  # noqa: E402
from kiosk.printer.target import Connection, Options, Target  # noqa: E402
from scripts.measures.figures import Reading, tell  # noqa: E402
from tests.printer import full, samples  # noqa: E402
from tests.printer.fake_printer import FakePrinter, Mood  # noqa: E402
from tests.printer.sentences import SENTENCES  # noqa: E402
from tests.sheets.every import every_pdf  # noqa: E402

MOST_FRENCH, MOST_BOTH, MOST_MIXED, MOST_MS, MOST_TEXT = 25_000, 25_000, 20_000, 60.0, 1500
MOST_PDF, MOST_PDF_MS = 300_000, 300.0
MOST_FIRST_MS, MOST_KB, MOST_GROWTH_KB = 400.0, 40_000, 1500
SPEEDS = (9600, 19_200, 115_200)
PAGES = ("fr", "ar", "zh", "ta")
"""Languages in which each paper is drawn as a PDF: those of the largest fonts among them."""
RIGHT_TO_LEFT = ("ar", "prs", "ps", "ur")
ROUNDS = 15


def receipt(language: str) -> Receipt:
    """Make a receipt of the twelve sentences that there are in every language, with French, reference and QR."""

    def both(at: int) -> tuple[Worded, ...]:
        return tuple(
            Worded(SENTENCES[each][at], each, rtl=each in RIGHT_TO_LEFT) for each in dict.fromkeys([language, "fr"])
        )

    def fixed(text: str) -> tuple[Worded]:
        return (Worded(text, "fr", fixed=True),)

    blocks: list[Block] = [
        Title(both(0)),
        Title(both(1)),
        Para(both(2)),
        Large(samples.REFERENCE),
        Qr(samples.QR_TEXT),
        *(Para(both(at)) for at in range(3, 9)),
        Rule(),
        Pair(both(9), fixed(samples.PHONE)),
        Pair(both(10), fixed("mardi et jeudi, 14 h – 18 h")),
        Para(both(11)),
    ]
    return Receipt(tuple(blocks))


@dataclass(frozen=True)
class Drawn:
    """A job, and how long it took to draw, once imports and fonts were warm: milliseconds."""

    job: bytes
    processor: Sequence[float]
    wall: Sequence[float]


def timed(printer: RasterPrinter | TextPrinter, what: Receipt, rounds: int = ROUNDS) -> Drawn:
    """Draw a receipt several times."""
    job, processor, wall = printer.show(what), [], []
    for _ in range(rounds):
        began, since = time.process_time(), time.perf_counter()
        job = printer.show(what)
        wall.append(1000 * (time.perf_counter() - since))
        processor.append(1000 * (time.process_time() - began))
    return Drawn(job, processor, wall)


def row(name: str, drawn: Drawn) -> None:
    """Print one line of the table."""
    seconds = "  ".join(f"{len(drawn.job) * 10 / speed:6.1f}" for speed in SPEEDS)
    times = "  ".join(
        f"{median(each):5.1f} ({min(each):.1f}-{max(each):.1f})" for each in (drawn.wall, drawn.processor)
    )
    print(f"{name:26} {len(drawn.job):7} {times}".ljust(74), seconds)


def high(pid: int) -> int:
    """Give the most memory that a process had, in KB; 0 once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def print_once(what: Receipt, options: Options, folder: Path, *, opened: bool = True) -> tuple[float, int, str]:
    """Print through the print process: milliseconds to the first byte, its memory in KB, the outcome.

    With `opened` the process was started when the receipt's screen opened, and somebody took a second to choose.
    """
    printer = FakePrinter(Mood())
    spool = Spool(Target(Connection.NETWORK, host="127.0.0.1", port=printer.tcp()), options, folder)
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            process = spool._process
            most[0] = max(most[0], high(process.pid) if process else 0)

    if opened:
        spool.prepare()
        time.sleep(1)
    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    report = spool.print(what)
    done.set()
    watcher.join()
    printer.end()
    return 1000 * (printer.first - began), most[0], report.outcome


GROWTH = """
import sys
from pathlib import Path
from kiosk.printer.spool import Spool
from kiosk.printer.target import Connection, Options, Target
from tests.printer.full import receipt as made

def size():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))

spool = Spool(Target(Connection.FILE, path=sys.argv[1] + "/out.bin"), Options(), Path(sys.argv[1]) / "spool")
receipt = made("ar")
spool.print(receipt)
before = size()
for _ in range(int(sys.argv[2])):
    spool.print(receipt)
print(size() - before, *({"PIL", "qrcode", "escpos", "serial"} & set(sys.modules)))
"""


FIRST = """
import sys, time
from kiosk.core.blocks import Receipt, Title, Worded
from kiosk.sheets.pages import draw
from tests.sheets.every import every_pdf

paper = every_pdf(sys.argv[1])[sys.argv[2]]
draw(Receipt((Title((Worded("-", "fr"),)),)))  # as a print process does while it waits
since = time.perf_counter()
paper()
print(1000 * (time.perf_counter() - since))
"""


def first_drawn(language: str, name: str) -> float:
    """Draw a page that a process never drew, as a print process that waited does: milliseconds, the least of three."""
    command = [sys.executable, "-c", FIRST, language, name]
    return min(float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout) for _ in range(3))


def grown(folder: Path, prints: int) -> tuple[int, list[str]]:
    """Print in a process of its own; give by how many KB it grew after the first, and what it loaded in vain."""
    command = [sys.executable, "-c", GROWTH, str(folder), str(prints)]
    kilobytes, *loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return int(kilobytes), loaded


def main() -> int:
    """Measure everything."""
    beyond, above = [], ""

    def limit(name: str, value: float, most: float, unit: str) -> None:
        print(f"{name:52} {value:9.1f} {unit:5} (reach: {most:g})")
        nonlocal above
        plain = re.sub(r" \([\d.]+-[\d.]+\)", "", name)
        above = above if plain.startswith(" ") else plain
        tell(Reading(plain if above == plain else f"{above}, {plain.strip()}", [value], unit, most))
        if value > most:
            beyond.append(name)

    busy = os.getloadavg()[0]
    if busy > 0.5 * (os.cpu_count() or 1):
        print(f"This machine is busy (load {busy:.1f}): times by the clock are those of a shared machine.\n")
    print(f"{'80 mm, with French':26} {'bytes':>7}  ms to draw, wall, processor".ljust(74), "  seconds at", *SPEEDS)
    whole = timed(RasterPrinter(), full.receipt("ar"))
    row("ar, the product's receipt", whole)
    french = timed(RasterPrinter(), full.receipt("fr"))
    row("fr, the product's receipt", french)
    text = timed(TextPrinter(CodePage("cp858", 19)), full.receipt("fr"))
    row("fr, text with its QR", text)
    mixed = timed(TextPrinter(CodePage("cp858", 19)), full.receipt("ar"))
    row("ar, with French as text", mixed)
    for language in SENTENCES:
        try:
            row(f"{language}, twelve sentences", timed(RasterPrinter(), receipt(language)))
        except Exception as error:  # noqa: BLE001 - a machine without the font measures the others
            print(f"{language}: {error}")
    print()
    for language in PAGES:
        for name, draw in every_pdf(language).items():
            pdf, wall = draw(), []  # drawn once before it is timed: warm
            for _ in range(ROUNDS):
                since = time.perf_counter()
                draw()
                wall.append(1000 * (time.perf_counter() - since))
            limit(f"PDF, {language}, {name}", len(pdf), MOST_PDF, "bytes")
            limit(f"  drawn again ({min(wall):.0f}-{max(wall):.0f})", median(wall), MOST_PDF_MS, "ms")
        for name in ("letter", "receipt", "poster A4"):
            limit(f"{language}, {name}, drawn for the first time", first_drawn(language, name), MOST_PDF_MS, "ms")
    limit("French receipt", len(french.job), MOST_FRENCH, "bytes")
    limit("Arabic and French receipt", len(whole.job), MOST_BOTH, "bytes")
    limit("  laid out and encoded, wall", median(whole.wall), MOST_MS, "ms")
    limit("  laid out and encoded, processor", median(whole.processor), MOST_MS, "ms")
    limit("Arabic drawn, French as text", len(mixed.job), MOST_MIXED, "bytes")
    limit("French text with QR", len(text.job), MOST_TEXT, "bytes")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, options in (("picture", Options()), ("text", Options(mode="text"))):
            what = full.receipt("ar" if name == "picture" else "fr")
            for opened, when in ((True, "screen open"), (False, "started at the key")):
                runs = [print_once(what, options, folder, opened=opened) for _ in range(9)]
                assert {outcome for _, _, outcome in runs} == {"printed"}
                firsts = [first for first, _, _ in runs]
                told = f"first byte, {name}, {when} ({min(firsts):.0f}-{max(firsts):.0f})"
                limit(told, median(firsts), MOST_FIRST_MS, "ms")
                limit(f"  its print process, {name}", max(size for _, size, _ in runs), MOST_KB, "KB")
        sizes = {each: print_once(receipt(each), Options(), folder)[1] for each in SENTENCES}
        most = max(sizes, key=lambda each: sizes[each])
        limit(f"print process, largest of {len(sizes)} languages ({most})", sizes[most], MOST_KB, "KB")
        kilobytes, loaded = grown(folder, 5)
        limit("kiosk's growth over five prints", kilobytes, MOST_GROWTH_KB, "KB")
        if loaded:
            beyond.append("libraries in the kiosk")
    if beyond:
        print("Beyond the reach:", ", ".join(beyond))
    return bool(beyond)


if __name__ == "__main__":
    sys.exit(main())
