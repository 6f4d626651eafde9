"""The hub put together: draws its keys, opens its database and starts the server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import FileFault
from kiosk.crypto import enrol, sign
from kiosk.hub import settings as hub_settings
from kiosk.hub.begun import Begun
from kiosk.hub.database import open_engine, prepare
from kiosk.hub.settings import DATABASE, HubConfig
from kiosk.hub.tables import FIRST_OFFICE
from kiosk.machine.clock import seconds

if TYPE_CHECKING:
    from litestar import Litestar
    from sqlalchemy import Engine

_ENVIRONMENT = "KIOSK_HUB_SETTINGS"
_PRIVATE = 0o077


def default_hub_data() -> Path:
    """Give the folder of a hub that was told of none."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kiosk-hub"


def open_hub(settings: HubConfig) -> tuple[Engine, bytes]:
    """Open the database, bring it to this version, and give it with the hub's key.

    Raises:
        FileFault: `no_hub_folder`: its folder cannot be made or written; no such database, or one of a later version;
            `gone`: the one that has served is missing or empty; `other_hub`: it is another's; `database_damaged`.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from kiosk.hub.database import is_whole, why_closed

    os.umask(_PRIVATE)  # the database holds the hub's key
    folder, engine = Path(settings.data), open_engine(settings.url)
    name = "database" if settings.database else DATABASE
    begun = Begun(folder, elsewhere=bool(settings.database))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        once = begun.exists()
        if once and not settings.database and not (folder / DATABASE).exists():
            raise FileFault(name, "gone")  # another would have another key, and no act
        if not settings.database and (folder / DATABASE).exists() and not (folder / DATABASE).is_file():
            raise FileFault(DATABASE, "folder" if (folder / DATABASE).is_dir() else "special")
        if not is_whole(engine):
            raise FileFault(name, "database_damaged")
        seed = prepare(engine, partial(_no_other_seed, name) if once else sign.new_seed)
        begun.check(name, seed)
        return engine, seed
    except OSError:
        raise FileFault(str(folder), "no_hub_folder") from None
    except (SQLAlchemyError, UnicodeDecodeError) as error:  # what is said of a damaged file may be no text
        raise why_closed(error, engine) from None


def _no_other_seed(name: str) -> bytes:
    """Refuse a key to a database that had one: it was emptied. Nothing in it is changed."""
    raise FileFault(name, "gone")


def fresh_code(engine: Engine, office: int = FIRST_OFFICE) -> str:
    """Make a code with which an office joins, spelt for a person: for a day, and for one use."""
    from kiosk.hub.enrol import new_code

    secret = enrol.new_secret()
    with engine.connect() as connection:
        new_code(connection, office, secret, seconds())
    return enrol.spell_code(secret)


def application() -> Litestar:
    """Make the server in a process that uvicorn started: its settings are in the environment."""
    from kiosk.hub.app import make
    from kiosk.hub.serving import begin_renewing
    from kiosk.machine.process import harden

    harden()  # a worker is a program of its own, and holds the hub's key
    settings = hub_settings.unspell(os.environ[_ENVIRONMENT])
    engine, seed = open_hub(settings)
    app = make(engine, seed, seconds, time.monotonic, keep_days=settings.keep_days)
    app.on_startup.append(begin_renewing)
    return app


def serve(settings: HubConfig, ready: Callable[[], None]) -> None:
    """Serve until told to stop; `ready` is called once it does.

    Raises:
        FileFault: what keeps it from serving: the certificate, its key or the port.
    """
    from kiosk.hub import serving

    os.environ[_ENVIRONMENT] = hub_settings.spell_settings(settings)
    serving.serve("kiosk.hub.compose:application", settings, ready)


def certificate_days(settings: HubConfig) -> int | None:
    """Give how many days the certificate still serves; None without one. Raises FileFault as `serving.load`."""
    from kiosk.hub import serving

    return serving.days_left(settings.certificate, settings.key, seconds()) if settings.certificate else None
