"""Devices plugged into a system of files."""

from __future__ import annotations

from pathlib import Path


def plug(system: Path, place: str, face: str = "07", node: str = "", **values: str) -> Path:
    """Plug a device into a system of files."""
    folder = system / "sys/bus/usb/devices" / place
    interface = folder / f"{place}:1.0"
    interface.mkdir(parents=True)
    (interface / "bInterfaceClass").write_text(face + "\n")
    for name, value in values.items():
        (folder / name).write_text(value + "\n")
    if node:
        (interface / "usbmisc" / node).mkdir(parents=True)
        (system / "dev/usb").mkdir(parents=True, exist_ok=True)
        (system / "dev/usb" / node).touch()
    return folder
