"""What must be true of every screen at 80x24: nothing is cut, nothing lies outside, every word is there to be read."""

from __future__ import annotations

from collections import defaultdict

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, Static

from kiosk.core.procedure import Answer, Kind, Step, shown, shown_options
from kiosk.glass.over import Box
from kiosk.glass.widgets.bars import KeyBar, is_large
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.base import KioskScreen
from kiosk.words.catalogues import PSEUDO
from tests.screens.desk import FRAME, Hands, squeezed

_SEEN: set[tuple[str, str]] = set()


def whole(hands: Hands, *, scrolls: bool = False) -> None:
    """Assert that nothing of the screen is cut, and that its title and keys are there.

    Args:
        hands: at the screen.
        scrolls: whether a list may be longer than its place.
    """
    app, screen = hands.app, hands.app.screen
    where = f"{type(screen).__name__} {hands.at} {app.words.language}"
    rows = hands.rows()
    # The same words on the same screen are laid out the same way: many paths share their first steps.
    if (where, "".join(rows)) in _SEEN:
        return
    assert len(rows) == app.size.height, where
    assert all(cell_len(row) == app.size.width for row in rows), where
    large = is_large(screen)
    for widget in screen.query(Widget):
        if widget.display:
            _whole(widget, where, scrolls=scrolls or large)
    if isinstance(screen, KioskScreen):
        title = screen.title_words()
        assert title.strip(), where
        assert hands.shows(title), where
        bar = str(screen.query_one(KeyBar).content)
        # Where every word stands in brackets or is large, the least useful keys may be left to the help; none is cut.
        must = screen.keys if app.words.language != PSEUDO and not large else screen.keys[:2]
        missing = [key for key in map(" ".join, app.words.keys(must)) if key not in bar]
        assert not missing, f"{where}: keys not on the bar: {missing}"
    _SEEN.add((where, "".join(rows)))


def _whole(widget: Widget, where: str, *, scrolls: bool) -> None:
    where = f"{where}: {widget}"
    content = str(widget.content) if isinstance(widget, Static) else ""
    if content:
        assert widget.size.width > 0, f"{where} has no room for {content!r}"
        need = widget.get_content_height(widget.container_size, widget.app.size, widget.size.width)
        assert need <= widget.size.height, f"{where} cuts {content!r}"
    if not widget.region.area:
        return
    place = widget.screen.find_widget(widget)
    assert place.visible_region == place.region, f"{where} lies outside: {place.region} of {place.clip}"
    if isinstance(widget, Choices) and widget.below and (scrolls or widget.id == "procedures"):
        # There may be more answers than rows; then a row of its own says how many are below.
        rows = [strip.text for strip in widget.screen._compositor.render_strips()]
        more = widget._more(widget.below) if widget._more else ""
        assert more.strip(), where
        assert rows[widget.region.bottom - 1].strip(" |│║") == more, f"{where} says nothing of {widget.below} more"
    elif isinstance(widget, OptionList | VerticalScroll) and not scrolls:
        assert widget.virtual_size.height <= widget.size.height, f"{where} must be scrolled"
    if isinstance(widget, Choices):
        assert widget.highlighted is None or widget.id or widget.pointed is not None, where


class Reader:
    """Reads every page of a visit, and compares it with what the steps say."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.read: dict[str, str] = defaultdict(str)
        self.wanted: dict[str, set[str]] = defaultdict(set)
        self.order: list[str] = []

    def __call__(self, hands: Hands) -> None:
        """Read the page."""
        whole(hands)
        if not hands.at:
            return
        visit, step, say = hands.visit, hands.visit.step, hands.app.words.guidance
        if not self.order or self.order[-1] != step.id:
            self.order.append(step.id)
        rows = [row.translate(FRAME) for row in hands.rows()]
        sides = [row[2:38] for row in rows], [row[41:78] for row in rows]
        self.read[step.id] += squeezed("".join(rows)) + "".join(squeezed("".join(side)) for side in sides)
        french = not hands.app.words.is_reviewed(visit) and step.kind is Kind.CONSENT
        for says in (*shown(step.says, visit.answers), *shown(step.reasons_for, visit.answers)):
            self.wanted[step.id].add(hands.app.words._catalogues.guidance(says, "fr") if french else say(says))
        for says in shown(step.reasons_against, visit.answers):
            self.wanted[step.id].add(say(says))
        for option in shown_options(step, visit.answers):
            self.wanted[step.id].add(say(option.label))
            for says in shown(option.says, visit.answers):
                self.wanted[step.id].add(say(says))
        for field in step.fields:
            self.wanted[step.id] |= {say(field.label)} | ({say(field.hint)} if field.hint else set())

    def finish(self, steps: tuple[Step, ...], answers: dict[str, Answer]) -> None:
        """Assert that every step was shown in its order, and every statement of it was on some page."""
        assert self.order == [step.id for step in steps], answers
        for name, wanted in self.wanted.items():
            for words in wanted:
                assert squeezed(words) in self.read[name], f"{name}: {words!r} was never shown"


__all__ = ["Box", "Reader", "whole"]
