"""The settings of a desk: one TOML file, frozen once read; an unknown key is refused with the nearest valid one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from kiosk.core.errors import ConfigFault
from kiosk.machine.toml import misfit, read_toml

if TYPE_CHECKING:
    from kiosk.core.tally import Wanted


_PlaceName = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class DeskSettings(_Table, frozen=True):
    """`[desk]`: what the receipt says of this desk."""

    structure: str = ""
    """The association's name: it stands on every receipt."""
    place: str = ""
    phone: str = ""
    hours: str = ""
    contact: str = ""
    """Who answers for personal data."""
    discreet: str = ""
    """A name that says nothing, for discreet receipts; empty for none."""
    news_after_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 15
    """Within how many days the person is promised news."""
    next_sync_days: Annotated[int, msgspec.Meta(ge=0, le=60)] = 7
    """In how many days the office is likely to receive what is handed over now: delays that end before are said."""
    places: Annotated[tuple[_PlaceName, ...], msgspec.Meta(max_length=9)] = ()
    """Where the office receives people: the very lines of its own list, in its order. An appointment has a number."""
    mandates: bool = True
    """Whether the number of a signed mandate is asked for; some teams refuse mandates."""


class ScreenSettings(_Table, frozen=True):
    """`[screen]`: how it looks."""

    theme: Literal["auto", "dark", "light", "console"] = "auto"
    linear: bool = False
    """Whether the desk speaks in plain lines, for Braille and speech, instead of showing screens."""
    shortcuts: bool = True
    """Whether a single letter or digit is a deed at the office's console; F2 gives all deeds by number in any case."""
    language: Literal["fr", "en"] = "fr"
    """The language of the staff."""


class ProcedureSettings(_Table, frozen=True):
    """`[procedures]`: the association's own guidance."""

    folder: str = ""
    """A folder of TOML files that add to the shipped procedures or replace them by id; empty for none."""
    old_after_months: Annotated[int, msgspec.Meta(ge=1, le=120)] = 12
    """Months after which a statement is shown with the day on which it was checked."""
    drafted: bool = True
    """Whether translations that no speaker reviewed are shown and printed, marked as such; otherwise it is French."""


class VoiceSettings(_Table, frozen=True):
    """`[voice]`: pages that are said aloud. Volume and headphones are the system's."""

    on: bool = True
    """Whether pages can be said at all."""
    machine: bool = True
    """Whether a machine says what nobody recorded."""
    folder: str = ""
    """The folder of the recordings; empty for `voices` in the desk's."""
    speed: Annotated[int, msgspec.Meta(ge=80, le=300)] = 140
    """Of a machine's voice, in words a minute."""


class HubSettings(_Table, frozen=True):
    """`[hub]`: how the hub is reached. Which hub it is, `kiosk enrol` wrote."""

    ca: str = ""
    """A file with the certificate authority that signs for the hub; empty for the system's."""
    proxy: str = ""
    """`http://host:port`; empty for none. The environment is not asked."""
    insecure_http: bool = False
    """Whether plain HTTP may leave this machine. Acts are sealed; who asks, and the token, are not."""


class PrinterSettings(_Table, frozen=True):
    """`[printer]`: where receipts go. A key of another kind is refused: somebody meant something by it."""

    kind: Literal["screen", "file", "usb", "serial", "network"] = "screen"
    file: str = ""
    """For `file`: where the printer's bytes are written: a device such as /dev/usb/lp0, or a plain file."""
    device: str = ""
    """For `serial`: the port, such as /dev/ttyUSB0."""
    speed: Annotated[int, msgspec.Meta(ge=300, le=1_000_000)] = 9600
    """For `serial`: bits a second."""
    flow: Literal["none", "xonxoff", "rtscts", "dsrdtr"] = "dsrdtr"
    """For `serial`: as the printer's switches say."""
    host: str = ""
    """For `network`: its name or address."""
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 9100
    """For `network`."""
    vendor: Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)] = 0
    """For `usb`: what `kiosk printer detect` shows; each of the five that is given must match."""
    product: Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)] = 0
    maker: str = ""
    model: str = ""
    serial: str = ""
    """For `usb` and `serial`: the serial number, by which it is found again in whichever socket it was plugged."""
    answers: bool = False
    """Whether it answered to `kiosk printer test`: then silence is a fault, and nothing is sent into it."""
    width: Literal[58, 80] = 80
    """Paper width in millimetres."""
    mode: Literal["raster", "text"] = "raster"
    """A picture in any script, or the printer's own letters: quicker on a slow line."""
    codepage: Literal[
        "cp437", "cp850", "cp852", "cp858", "cp860", "cp863", "cp865", "cp866",
        "cp1250", "cp1251", "cp1252", "cp1254", "iso8859-15",
    ] = "cp858"  # fmt: skip
    """For `text`: the code page that the printer has."""
    page: Annotated[int, msgspec.Meta(ge=-1, le=255)] = -1
    """For `text`: the maker's number of that page; -1 for Epson's."""
    native_qr: bool = True
    """For `text`: whether the printer draws QR codes itself."""
    cutter: bool = False
    """Whether it cuts; otherwise paper is fed to the tear bar."""


