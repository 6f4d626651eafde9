"""A printer that is a program: reads ESC/POS strictly and rebuilds what would be on the paper.

Written from the command list of Epson's reference, not from the kiosk's code: any byte that is not a known command
with legal parameters, or text in a declared page, is an error. That is the property that keeps data from commanding.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

LINE, CELL = 30, (12, 24)
"""Dots of a line of text and of one of its letters: the usual spacing and font."""
LETTERS = "DejaVuSansMono{}.ttf"
"""What stands in for the printer's own font (fonts-dejavu-core): as wide, and no higher than it."""
NATIVE_PAGES = {0: "cp437", 16: "cp1252", 17: "cp866", 19: "cp858", 34: "cp1252"}


class UnknownBytes(Exception):
    """A byte that is neither text nor a known command."""


@dataclass
class Paper:
    """What came out."""

    dots: int
    rows: list[bytes] = field(default_factory=list)
    """The picture, a row of dots each; a set bit is ink."""
    lines: list[str] = field(default_factory=list)
    qr: list[str] = field(default_factory=list)
    cuts: int = 0
    resets: int = 0
    pictures: int = 0
    """How many GS v 0 there were."""
    order: list[str] = field(default_factory=list)
    """`text`, `picture` or `qr`, as they came."""

    words: list[tuple[int, str, bool, int]] = field(default_factory=list)
    """Each line of text: after how many rows of the picture, what, whether bold, how many times as large."""

    def sheet(self) -> Image.Image:
        """Give the whole paper, the lines of text among the pictures: black on white."""
        high = len(self.rows) + sum(LINE * scale for *_, scale in self.words)
        whole, drawn = Image.new("1", (self.dots, high), 255), self.picture()
        taken = at = 0
        for rows, text, bold, scale in [*self.words, (len(self.rows), "", False, 0)]:
            whole.paste(drawn.crop((0, taken, self.dots, rows)), (0, at))
            at, taken = at + rows - taken, rows
            font = ImageFont.truetype(LETTERS.format("-Bold" * bold), 19 * scale) if text else None
            for column, letter in enumerate(text):
                place = (column * CELL[0] * scale, at + (CELL[1] - 5) * scale)
                ImageDraw.Draw(whole).text(place, letter, 0, font, anchor="ls")
            at += LINE * scale
        return whole

    def picture(self) -> Image.Image:
        """Give the raster part: black on white."""
        data = b"".join(self.rows).translate(bytes(255 - byte for byte in range(256)))
        return Image.frombytes("1", (self.dots, len(self.rows)), data)


class Reader:
    """Takes bytes from a job; asking for more than there are is an error."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int = 1) -> bytes:
        if self.at + count > len(self.data):
            raise UnknownBytes(f"the job ends inside a command at {self.at}")
        self.at += count
        return self.data[self.at - count : self.at]

    def byte(self) -> int:
        return self.take()[0]

    def word(self) -> int:
        return int.from_bytes(self.take(2), "little")


def decode(data: bytes, dots: int = 576, columns: int = 48) -> Paper:
    """Print a job on paper of so many dots and columns.

    Raises:
        UnknownBytes: something that is not in the list, or does not fit the paper.
    """
    paper, job = Paper(dots), Reader(data)
    page, line, scale, bold, stored, align = "cp437", "", 1, False, "", 0

    def need(true: bool, what: str) -> None:
        if not true:
            raise UnknownBytes(f"{what} at byte {job.at}")

    need(data.startswith(b"\x1b@"), "a job that does not begin with a reset")
    while job.at < len(data):
        code = job.byte()
        if code == 0x0A:
            need(len(line) * scale <= columns, f"line of {len(line) * scale} columns")
            paper.lines.append(line)
            paper.words.append((len(paper.rows), line, bold, scale))
            paper.order.append("text")
            line = ""
        elif code == 0x1B:
            command = job.take()
            need(not line or command == b"E", "command in the middle of a line")
            if command == b"@":
                paper.resets += 1
                page, scale, bold, align = "cp437", 1, False, 0
            elif command == b"t":
                number = job.byte()
                need(number in NATIVE_PAGES, f"code page {number}")
                page = NATIVE_PAGES[number]
            elif command == b"E":
                value = job.byte()
                need(value in (0, 1), "ESC E parameter")
                bold = value == 1
            elif command == b"a":
                align = job.byte()
                need(align in (0, 1, 2), "ESC a parameter")
            elif command == b"J":
                paper.rows += [bytes(dots // 8)] * job.byte()
            else:
                need(False, f"ESC {command!r}")
        elif code == 0x1D:
            command = job.take()
            need(not line, "command in the middle of a line")
            if command == b"v":
                need(job.take() == b"0", "GS v function")
                times = {0: 1, 3: 2}.get(job.byte(), 0)
                wide, high = job.word(), job.word()
                need(0 < wide * times <= dots // 8 and 0 < high <= 255, f"band of {times} x {wide} x {high}")
                for _ in range(high):
                    bits = "".join(bit * times for bit in f"{int.from_bytes(job.take(wide)):0{wide * 8}b}")
                    row = int(bits, 2) << (0, 1, 2)[2 - align] * (dots - len(bits)) // 2
                    paper.rows += [row.to_bytes(dots // 8)] * times
                paper.pictures += 1
                paper.order.append("picture")
            elif command == b"!":
                size = job.byte()
                need(size in (0x00, 0x11), "GS ! size")
                scale = 1 + (size >> 4)
            elif command == b"V":
                need(job.take() == b"B" and job.byte() == 0, "GS V function")
                paper.cuts += 1
            elif command == b"(":
                need(job.take() == b"k", "GS ( function")
                body = job.take(job.word())
                need(body[:1] == b"1", "symbol type")
                function, rest = body[1], body[2:]
                if function == 80:
                    need(rest[:1] == b"0", "store")
                    stored = rest[1:].decode("ascii")
                elif function == 81:
                    need(rest == b"0" and stored != "", "print")
                    paper.qr.append(stored)
                    paper.order.append("qr")
                else:
                    legal = {
                        65: rest == b"2\0",
                        67: len(rest) == 1 and 1 <= rest[0] <= 16,
                        69: rest in (b"0", b"1", b"2", b"3"),
                    }
                    need(legal.get(function, False), f"symbol function {function}")
            else:
                need(False, f"GS {command!r}")
        else:
            need(code >= 0x20 and code != 0x7F, f"control {code:#04x}")
            line += bytes([code]).decode(page)
    need(not line, "text without a line end")
    return paper
