"""Answers that came by hand: statements from a USB key move entries just as those from the hub do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.outbox import Entry
from kiosk.core.sync import judge
from kiosk.core.trace import Trace
from kiosk.core.word import Word

if TYPE_CHECKING:
    from kiosk.core.ports import Store


@dataclass(frozen=True)
class Received:
    """What a file of answers changed."""

    news: int
    """Acts of this desk that moved, or of which something newer is known."""
    known: int
    """Acts of this desk of which nothing newer was said: the file came twice, late, or after the hub."""
    strange: int
    """Acts that this desk does not have (any more)."""
    read: int = 1
    """Files that were read."""
    refused: tuple[tuple[str, KioskError], ...] = ()
    """Files that were not, by name, each with its own reason."""

    def __add__(self, more: Received) -> Received:
        """Give what several files changed."""
        return Received(
            self.news + more.news,
            self.known + more.known,
            self.strange + more.strange,
            self.read + more.read,
            self.refused + more.refused,
        )


def receive(
    store: Store, words: Iterable[Word], digest: Callable[[bytes], bytes], trace: Trace | None = None
) -> Received:
    """Apply verified statements, in one durable step. Twice, late or out of order, they change nothing more.

    Args:
        store: where entries are.
        words: the statements; whoever read the file has verified each.
        digest: hashes sealed bytes, as statements name them.
        trace: who brought them; recorded in the same step.

    Raises:
        StoreFull, StoreReadOnly, StoreFailed: nothing was changed; the file can be read again.
    """
    said: dict[bytes, list[Word]] = {}
    for word in sorted(words, key=lambda word: word.sequence):
        said.setdefault(word.act, []).append(word)
    news = 0

    def learn(entry: Entry) -> Entry:
        nonlocal news
        after = entry
        for word in said[entry.id]:
            after = judge(after, word, after.hash or (digest(after.envelope) if after.envelope else b""))
        news += after != entry
        return after

    found = len(store.amend(said, learn, trace))
    return Received(news, found - news, len(said) - found)
