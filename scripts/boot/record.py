"""What was seen in a trial: one line for each thing, as it is seen, and what was not as it should be."""

from __future__ import annotations

from time import monotonic


class Seen:
    """Says what is seen, with the seconds since the beginning, and keeps count of what was wrong."""

    def __init__(self) -> None:
        self._began, self.wrong = monotonic(), 0

    def chapter(self, title: str) -> None:
        """Begin a part."""
        print(f"\n== {title}", flush=True)

    def note(self, text: str) -> None:
        """Say what was seen."""
        print(f"{monotonic() - self._began:6.0f} s  {text}", flush=True)

    def check(self, text: str, is_so: bool, seen: object = "") -> bool:
        """Say whether something is as it should be, and else what was seen."""
        self.wrong += not is_so
        self.note(f"{'BON' if is_so else 'À VOIR'}  {text}" + ("" if is_so else f"\n{seen}"))
        return is_so
