"""What is said and asked, and what asking needs of a terminal, of a voice, and of what covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.teletype import Heard
from kiosk.words.linear import LinearUi

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud


class Teleprinter(Protocol):
    """The terminal, as far as talking needs it: see `kiosk.plain.teletype`."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""

    def say(self, text: str) -> None:
        """Write lines."""

    def ask(self, prompt: str, *, secret: bool = False, waits: bool = False) -> None:
        """Write what is asked; what was typed before answers nothing. Where it waits for Enter, no text is put back."""

    def resume(self, prompt: str) -> None:
        """Write what is asked once more, with what was typed so far."""

    @property
    def half(self) -> str:
        """What is typed so far; nothing of a passphrase."""

    def put_back(self, half: str) -> None:
        """Let this stand where one types next."""

    def new_line(self) -> None:
        """End the line that is being typed."""

    def bell(self) -> None:
        """Ring."""

    def empty(self) -> None:
        """Empty the terminal."""

    def hear(self, seconds: float) -> Heard:
        """Listen for a moment."""

    def uncovers(self) -> bool:
        """Tell whether the key that was heard last was pressed to come back, and is not the one that covered, held."""


class Voices(Protocol):
    """What says a question aloud: see `kiosk.linear.aloud`."""

    def begin(self, page: Sequence[Aloud]) -> Enum | None:
        """Begin to say it; gives who speaks, or what is told because nobody does."""

    def hush(self) -> None:
        """Be silent at once."""

    def take_news(self) -> Enum | None:
        """Give what went wrong since; nothing that was told already."""


class Shutters(Protocol):
    """What covers the terminal: see `kiosk.plain.shutter`."""

    def touched(self) -> bool:
        """Note that somebody is there; True if it had to be covered first, as after a closed lid."""

    def look(self, warn: Callable[[Enum], None]) -> bool:
        """Cover where nobody has been there for too long; True if it did. Before that, warn once."""

    def cover(self, order: Order) -> None:
        """Hide, lock, or leave in haste; comes back once it is uncovered."""


@dataclass(frozen=True)
class Question:
    """What is said and asked, worded. Asked once more at once, what it says is not said again, but for its news."""

    lines: Sequence[str] = ()
    answers: Sequence[tuple[str, str]] = ()
    """Ids and words; a line of an answer after its first says what it means."""
    short: str = ""
    """The question itself: said before its answers, and where one answers if it fits there, else as a line."""
    news: str = ""
    """What was done, or why not: said before all else, each time."""
    title: str = ""
    """What this is: said before its lines, and to who asks where they are."""
    at: str = ""
    """What this place is called, to who asks where they are, where that is not its title."""
    prompt: LinearUi = LinearUi.PROMPT_NUMBER
    orders: Sequence[TypedWord] = ()
    """Words that work here, beyond those that work everywhere."""
    first: int = 1
    """The number of the first answer."""
    passes: bool = False
    """Whether a bare Enter goes on."""
    keeps: str = ""
    """The id of the answer that a bare Enter keeps: one that she gave before, never a default."""
    kept: str = ""
    """What a bare Enter keeps, said in words, where it is none of the answers."""
    told: bool = False
    """Whether the answers were said a moment ago: their numbers still hold, and the help names their words."""
    free: bool = False
    """Whether any text may be typed, beside the numbers of answers."""
    seeks: bool = False
    """Whether such a text is a reference: a word that is of no use here is none."""
    helps: bool = False
    """Whether this is the help of another."""
    page: Sequence[str] = ()
    """The French texts of the question, for the words that they use."""
    aloud: Sequence[Aloud] = ()
    """What may be said aloud of it: guidance, and nothing that was typed."""

    @property
    def waits(self) -> bool:
        """Whether nothing that is typed answers, but Enter and the words that work here."""
        return self.passes and not (self.answers or self.free)

    @property
    def words(self) -> tuple[TypedWord, ...]:
        """The words that work here, beyond those that work everywhere."""
        goes_on = (Order.GO_ON,) if self.passes or self.keeps or self.kept else ()
        return (*self.orders, *goes_on, *((Order.LISTEN, Order.HUSH) if self.aloud else ()))


@dataclass(frozen=True)
class Vocabulary:
    """The words of a face, and what its help says of them."""

    words: Sequence[type[TypedWord]]
    tells: Mapping[TypedWord, Enum] = field(default_factory=dict)
    """What some of them do here, where that is not what they do elsewhere."""
    keys: Enum = LinearUi.HELP_KEYS
    elsewhere: Mapping[TypedWord, Enum] = field(default_factory=dict)
    """What is said of words that are of use on another face alone."""
