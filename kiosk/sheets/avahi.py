"""Finds the way to a printer of which only the name of its service is known: Avahi is asked, as the print service asks.

Printers that CUPS or `ipp-usb` find by themselves have such names (`ipp://HP%20LaserJet._ipp._tcp.local/`, DNS-SD,
RFC 6763). Without the way to them, nobody but the print service could say how their jobs ended.
"""

from __future__ import annotations

import json
import re
import subprocess
from urllib.parse import unquote, urlsplit

_AVAHI = ("org.freedesktop.Avahi", "/", "org.freedesktop.Avahi.Server", "ResolveService", "iisssiu", "-1", "-1")
_ANY, _NO_FLAGS = "-1", "0"
_SERVICE = re.compile(r"(?P<name>.+)\.(?P<kind>_ipps?)\._tcp\.(?P<domain>.+?)\.?")
_SCHEMES = {"_ipp": "ipp", "_ipps": "ipps"}
_HOST, _PORT, _TXT = 7, 8, 9
"""Places in the answer: the address, the port, and what else the service says of itself."""


def has_name(uri: str) -> bool:
    """Tell whether a way is the name of a service of IPP; other services (`_printer`) say nothing."""
    return _parts(uri) is not None


def way_to(uri: str, seconds: float) -> str:
    """Give the address of a named service.

    Args:
        uri: its name (`has_name`).
        seconds: how long to wait.

    Raises:
        LookupError: nobody answers under that name, or there is nobody to ask.
    """
    parts = _parts(uri)
    if parts is None:
        raise LookupError(uri)
    name, kind, domain = parts
    asked = ["busctl", "--system", "--json=short", f"--timeout={seconds:g}", "call", "--", *_AVAHI]
    try:
        answer = subprocess.run(  # noqa: S603 (no shell, and its name is one argument)
            [*asked, name, f"{kind}._tcp", domain, _ANY, _NO_FLAGS], capture_output=True, timeout=seconds, check=True
        )
        said = json.loads(answer.stdout)["data"]
        host, port = str(said[_HOST]), int(said[_PORT])
        texts = [bytes(each).decode("utf-8", "replace").partition("=") for each in said[_TXT]]
    except (OSError, subprocess.SubprocessError, ValueError, LookupError, TypeError) as error:
        raise LookupError(uri) from error
    path = next((value for key, _, value in texts if key.lower() == "rp"), "")
    return f"{_SCHEMES[kind]}://{f'[{host}]' if ':' in host else host}:{port}/{path.lstrip('/')}"


def _parts(uri: str) -> tuple[str, str, str] | None:
    """Give name, kind and domain of a service; None for what is none of IPP."""
    way = urlsplit(uri)
    found = _SERVICE.fullmatch(unquote(way.netloc)) if way.scheme in ("ipp", "ipps", "dnssd") else None
    return (found["name"], found["kind"], found["domain"]) if found else None
