"""From a screen or a widget to its host."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from kiosk.screens.host import Host


def host_of(node: DOMNode) -> Host:
    """Give the app that shows a screen or a widget. Textual knows it as any app: here alone it is named a host."""
    return cast("Host", node.app)
