"""How she hears and understands, as she said it herself, and what is read to her for it."""

from __future__ import annotations

from kiosk.core.procedure import Answers, Channel

EASE = "ease"
"""The step that asks how she hears and understands."""
EASY = "nothing"
"""Nothing special is needed to understand each other."""
ALOUD = "aloud"
"""Everything is read to her: she reads nothing herself."""
HELPED = (ALOUD, "interpreter", "sign")
"""She does not read French by herself."""
CONTACT = "contact"
"""The step that asks how the office finds her again."""
COMES = "come"
"""She comes back by herself: nobody tells her before what to bring, as who calls her does."""


def is_read_to_her(answers: Answers, channel: Channel) -> bool:
    """Tell whether the paper of a way is read to her, in the visit (`read_in_visit`) or when it is followed."""
    ease = answers.get(EASE)
    if channel is Channel.OFFICE:
        return ease == ALOUD and answers.get(CONTACT) == COMES
    return ease == ALOUD or (channel is Channel.LETTER and ease in HELPED)
