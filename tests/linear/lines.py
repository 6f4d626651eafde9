"""A kiosk of plain lines under test: the real face on a real store, and a person who hears lines and types them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.core.documents import Sort
from kiosk.core.procedure import Answer, FieldType, Kind, Step
from kiosk.core.title import number
from kiosk.flows.visit import Visit
from kiosk.linear.face import LinearFace
from kiosk.words.steps import UNKNOWN, choices
from kiosk.words.ui import Ui
from tests.office.made import TYPED
from tests.plain.line import FakeLine, Script
from tests.screens.desk import UNDERSTOOD, Desk, written


@dataclass
class Lines:
    """A kiosk of plain lines, and who sits at it.

    Args:
        desk: what it opens.
    """

    desk: Desk
    line: FakeLine = field(default_factory=FakeLine)
    bell: bool = True

    def __post_init__(self) -> None:
        """Make the face, not yet begun."""
        desk = self.desk
        self.face = LinearFace(
            self.line,
            desk.open,
            None if desk.training else desk.verify,
            desk.words,
            lambda: desk.clock.wall.date(),
            desk.structure,
            desk.language,
            bell=self.bell,
        )

    def run(self, script: Script) -> None:
        """Run it with a person until she has nothing more to say, or it ends."""
        self.line.person = script
        self.face.run()

    @property
    def visit(self) -> Visit:
        """The visit under way."""
        assert self.face.visit is not None
        return self.face.visit

    @property
    def at(self) -> str:
        """The step that is asked; empty outside an act."""
        return self.visit.step.id if self.face.visit is not None and self.visit.is_open else ""

    # -- a person's way

    def begin(self, name: str) -> Script:
        """Choose a procedure at home by its number."""
        yield number(self.face.session.library.titles(), name)

    def go(
        self, name: str, answers: dict[str, Answer], *, until: str = "", look: Callable[[Lines], None] | None = None
    ) -> Script:
        """Go from home to a step, or to the end of the act where none is named."""
        yield from self.begin(name)
        yield from self.on(answers, until=until, look=look)

    def on(self, answers: dict[str, Answer], *, until: str = "", look: Callable[[Lines], None] | None = None) -> Script:
        """Go on to a step, or to the end."""
        while self.at and self.at != until:
            if look is not None:
                look(self)
            yield from self.passes(self.visit.step, answers)

    def passes(self, step: Step, answers: dict[str, Answer]) -> Script:
        """Answer the step that is asked."""
        match step.kind:
            case Kind.INFORM | Kind.CHECK:
                yield ""
            case Kind.CHOOSE | Kind.CHANNEL:
                yield self.number_of(step, answers.get(step.id))
            case Kind.ASK if step.fields[0].type is FieldType.DOCUMENTS:
                yield from ("1", "31/12/2025", "Dr Martin", "Bilan", str(len(Sort) + 1), "1")
            case Kind.ASK:
                for asked in step.fields:
                    value = answers.get(asked.id, "")
                    if isinstance(value, str):
                        yield written(value if asked.deadline and value else TYPED[asked.type])
                    else:
                        yield ""
                    while self.at == step.id and self.line.said[-1].endswith(self.face.voice.say(Ui.DOUBT_ENTER)):
                        yield ""
            case Kind.CONSENT:
                yield from (UNDERSTOOD, "1")

    def number_of(self, step: Step, wanted: Answer | None) -> str:
        """Give the number of an answer."""
        names = [name for name, _ in choices(self.visit, step, self.face.voice.for_steps())]
        if wanted is None:
            return "1"
        return str(names.index(wanted if isinstance(wanted, str) and wanted in names else UNKNOWN) + 1)

    def leaves(self) -> Script:
        """Say that she has her paper, and end the visit."""
        while not self.line.shows(self.face.voice.say(Ui.AFTER_TITLE)):
            yield "2" if self.line.shows(self.face.voice.say(Ui.RECEIPT_COPIED)) else "1"
        yield "3" if self.line.shows(self.face.voice.say(Ui.AFTER_CHILD)) else "2"
        yield ""
