"""The hub's settings: `hub.toml` in its data folder, and what the command line says instead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from kiosk.core.errors import ConfigFault
from kiosk.hub.database import sqlite_url
from kiosk.machine.toml import misfit, read_toml

FILE = "hub.toml"
DATABASE = "hub.db"
"""The SQLite file of a hub that was told of no other database."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class HubConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it; every key is optional."""

    database: str = ""
    """`postgresql://…`; an SQLite file in the data folder where it is empty."""
    host: str = "127.0.0.1"
    port: int = 8765
    certificate: str = ""
    """A PEM file with the chain; with `key`, the hub speaks TLS itself."""
    key: str = ""
    workers: int = 1
    """Processes beside each other."""
    insecure_http: bool = False
    """Whether plain HTTP may be spoken beyond this machine."""
    keep_days: int = 30
    """Days for which sealed bytes stay after the final answer."""
    late_days: int = 15
    """Days after which an act that the office has not taken is worth a word."""
    data: str = ""
    """The data folder: told, not read from the file."""

    @property
    def url(self) -> str:
        """Give the database's address."""
        return self.database or sqlite_url(Path(self.data) / DATABASE)

    @property
    def exposed(self) -> bool:
        """Tell whether plain HTTP would leave this machine without anybody having said that it may."""
        return not self.certificate and self.host not in _LOOPBACK and not self.insecure_http


def read_hub_settings(data: Path, **said: Any) -> HubConfig:
    """Read the settings of a data folder.

    Args:
        data: the folder.
        said: what the command line says; None where it says nothing. A database may come from the environment, as
            `KIOSK_HUB_DATABASE`: a command line can be seen by everybody on the machine.

    Raises:
        ConfigFault: the file is not such a file.
    """
    file = data / FILE
    try:
        settings = msgspec.convert(read_toml(file, str(file)) if file.exists() else {}, HubConfig)
    except msgspec.ValidationError as error:
        raise misfit(str(file), str(error), HubConfig) from None
    given = {name: value for name, value in said.items() if value is not None}
    if "database" not in given and (database := os.environ.get("KIOSK_HUB_DATABASE")):
        given["database"] = database
    settings = msgspec.structs.replace(settings, **given, data=str(data))
    for key, fine in (
        ("port", 0 < settings.port < 65_536),
        ("workers", 0 < settings.workers <= 64),
        ("keep_days", settings.keep_days >= 1),
        ("late_days", settings.late_days >= 1),
        ("key", bool(settings.key) == bool(settings.certificate)),
    ):
        if not fine:
            raise ConfigFault(str(file), key, str(getattr(settings, key)))
    return settings


def spell_settings(settings: HubConfig) -> str:
    """Write settings for a process that is started beside this one."""
    return msgspec.json.encode(settings).decode()


def unspell(text: str) -> HubConfig:
    """Read such settings."""
    return msgspec.json.decode(text, type=HubConfig)
