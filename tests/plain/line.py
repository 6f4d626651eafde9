"""A terminal of plain lines under test, and a person who hears lines and types them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import sleep

from kiosk.plain.teletype import Gone, Heard
from tests.screens.desk import squeezed

Script = Iterator[str | Heard]
"""What a person types, a line at a time; or what else comes from a terminal."""


@dataclass
class FakeLine:
    """A terminal that keeps what was said, and what still stands there."""

    size: tuple[int, int] = (80, 100_000)
    said: list[str] = field(default_factory=list)
    """Everything, in order."""
    heard_all: list[str] = field(default_factory=list)
    """That, and what was asked."""
    stands: list[str] = field(default_factory=list)
    """Since it was emptied last."""
    prompts: list[str] = field(default_factory=list)
    waited: list[bool] = field(default_factory=list)
    """Of each, whether nothing but Enter was wanted."""
    typed: list[str] = field(default_factory=list)
    half: str = ""
    """What is typed so far, which no Enter ended: a test says it."""
    secret: bool = False
    rung: int = 0
    interrupts: bool = False
    """Whether the person types while something is under way; else she waits until it is done."""
    person: Script = field(default_factory=lambda: iter(()))

    def say(self, text: str) -> None:
        """Keep a line."""
        self.said.append(text)
        self.heard_all.append(text)
        self.stands.append(text)

    def ask(self, prompt: str, *, secret: bool = False, waits: bool = False) -> None:
        """Keep what is asked."""
        self.secret = secret
        self.prompts.append(prompt)
        self.waited.append(waits)
        self.heard_all.append(prompt)
        self.stands.append(prompt)

    def resume(self, prompt: str) -> None:
        """Keep it once more."""
        self.stands.append(prompt)

    def put_back(self, half: str) -> None:
        """Keep it as what stands where one types."""
        self.half = half

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

    def uncovers(self) -> bool:
        """Each key was pressed, none is held."""
        return True

    def text(self) -> str:
        """Give what was said and asked, without its line ends."""
        return squeezed("\n".join(self.heard_all))

    def shows(self, words: str) -> bool:
        """Tell whether words stand there."""
        return squeezed(words) in squeezed("\n".join(self.stands))

    def heard(self, words: str) -> bool:
        """Tell whether words were ever said."""
        return squeezed(words) in self.text()
