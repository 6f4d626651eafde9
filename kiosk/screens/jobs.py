"""Runs what goes on behind the screens: what fails there is told in words and takes nothing with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.dom import DOMNode
from textual.worker import Worker

from kiosk.core.errors import JobFailed, KioskError

if TYPE_CHECKING:
    from kiosk.screens.app import KioskApp

T = TypeVar("T")


def background(
    node: DOMNode, work: Awaitable[object], *, group: str = "default", exclusive: bool = False
) -> Worker[None]:
    """Do something while keys come in. It ends with whoever asked for it; an error is said on the screen.

    Args:
        node: who asks: a screen, a view, or the app for what goes on without them.
        work: what to do. Only a defect of the screens themselves gets out of it.
        group: whom it belongs to.
        exclusive: whether it takes the place of what its group is still doing.
    """
    return node.run_worker(_told(node, work), group=group, exclusive=exclusive)


async def _told(node: DOMNode, work: Awaitable[object]) -> None:
    try:
        await work
    except KioskError as error:
        await cast("KioskApp", node.app).tell(error)


def foreseen(job: Callable[[], T]) -> Callable[[], T]:
    """Give a job that raises nothing but a KioskError: printers, keys and networks fail in ways that nobody foresees.

    Raises:
        JobFailed: it raised something else.
    """

    def run() -> T:
        try:
            return job()
        except KioskError:
            raise
        except Exception as error:  # a driver, a library, the system: said in words, like any other failure
            raise JobFailed(type(error).__name__) from error

    return run
