"""Which printers are plugged in. Nothing is opened and nothing is asked over the network: an address is given.

USB is read from sysfs (the kernel's documentation of `/sys/bus/usb/devices`), so that a listing needs no rights.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.clean import clean
from kiosk.printer.target import Connection, Target

PRINTER_CLASS = "07"
"""The USB interface class of printers."""

MAKERS = {
    0x04B8: "Epson", 0x0519: "Star", 0x1504: "Bixolon", 0x1D90: "Citizen", 0x0DD4: "Custom", 0x154F: "SNBC",
    0x0416: "Winbond (POS-58, POS-80)", 0x0483: "STMicroelectronics (POS-80)", 0x6868: "Zjiang",
    0x0FE6: "ICS (Xprinter)", 0x1FC9: "NXP (Xprinter)", 0x20D1: "Rongta", 0x28E9: "GigaDevice (POS-58)",
    0x0525: "Netchip (POS-58)",
}  # fmt: skip
"""Vendor ids seen on receipt printers. Some are those of the chip and are on other things too, so only a device that
also has no other class (00 or ff, vendor specific) is listed by them."""


@dataclass(frozen=True)
class UsbDevice:
    """A USB device that is or may be a printer."""

    vendor: int
    product: int
    maker: str
    model: str
    serial: str
    place: str
    """The socket, as the kernel names it (`1-1.2`)."""
    node: str = ""
    """The device of the kernel's printer driver (`/dev/usb/lp0`), empty without one."""
    sure: bool = True
    """Whether it says itself that it is a printer."""


@dataclass(frozen=True)
class Found:
    """A printer that could be chosen."""

    target: Target
    name: str
    """What its maker calls it; from the device, so show it literally."""
    allowed: bool
    """Whether this user may open it; if not, the group `lp` (or `dialout` for a serial port) is missing."""
    sure: bool = True
    """Whether it is surely a printer: a serial port may lead to anything."""


def detect(system: Path = Path("/")) -> list[Found]:
    """List what is plugged into this machine: USB printers, printer devices, serial ports.

    Args:
        system: where `sys` and `dev` are.
    """
    found, nodes = [], set()
    for device in usb_devices(system):
        target = Target(
            Connection.USB,
            vendor=device.vendor,
            product=device.product,
            serial=device.serial,
            system=str(system),
        )
        name = " ".join(filter(None, (device.maker or MAKERS.get(device.vendor, ""), device.model)))
        allowed = os.access(device.node, os.R_OK | os.W_OK) if device.node else _raw_allowed(device, system)
        found.append(Found(target, name, allowed, device.sure))
        nodes.add(device.node)
    for node in sorted([*system.glob("dev/usb/lp*"), *system.glob("dev/lp[0-9]*")]):
        if str(node) not in nodes:
            found.append(Found(Target(Connection.FILE, path=str(node)), node.name, os.access(node, os.R_OK | os.W_OK)))
    return found + _serial(system)


def usb_devices(system: Path = Path("/")) -> list[UsbDevice]:
    """Read the printers on USB, in the order of their sockets."""
    found = []
    for folder in sorted(system.glob("sys/bus/usb/devices/*")):
        vendor, product = _hex(folder / "idVendor"), _hex(folder / "idProduct")
        if not vendor:
            continue  # an interface or a hub of the machine, not a device
        faces = sorted(folder.glob(f"{folder.name}:*"))
        classes = {_text(face / "bInterfaceClass") for face in faces}
        sure = PRINTER_CLASS in classes
        if not sure and not (vendor in MAKERS and classes <= {"00", "ff"}):
            continue
        node = next((each.name for face in faces for each in sorted(face.glob("usbmisc/lp*"))), "")
        found.append(
            UsbDevice(
                vendor,
                product,
                _text(folder / "manufacturer"),
                _text(folder / "product"),
                _text(folder / "serial"),
                folder.name,
                str(system / "dev/usb" / node) if node else "",
                sure,
            )
        )
    return found


def find_usb(target: Target) -> UsbDevice | None:
    """Find a chosen printer again, in whichever socket it is now: every field that was given must match."""

    def same(wanted: str | int, is_now: str | int) -> bool:
        wanted = clean(wanted) if isinstance(wanted, str) else wanted  # settings may hold what the device says raw
        return not wanted or wanted == is_now

    for device in usb_devices(Path(target.system)):
        if (
            same(target.vendor, device.vendor)
            and same(target.product, device.product)
            and same(target.maker, device.maker)
            and same(target.model, device.model)
            and same(target.serial, device.serial)
        ):
            return device
    return None


def find_serial(serial: str) -> str:
    """Find the port of a serial adapter by its serial number; empty when it is not plugged in."""
    from serial.tools.list_ports import comports

    wanted = clean(serial)
    return next((str(port.device) for port in comports() if clean(port.serial_number or "") == wanted), "")


def _serial(system: Path) -> list[Found]:
    if system != Path("/"):
        return []
    from serial.tools.list_ports import comports

    return [
        Found(
            Target(Connection.SERIAL, path=str(port.device), serial=str(port.serial_number or "")),
            str(port.description if port.description != "n/a" else port.device),
            os.access(port.device, os.R_OK | os.W_OK),
            sure=False,
        )
        for port in sorted(comports())
    ]


def _raw_allowed(device: UsbDevice, system: Path) -> bool:
    """Say whether this user may talk to a device that has no driver: through its node of the USB bus."""
    folder = system / "sys/bus/usb/devices" / device.place
    try:
        bus, number = int(_text(folder / "busnum")), int(_text(folder / "devnum"))
    except ValueError:
        return False
    return os.access(system / f"dev/bus/usb/{bus:03}/{number:03}", os.R_OK | os.W_OK)


def _text(file: Path) -> str:
    """Read one value; what a device says of itself is data from outside, so it is cleaned as what people type."""
    try:
        text = clean(file.read_bytes()[:200].decode("utf-8", "replace"))
    except OSError:
        return ""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _hex(file: Path) -> int:
    try:
        return int(_text(file) or "0", 16)
    except ValueError:
        return 0
