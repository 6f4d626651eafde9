"""Paints what changed: of a screen of which one row did, no other row is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class Painter(Compositor):
    """Textual's compositor, which has every widget draw all of its rows whatever has changed on the screen."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Draw the rows of a part of the screen; None for all of it. Whole rows: the columns are cut later."""
        for widget, (region, clip) in self.visible_widgets.items():
            seen = clip if crop is None else clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            if shown := region.intersection(seen):
                yield region, seen, widget.render_lines(shown.translate(-region.offset))