class A4Settings(_Table, frozen=True):
    """`[a4]`: the office printer, through the machine's own print service (CUPS)."""

    queue: str = ""
    """Its name there, as `kiosk printer detect` shows it; empty for none."""
    server: str = ""
    """`host:port` of another machine's print service, or a socket; empty for this machine's."""
    first: bool = False
    """Whether papers go there first where there is a roll, too."""


class RetentionSettings(_Table, frozen=True):
    """`[retention]`: for how many days what is kept, by attested time."""

    envelope_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 30
    """Sealed acts, after the office's last word."""
    entry_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 180
    """References and states, after the final word; then they are numbers."""
    trace_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 365
    """Who did what kind of thing."""


class ReportSettings(_Table, frozen=True):
    """`[report]`: what is counted beyond the acts themselves. The person is asked the first three, and may not mind."""

    age: bool = False
    """Bands of age."""
    first_visit: bool = False
    """Whether she was here before."""
    orientation: bool = False
    """Where she is sent on to."""
    duration: bool = False
    """How long a visit takes, in bands, by the kiosk's own clock."""
    place: Literal["", "premises", "home", "elsewhere"] = ""
    """Where this desk stands; empty to leave it out."""

    @property
    def wanted(self) -> Wanted:
        """Say it to the rules."""
        from kiosk.core.tally import Site, Topic, Wanted

        switches = {
            Topic.AGE: self.age,
            Topic.RETURN: self.first_visit,
            Topic.ORIENTATION: self.orientation,
            Topic.DURATION: self.duration,
        }
        topics = frozenset(topic for topic, on in switches.items() if on)
        return Wanted(topics, Site(self.place) if self.place else None)


class LockSettings(_Table, frozen=True):
    """`[lock]`: after how many minutes without a key the screen is covered."""

    home_minutes: Annotated[int, msgspec.Meta(ge=1, le=120)] = 3
    visit_minutes: Annotated[int, msgspec.Meta(ge=1, le=120)] = 10
    """During a visit, in which an interpreter may be speaking."""
    bell: bool = True
    """Whether the bell rings, too, half a minute before."""


class Settings(_Table, frozen=True):
    """All settings. Every one has a default, so that an empty file is a good file."""

    desk: DeskSettings = DeskSettings()
    screen: ScreenSettings = ScreenSettings()
    procedures: ProcedureSettings = ProcedureSettings()
    voice: VoiceSettings = VoiceSettings()
    printer: PrinterSettings = PrinterSettings()
    a4: A4Settings = A4Settings()
    hub: HubSettings = HubSettings()
    retention: RetentionSettings = RetentionSettings()
    report: ReportSettings = ReportSettings()
    lock: LockSettings = LockSettings()


def load_settings(file: Path | None) -> Settings:
    """Read the settings; defaults where there is no file.

    Raises:
        ConfigFault: the file cannot be read, or a key or a value is not valid.
    """
    if file is None:
        return Settings()
    try:
        settings = msgspec.convert(read_toml(file, file.name), Settings)
    except FileNotFoundError:
        return Settings()
    except msgspec.ValidationError as error:
        raise misfit(file.name, str(error), Settings) from error
    _check_printer(file.name, settings.printer)
    _check_hub(file.name, settings.hub)
    if settings.a4.queue and not re.fullmatch(r"[^\x00-\x20/#\x7f]*", settings.a4.queue):  # what CUPS allows (lpadmin)
        raise ConfigFault(file.name, "a4.queue", "kiosk printer detect")
    return settings


_LEADS = {
    "screen": (),
    "file": ("file",),
    "usb": ("vendor", "product", "maker", "model", "serial"),
    "serial": ("device", "serial"),
    "network": ("host",),
}
"""What leads to a printer of each kind: at least one of them is wanted."""
_MORE = {"serial": ("speed", "flow"), "network": ("port",)}


def _check_printer(file: str, printer: PrinterSettings) -> None:
    """Refuse a printer that nothing leads to, and keys that its kind does not have."""
    kind, usual = printer.kind, PrinterSettings()
    own, leads = (*_LEADS[kind], *_MORE.get(kind, ())), _LEADS[kind]
    for key in dict.fromkeys(key for keys in (*_LEADS.values(), *_MORE.values()) for key in keys):
        if key not in own and getattr(printer, key) != getattr(usual, key):
            raise ConfigFault(file, f"printer.{key}", f'kind = "{kind}"')
    if leads and not any(str(getattr(printer, key) or "").strip() for key in leads):
        raise ConfigFault(file, f"printer.{leads[0]}", f'kind = "{kind}": {", ".join(leads)}', missing=True)


def _check_hub(file: str, hub: HubSettings) -> None:
    """Refuse what no line can be made with."""
    # Whether the authority's file is there is seen when the hub is called: the kiosk must start without it.
    if not hub.ca.isprintable():
        raise ConfigFault(file, "hub.ca", "/etc/ssl/certs/…")
    if hub.proxy and not _is_proxy(hub.proxy):
        raise ConfigFault(file, "hub.proxy", "http://host:port")


def _is_proxy(text: str) -> bool:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    whole = parts.path in ("", "/") and not parts.query and not parts.fragment
    return good and whole and text.isascii() and text.isprintable() and " " not in text
