"""Which printers are found, on a system of files, and the way to a USB printer that has no driver."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, ClassVar

import pytest
from escpos.exceptions import DeviceNotFoundError

from kiosk.core.paper import Cause
from kiosk.printer import usb as door
from kiosk.printer.detect import UsbDevice, detect, find_usb, usb_devices
from kiosk.printer.port import PortFault
from kiosk.printer.target import Connection, Target
from tests.printer.plugged import plug


def test_printers_are_found_by_what_they_say(tmp_path: Path) -> None:
    """A printer is listed with its maker, product and serial number; keyboards, disks and hubs are not."""
    plug(tmp_path, "1-1", idVendor="046d", idProduct="c31c", face="03")
    plug(
        tmp_path,
        "1-2",
        "07",
        "lp0",
        idVendor="04b8",
        idProduct="0e15",
        manufacturer="EPSON",
        product="TM-T20II",
        serial="J5X",
    )
    plug(tmp_path, "1-3", "ff", idVendor="0416", idProduct="5011", product="POS58")
    plug(tmp_path, "1-4", "08", idVendor="0483", idProduct="5720")
    plug(tmp_path, "usb1", "09", idVendor="1d6b", idProduct="0002")
    first, second = detect(tmp_path)
    assert first.name == "EPSON TM-T20II"
    assert (first.target.kind, first.target.vendor, first.target.serial) == (Connection.USB, 0x04B8, "J5X")
    assert first.allowed
    assert first.sure
    assert (second.target.vendor, second.sure) == (0x0416, False)
    assert usb_devices(tmp_path)[0].node == str(tmp_path / "dev/usb/lp0")
    assert find_usb(first.target) == usb_devices(tmp_path)[0]


def test_a_printer_device_without_usb(tmp_path: Path) -> None:
    """A parallel port or a device that USB does not explain is listed once, as a file."""
    (tmp_path / "dev/usb").mkdir(parents=True)
    (tmp_path / "dev/usb/lp3").touch()
    (found,) = detect(tmp_path)
    assert (found.target.kind, found.target.path) == (Connection.FILE, str(tmp_path / "dev/usb/lp3"))


def test_what_a_device_says_is_data(tmp_path: Path) -> None:
    """Control characters and bad bytes in a device's name never reach the terminal; bad numbers are no device."""
    folder = plug(tmp_path, "1-2", idVendor="04b8", idProduct="zz")
    (folder / "product").write_bytes(b"TM\x1b[2J\xff\x00" + b"x" * 5000)
    (device,) = usb_devices(tmp_path)
    assert device.model.isprintable()
    assert len(device.model) <= 200
    assert device.product == 0
    plug(tmp_path, "1-3", idVendor="nonsense")
    assert len(usb_devices(tmp_path)) == 1


def test_an_empty_machine(tmp_path: Path) -> None:
    """A machine without USB has no printers, and that is no error."""
    assert detect(tmp_path) == []
    assert isinstance(detect(), list)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [({"serial": "B"}, "1-3"), ({"vendor": 0x04B8}, "1-2"), ({"model": "Two"}, "1-3"), ({"serial": "C"}, "")],
)
def test_every_given_field_must_match(wanted: dict[str, Any], place: str, tmp_path: Path) -> None:
    """Of two printers the one that was chosen is found, and another is never taken for it."""
    plug(tmp_path, "1-2", idVendor="04b8", idProduct="0001", serial="A", product="One")
    plug(tmp_path, "1-3", idVendor="04b8", idProduct="0001", serial="B", product="Two")
    found = find_usb(Target(Connection.USB, **wanted, system=str(tmp_path)))
    assert (found.place if found else "") == place


@pytest.mark.parametrize("model", ["POS80  Printer ", " POS80\tPrinter\u00a0", "POS\u202e80 e\u0301"])
def test_a_name_is_compared_as_it_is_shown(model: str, tmp_path: Path) -> None:
    """A printer is found by the name that the list shows and by the one that it gives, double spaces and all."""
    plug(tmp_path, "1-2", idVendor="04b8", idProduct="0001", product=model)
    shown = usb_devices(tmp_path)[0].model
    for name in (shown, model):
        assert find_usb(Target(Connection.USB, model=name, system=str(tmp_path))) is not None
    assert find_usb(Target(Connection.USB, model=shown + "x", system=str(tmp_path))) is None


# ---- without a kernel driver


