"""A kiosk of plain lines under test: the real face on a real store, and a person who hears lines and types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import sleep

from kiosk.core.documents import Sort
from kiosk.core.procedure import Answer, FieldType, Kind, Step
from kiosk.core.title import number
from kiosk.flows.visit import Visit
from kiosk.linear.face import LinearFace
from kiosk.linear.teletype import Gone, Heard
from kiosk.words.steps import UNKNOWN, choices
from kiosk.words.ui import Ui
from tests.office.made import TYPED
from tests.screens.desk import UNDERSTOOD, Desk, squeezed, written

Script = Iterator[str | Heard]
"""What a person types, a line at a time; or what else comes from a terminal."""


@dataclass
class FakeLine:
    """A terminal that keeps what was said, and what still stands there."""

    size: tuple[int, int] = (80, 100_000)
    said: list[str] = field(default_factory=list)
    """Everything, in order."""
    stands: list[str] = field(default_factory=list)
    """Since it was emptied last."""
    prompts: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    secret: bool = False
    rung: int = 0
    interrupts: bool = False
    """Whether the person types while something is under way; else she waits until it is done."""
    person: Script = field(default_factory=lambda: iter(()))

    def say(self, text: str) -> None:
        """Keep a line."""
        self.said.append(text)
        self.stands.append(text)

    def ask(self, prompt: str, *, secret: bool = False) -> None:
        """Keep what is asked."""
        self.secret = secret
        self.prompts.append(prompt)
        self.stands.append(prompt)

    def resume(self, prompt: str) -> None:
        """Keep it once more."""
        self.stands.append(prompt)

    def new_line(self) -> None:
        """End nothing."""

    def bell(self) -> None:
        """Count."""
        self.rung += 1

    def empty(self) -> None:
        """Forget what stands there."""
        self.stands.clear()

    def hear(self, seconds: float) -> Heard:
        """Let the person type; once she has nothing more to say, her terminal is gone."""
        if self.prompts and not self.prompts[-1] and not self.interrupts:
            sleep(0.005)
            return Heard()
        try:
            came = next(self.person)
        except StopIteration:
            raise Gone from None
        if isinstance(came, Heard):
            return came
        self.typed.append(came)
        if not self.secret:
            self.stands.append(came)
        return Heard(came, touched=True)

    def text(self) -> str:
        """Give what was said, without its line ends."""
        return squeezed("\n".join(self.said))

    def shows(self, words: str) -> bool:
        """Tell whether words stand there."""
        return squeezed(words) in squeezed("\n".join(self.stands))

    def heard(self, words: str) -> bool:
        """Tell whether words were ever said."""
        return squeezed(words) in self.text()


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
