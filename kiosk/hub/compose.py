"""The hub put together: draws its keys, opens its database and starts the server."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import FileFault
from kiosk.crypto import enrol, sign
from kiosk.hub import settings as hub_settings
from kiosk.hub.database import open_engine, prepare
from kiosk.hub.settings import Settings
from kiosk.machine.clock import seconds

if TYPE_CHECKING:
    from litestar import Litestar
    from sqlalchemy import Engine

_ENVIRONMENT = "KIOSK_HUB_SETTINGS"
_KEEP_ALIVE = 75
"""Seconds: a desk keeps its line from one small request to the next over slow links."""
_MOST_LINES = 600
"""Connections of one process: more are sent away with 503."""
_PRIVATE = 0o077


def default_data() -> Path:
    """Give the folder of a hub that was told of none."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kiosk-hub"


def open_hub(settings: Settings) -> tuple[Engine, bytes]:
    """Open the database, bring it to this version, and give it with the hub's key.

    Raises:
        FileFault: no such folder, no such database, or one of a later version.
    """
    from sqlalchemy.exc import SQLAlchemyError

    os.umask(_PRIVATE)  # the database holds the hub's key
    folder = Path(settings.data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine = open_engine(settings.url)
        return engine, prepare(engine, sign.new_seed)
    except OSError:
        raise FileFault(str(folder), "no_folder") from None
    except SQLAlchemyError:
        raise FileFault("database", "unreadable") from None


def fresh_code(engine: Engine) -> str:
    """Make a code with which the office joins, spelt for a person: for a day, and for one use."""
    from kiosk.hub.enrol import new_code

    secret = enrol.new_secret()
    with engine.connect() as connection:
        new_code(connection, secret, seconds())
    return enrol.spell(secret)


def application() -> Litestar:
    """Make the server in a process that uvicorn started: its settings are in the environment."""
    from kiosk.hub.app import make
    from kiosk.machine.process import harden

    harden()  # a worker is a program of its own, and holds the hub's key
    settings = hub_settings.unspell(os.environ[_ENVIRONMENT])
    engine, seed = open_hub(settings)
    return make(engine, seed, seconds, time.monotonic, keep_days=settings.keep_days)


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    import uvicorn

    os.environ[_ENVIRONMENT] = hub_settings.spell(settings)
    uvicorn.run(
        "kiosk.hub.compose:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        ssl_certfile=settings.certificate or None,
        ssl_keyfile=settings.key or None,
        access_log=False,  # an address and a time are personal enough
        log_level="warning",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        limit_concurrency=_MOST_LINES,
    )
