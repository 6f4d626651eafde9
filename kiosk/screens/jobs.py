"""Runs what goes on behind the screens: what fails there is told in words and takes nothing with it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from textual.worker import Worker

from kiosk.core.errors import KioskError
from kiosk.core.foreseen import foreseen as foreseen

if TYPE_CHECKING:
    from kiosk.screens.host import Asks

T = TypeVar("T")


def background(node: Asks, work: Awaitable[object], *, group: str = "default", exclusive: bool = False) -> Worker[None]:
    """Do something while keys come in. It ends with whoever asked for it; an error is said on the screen.

    Args:
        node: who asks: a screen, a view, or the app for what goes on without them.
        work: what to do. Only a defect of the screens themselves gets out of it.
        group: whom it belongs to.
        exclusive: whether it takes the place of what its group is still doing.
    """
    return node.run_worker(_told(node, work), group=group, exclusive=exclusive)


async def _told(node: Asks, work: Awaitable[object]) -> None:
    try:
        await work
    except KioskError as error:
        await node.kiosk.usher.tell(error)


async def aside(job: Callable[[], T]) -> T:
    """Do something that may take long, in a thread of its own, so that neither screen nor store waits."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(cast("T", result))
        else:
            done.set_exception(error)

    def run() -> None:
        result, error = None, None
        try:
            result = foreseen(job)()
        except BaseException as raised:  # noqa: BLE001  # whoever waits gets it
            error = raised
        with suppress(RuntimeError):  # the screen is gone
            loop.call_soon_threadsafe(settle, result, error)

    # Not the loop's own threads: the end of the kiosk would wait for them, and with them for a network.
    threading.Thread(target=run, name="aside", daemon=True).start()
    return await done
