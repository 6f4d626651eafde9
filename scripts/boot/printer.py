"""A USB receipt printer that does not exist: it speaks the USB redirection protocol to the emulator.

So the machine's own kernel meets a device of the printer class, with its descriptors, and its own driver takes it.
"""

from __future__ import annotations

import re
import socket
import struct
from contextlib import suppress
from pathlib import Path
from threading import Thread

VENDOR, PRODUCT = 0x04B8, 0x0E15
_NAMES = ("\x09\x04", "EPSON", "TM-T20II", "5339")
_ID = b"MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;"
_HELLO, _CONNECT, _GONE, _INTERFACES, _ENDPOINTS = 0, 1, 2, 4, 5
_SET_CONFIGURATION, _CONFIGURATION, _SET_ALTERNATE, _ALTERNATE, _CANCEL, _CONTROL, _BULK = 6, 8, 9, 11, 21, 100, 101
_OUT, _IN = 0x01, 0x82
_CANCELLED, _STALL = 1, 2
_HEAD = "<BBHIH"
"""Of a bulk packet: endpoint, status, low half of its length, stream, high half."""
_ASKED = re.compile(rb"\x10\x04([\x01-\x04])|\x1dr\x01", re.DOTALL)
_SAYS = {b"\x01": b"\x16", b"": b"\x00"}
"""Epson's ESC/POS: what a printer in order answers to DLE EOT 1 and to GS r 1; 2, 3 and 4 have 0x12."""
_CAN = 1 << 4 | 1 << 5 | 1 << 6
"""Sizes of packets, long numbers, long writes: what a controller of USB 3 asks for."""
_DEVICE = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, VENDOR, PRODUCT, 0x0100, 1, 2, 3, 1)
_CONFIG = (
    struct.pack("<BBHBBBBB", 9, 2, 32, 1, 1, 0, 0xC0, 1)
    + struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 2, 7, 1, 2, 0)
    + struct.pack("<BBBBHB", 7, 5, _OUT, 2, 512, 0)
    + struct.pack("<BBBBHB", 7, 5, _IN, 2, 512, 0)
)


class UsbPrinter:
    """A printer at the end of a cable; what it is sent is its paper.

    Args:
        socket_path: the emulator's, for this device.
    """

    def __init__(self, socket_path: Path) -> None:
        self.paper = b""
        self._read = b""
        self._waiting: list[tuple[int, int]] = []
        """Reads that wait: their number and the length they take."""
        self._to_say = b""
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._link.connect(str(socket_path))
        hello = b"kiosk trial".ljust(64, b"\0") + struct.pack("<I", _CAN)
        self._link.sendall(struct.pack("<III", _HELLO, len(hello), 0) + hello)
        Thread(target=self._serve, daemon=True).start()

    def plug(self) -> None:
        """Plug it in."""
        empty = 32 - 1
        self._send(
            _INTERFACES, 0, struct.pack("<I", 1) + b"".join(bytes([each]) + bytes(empty) for each in (0, 7, 1, 2))
        )
        kinds = bytearray(b"\xff" * 32)
        # By number, those that take before those that give; 0 is control, 2 is bulk.
        kinds[0] = kinds[16] = 0
        kinds[_OUT & 15] = kinds[16 + (_IN & 15)] = 2
        sizes = struct.pack("<32H", *(512 if kind == 2 else 64 for kind in kinds))
        self._send(_ENDPOINTS, 0, bytes(kinds) + bytes(64) + sizes)
        self._send(_CONNECT, 0, struct.pack("<BBBBHH", 2, 0, 0, 0, VENDOR, PRODUCT))

    def pull(self) -> None:
        """Pull it out."""
        self._send(_GONE, 0, b"")

    def close(self) -> None:
        """End it."""
        self._link.close()

    def _send(self, kind: int, number: int, data: bytes) -> None:
        self._link.sendall(struct.pack("<IIQ", kind, len(data), number) + data)

    def _serve(self) -> None:
        with suppress(OSError, struct.error):
            _, length, _ = struct.unpack("<III", self._take(12))
            self._take(length)  # its own greeting
            while True:
                kind, length, number = struct.unpack("<IIQ", self._take(16))
                self._answer(kind, number, self._take(length))

    def _take(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            data += (more := self._link.recv(length - len(data)))
            if not more:
                raise OSError("the emulator has ended")
        return data

    def _answer(self, kind: int, number: int, data: bytes) -> None:
        if kind == _SET_CONFIGURATION:
            self._send(_CONFIGURATION, number, bytes([0, data[0]]))
        elif kind == _SET_ALTERNATE:
            self._send(_ALTERNATE, number, bytes([0, data[0], data[1]]))
        elif kind == _CONTROL:
            endpoint, request, type_, _, value, index, length = struct.unpack("<BBBBHHH", data[:10])
            said = self._control(request, type_, value)
            status, said = (_STALL, b"") if said is None else (0, said[:length])
            head = struct.pack("<BBBBHHH", endpoint, request, type_, status, value, index, len(said))
            self._send(_CONTROL, number, head + said)
        elif kind == _BULK:
            endpoint, _, low, stream, high = struct.unpack(_HEAD, data[:10])
            if endpoint == _OUT:
                self.paper += data[10:]
                self._send(_BULK, number, struct.pack(_HEAD, endpoint, 0, low, stream, high))
                self._hear(data[10:])
            else:
                self._waiting.append((number, low | high << 16))
            self._say()
        elif kind == _CANCEL:
            self._waiting = [each for each in self._waiting if each[0] != number]
            self._send(_BULK, number, struct.pack(_HEAD, _IN, _CANCELLED, 0, 0, 0))

    def _hear(self, data: bytes) -> None:
        """Keep an answer to each question of how it is; one may be cut between two packets."""
        self._read += data
        end = 0
        for asked in _ASKED.finditer(self._read):
            self._to_say += _SAYS.get(asked[1] or b"", b"\x12")
            end = asked.end()
        self._read = self._read[max(end, len(self._read) - 2) :]

    def _say(self) -> None:
        """Give what is to be said to whoever reads; who reads waits for it."""
        while self._to_say and self._waiting:
            number, length = self._waiting.pop(0)
            said, self._to_say = self._to_say[:length], self._to_say[length:]
            self._send(_BULK, number, struct.pack(_HEAD, _IN, 0, len(said), 0, 0) + said)

    def _control(self, request: int, type_: int, value: int) -> bytes | None:
        match (type_, request, value >> 8):
            case (0x80, 6, 1):
                return _DEVICE
            case (0x80, 6, 2):
                return _CONFIG
            case (0x80, 6, 3) if value & 255 < len(_NAMES):
                text = _NAMES[value & 255].encode("utf-16-le") if value & 255 else _NAMES[0].encode("latin-1")
                return bytes([len(text) + 2, 3]) + text
            case (0xA1, 0, _):  # who it is, to its driver
                return struct.pack(">H", len(_ID) + 2) + _ID
            case (0xA1, 1, _):  # selected, no error, paper
                return b"\x18"
            case (0x21, 2, _):  # a soft reset
                return b""
        return None
