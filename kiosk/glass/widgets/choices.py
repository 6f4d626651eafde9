"""A list of answers: a digit or the arrows choose, Enter confirms, nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets.option_list import Option

from kiosk.core.aim import TOP_ROW
from kiosk.glass.gate import turn_over
from kiosk.glass.widgets.listing import Listing
from kiosk.glass.widgets.pages import wrap

_BESIDE_DIGIT = 5
"""Cells before the words of an answer: where its digit stands, and a note below it begins."""


class NotedAnswer(Visual):
    """An answer with what is said of it below, each of its lines beginning where the answer's words do."""

    def __init__(self, answer: str, note: str) -> None:
        self._answer, self._note = answer, note

    def __str__(self) -> str:
        """Give its words."""
        return f"{self._answer}\n{self._note}"

    def _at(self, width: int) -> Content:
        lines = wrap(self._note, max(width - _BESIDE_DIGIT, 1))
        return Content("\n".join([self._answer, *(" " * _BESIDE_DIGIT + line for line in lines)]))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Give its lines."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Give how wide it is, unbroken."""
        return self._at(container_width).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Give how many lines it needs."""
        return self._at(width).get_height(rules, width)


class Choices(Listing):
    """Answers with their digits. A scanner that goes off here changes nothing.

    Args:
        answers: id and words of each answer.
        chosen: what was chosen before, if she comes back to it; never a default.
        first: the number of the first answer.
        more: words how many answers stand below what can be seen.
        notes: what is said of an answer, below it; by its id.
    """

    mark_at = 1

    class _Names(Message):
        def __init__(self, choices: Choices, id: str) -> None:
            super().__init__()
            self.choices, self.id = choices, id

    class Chosen(_Names):
        """An answer was confirmed."""

    class Pointed(_Names):
        """An answer is pointed at."""

    class Unpointed(Message):
        """No answer is pointed at any more: a scanner had pointed."""

    class Nothing(Message):
        """Enter was pressed with nothing chosen."""

    def __init__(
        self,
        answers: Sequence[tuple[str, str]],
        *,
        chosen: str | None = None,
        first: int = 1,
        id: str | None = None,
        more: Callable[[int], str] | None = None,
        notes: Mapping[str, str] = MappingProxyType({}),
        classes: str | None = None,
    ) -> None:
        self._first, self._notes, self._noted = first, notes, True
        self._typed = ""
        self._answers = list(answers)
        self._before_row: int | None = None
        self._marked: int | None = None
        super().__init__((self._option(n) for n in range(len(self._answers))), id=id, classes=classes, more=more)
        self._begin = next((n for n, (name, _) in enumerate(self._answers) if name == chosen), None)

    def become(self, answers: Sequence[tuple[str, str]], first: int = 1) -> None:
        """Show other answers in the same place, none of them pointed at."""
        self._answers, self._first, self._typed, self._marked = list(answers), first, "", None
        self.set_options(self._option(n) for n in range(len(self._answers)))

    def note_them(self, noted: bool) -> None:
        """Show the answers with their notes, or without where there is no room; what is pointed at stays so."""
        if noted is not self._noted:
            self._noted = noted
            for n in range(len(self._answers)):
                self.replace_option_prompt_at_index(n, self._prompt(n))

    def on_mount(self) -> None:
        """Come back to what was chosen before; no key counts before the answers are seen."""
        turn_over(self)
        if self._begin is not None:
            self.highlighted = self._begin

    @property
    def pointed(self) -> str | None:
        """What is chosen and not confirmed."""
        return None if self.highlighted is None else self._answers[self.highlighted][0]

    def _option(self, n: int) -> Option:
        return Option(self._prompt(n), id=str(n))

    def _prompt(self, n: int) -> Content | NotedAnswer:
        name, words = self._answers[n]
        digit = f"{n + self._first:>{len(str(len(self._answers) - 1 + self._first))}}"
        answer, note = f"  {digit}  {words}", self._notes.get(name, "") if self._noted else ""
        return NotedAnswer(answer, note) if note else Content(answer)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Say which answer is pointed at."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and self._marked != highlighted:
            self.post_message(self.Pointed(self, self._answers[highlighted][0]))
        if highlighted is None and self._marked is not None:
            self.post_message(self.Unpointed())
        self._marked = highlighted

    def on_key(self, event: events.Key) -> None:
        """Choose by digit, and tell a scanner from a finger."""
        self.note(event)
        if not event.is_printable or event.character is None:
            return
        if len(self._typed_row.signs) == 1:
            self._before_row = self.highlighted
        event.stop()
        digit = event.character.lower().translate(TOP_ROW)
        if digit.isdecimal() and digit.isascii():
            self._point(digit)

    def _point(self, digit: str) -> None:
        # However slowly it is typed: a second digit goes on from the first where there is such an answer.
        again = (
            self._typed if self.highlighted is not None and self._typed == str(self.highlighted + self._first) else ""
        )
        for text in (again + digit, digit):
            if 0 <= int(text) - self._first < len(self._answers):
                self.highlighted, self._typed = int(text) - self._first, text
                return

    def action_select(self) -> None:
        """Confirm, unless a scanner typed it."""
        if self._typed_row.was_scanned():
            self.highlighted = self._before_row
            return
        if self.highlighted is None:
            self.post_message(self.Nothing())
        else:
            self.post_message(self.Chosen(self, self._answers[self.highlighted][0]))

    def on_paste(self, event: events.Paste) -> None:
        """Ignore what is pasted: an answer is pressed."""
        event.stop()
        event.prevent_default()