class Endpoint:
    def __init__(self, address: int, kind: int = 2) -> None:
        self.bEndpointAddress, self.bmAttributes = address, kind


class Face(list[Endpoint]):
    bInterfaceNumber = 0

    def __init__(self, number: int, kind: int, *points: Endpoint) -> None:
        super().__init__(points)
        self.bInterfaceNumber, self.bInterfaceClass = number, kind


class FakeUsb(list[list[Face]]):
    """A device as pyusb gives it."""

    bus, port_numbers = 1, (2,)
    wrote: ClassVar[list[tuple[int, bytes]]] = []

    def __init__(self, fault: int = 0) -> None:
        super().__init__([[Face(0, 3, Endpoint(0x81, 3)), Face(1, 7, Endpoint(0x83), Endpoint(0x03))]])
        self.fault = fault
        self.wrote = []  # type: ignore[misc]

    def write(self, address: int, data: bytes, timeout: int) -> int:
        assert timeout > 0
        if self.fault:
            raise OSError(self.fault, "usb")
        self.wrote.append((address, bytes(data)))
        return len(data)

    def read(self, address: int, size: int, timeout: int) -> bytes:
        assert (address, timeout > 0) == (0x83, True)
        raise OSError(errno.ETIMEDOUT, "usb")

    def ctrl_transfer(self, *arguments: int) -> bytes:
        return b"\x38"


FOUND = UsbDevice(0x04B8, 0x0E15, "", "", "", "1-2")


class FakeLibrary:
    """python-escpos, as far as it is used."""

    def __init__(self, device: FakeUsb) -> None:
        self.given: dict[str, Any] = {}
        outer = self

        class Usb:
            def __init__(self, **given: Any) -> None:
                outer.given = given
                self.device = device

            def open(self) -> None:
                if device.fault == -1:
                    raise DeviceNotFoundError("Access denied")

            def close(self) -> None:
                raise OSError(errno.ENODEV, "gone")

        self.Usb = Usb


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def plug_in(device: FakeUsb | None) -> FakeLibrary:
        library = FakeLibrary(device or FakeUsb())
        monkeypatch.setattr(door, "load_library", lambda private: library)
        monkeypatch.setattr(
            "usb.core.find", lambda **wanted: device if device and wanted["custom_match"](device) else None
        )
        return library

    return plug_in


def test_its_own_endpoints_are_used(plugged, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The printer's interface and endpoints are read from the device, and every transfer has a time limit."""
    device = FakeUsb()
    library = plugged(device)
    port = door.open_usb(FOUND, tmp_path)
    assert (library.given["out_ep"], library.given["in_ep"], library.given["timeout"]) == (0x03, 0x83, 1000)
    assert port.write(b"x" * 20_000, 0) == 16_384
    assert device.wrote[0][0] == 0x03
    assert port.read(0) == b""
    assert port.state() is Cause.PAPER_OUT
    port.close(discard=True)


@pytest.mark.parametrize(
    ("fault", "cause"),
    [(errno.ENODEV, Cause.UNPLUGGED), (errno.EIO, Cause.UNPLUGGED), (errno.EACCES, Cause.NOT_ALLOWED)],
)
def test_errors_of_usb_are_causes(fault: int, cause: Cause, plugged, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """An error in the middle is a cause; a time-out is no bytes taken."""
    plugged(FakeUsb(fault))
    with pytest.raises(PortFault) as raised:
        door.open_usb(FOUND, tmp_path).write(b"x", 0)
    assert raised.value.cause is cause
    plugged(FakeUsb(errno.ETIMEDOUT))
    assert door.open_usb(FOUND, tmp_path).write(b"x", 0) == 0


def test_gone_or_not_ours(plugged, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A device that went away is unplugged; one that the system keeps is not allowed."""
    for device, cause in ((None, Cause.UNPLUGGED), (FakeUsb(-1), Cause.NOT_ALLOWED)):
        plugged(device)
        with pytest.raises(PortFault) as raised:
            door.open_usb(FOUND, tmp_path)
        assert raised.value.cause is cause


def test_without_libusb(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where libusb is missing, the cause says so: nobody looks for a right that is there."""
    import usb.core

    def none(**_: object) -> None:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr("usb.core.find", none)
    monkeypatch.setattr(door, "load_library", lambda private: FakeLibrary(FakeUsb()))
    with pytest.raises(PortFault) as raised:
        door.open_usb(FOUND, tmp_path)
    assert raised.value.cause is Cause.NO_USB_LIBRARY
