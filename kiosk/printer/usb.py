"""USB printers that the kernel has no driver for: python-escpos opens them, through pyusb and libusb.

Its endpoints are guesses (many clones have others), its time limit is none and what was written is not counted: so the
endpoints are read from the device, and the device is then written to and read from directly.
"""

from __future__ import annotations

import errno
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.core.errors import FileFault
from kiosk.core.paper import Cause
from kiosk.printer.detect import UsbDevice
from kiosk.printer.port import PortFault, causes
from kiosk.printer.transport import load_library

_CLASS = 7
_PORT_STATUS = (0xA1, 1)  # GET_PORT_STATUS of the USB printer class
_NO_PAPER = 0x20
_LONGEST = 16_384


class UsbPort:
    """A port on a USB device without a kernel driver."""

    def __init__(self, printer: Any, device: Any, out: int, back: int | None, face: int) -> None:
        """Take over an opened device; `out` and `back` are its endpoints, `face` the number of its interface."""
        self.printer, self.device, self.out, self.back, self.face = printer, device, out, back, face

    def write(self, data: bytes, until: float) -> int:
        """Hand over what can be by then, and say how many bytes were taken."""
        with causes():
            try:
                return int(self.device.write(self.out, data[:_LONGEST], _milliseconds(until)))
            except OSError as error:
                if error.errno != errno.ETIMEDOUT:
                    raise
                return 0

    def read(self, until: float) -> bytes:
        """Give what came, or nothing by then."""
        if self.back is None:
            time.sleep(max(0, min(until - time.monotonic(), 0.05)))
            return b""
        with causes():
            try:
                return bytes(self.device.read(self.back, 64, _milliseconds(until)))
            except OSError as error:
                if error.errno != errno.ETIMEDOUT:
                    raise
                return b""

    def held(self) -> int:
        """Hold nothing: what was taken is in the printer."""
        return 0

    def state(self) -> Cause | None:
        """Ask the printer class for its status byte; only "no paper" is believed."""
        try:
            (bits,) = self.device.ctrl_transfer(*_PORT_STATUS, 0, self.face, 1, 500)
        except (OSError, ValueError):
            return None
        return Cause.PAPER_OUT if bits & _NO_PAPER else None

    def close(self, *, discard: bool) -> None:
        """Let go."""
        del discard
        with suppress(OSError):  # unplugged
            self.printer.close()


def open_usb(found: UsbDevice, private: Path) -> UsbPort:
    """Open a device that was found in sysfs.

    Raises:
        PortFault: `no_usb_library` where libusb is missing, and the causes of the system.
    """
    try:
        library = load_library(private)
        import usb.core
        from escpos.exceptions import Error
    except (ImportError, FileFault) as error:
        raise PortFault(Cause.NOT_ALLOWED) from error

    def same(device: Any) -> bool:
        place = f"{device.bus}-{'.'.join(map(str, device.port_numbers or ()))}"
        return place == found.place

    wanted = {"idVendor": found.vendor, "idProduct": found.product, "custom_match": same}
    with causes():
        try:
            device = usb.core.find(**wanted)
        except usb.core.NoBackendError as error:
            raise PortFault(Cause.NO_USB_LIBRARY) from error
        if device is None:
            raise PortFault(Cause.UNPLUGGED)
        face, out, back = _endpoints(device)
        printer = library.Usb(usb_args=wanted, timeout=1000, in_ep=back or 0x82, out_ep=out)
        try:
            printer.open()
        except Error as error:
            raise PortFault(Cause.NOT_ALLOWED if "denied" in str(error).lower() else Cause.UNPLUGGED) from error
    return UsbPort(printer, printer.device, out, back, face)


def _endpoints(device: Any) -> tuple[int, int, int | None]:
    """Find the interface and the bulk endpoints to and from the printer. Raises PortFault: it has none to write to."""
    for face in sorted((face for setting in device for face in setting), key=lambda f: f.bInterfaceClass != _CLASS):
        bulk = [point.bEndpointAddress for point in face if point.bmAttributes & 3 == 2]
        out = next((address for address in bulk if not address & 0x80), None)
        if out is not None:
            return face.bInterfaceNumber, out, next((address for address in bulk if address & 0x80), None)
    raise PortFault(Cause.NO_SUCH_PRINTER)


def _milliseconds(until: float) -> int:
    return max(1, int(1000 * (until - time.monotonic())))  # 0 would be for ever
