"""A passphrase that is asked for: nothing of it is shown. Where it locks nothing, one may go back, and be covered."""

from __future__ import annotations

from enum import Enum

from kiosk.core.staff import SHORTEST_PASSPHRASE
from kiosk.plain.orders import Order, read_order
from kiosk.plain.talk import TURN, Talk
from kiosk.words.linear import LinearUi

_COVERS = (Order.HIDE, Order.LOCK, Order.VANISH)


def ask_passphrase(talk: Talk, why: Enum, back: Enum | None = None) -> str | None:
    """Ask for a passphrase.

    Args:
        talk: what asks.
        why: what it is asked for: it was said, and is said again to who asks where they are.
        back: says how one goes back, where one may; then nothing is covered yet, and what covers does so here, too.

    Returns:
        What was typed; None where somebody goes back.

    Raises:
        Afresh: it was covered, and what was open was wiped.
        Gone: the terminal is gone.
    """
    prompt = talk.voice.say(LinearUi.PROMPT_PASSPHRASE)
    words = (Order.HELP, Order.WHERE, *((Order.BACK, Order.STOP, *_COVERS) if back is not None else ()))

    def tell() -> None:
        talk.say(why)
        if back is not None:
            talk.say(back)

    talk.line.ask(prompt, secret=True)
    while True:
        talk.begin_page()
        heard = talk.line.hear(TURN)
        shutter = talk.shutter if back is not None else None
        if shutter is not None:
            covered = heard.touched and shutter.touched()
            if covered or (not heard.touched and shutter.look(lambda code: talk.warn(code, prompt))):
                tell()
                talk.line.ask(prompt, secret=True)
                continue
        order = Order[heard.key.upper()] if heard.key else None
        if heard.line and len(heard.line) < SHORTEST_PASSPHRASE:  # no passphrase is so short
            known, typed = read_order(heard.line, words, talk.voice)
            order = typed if isinstance(typed, Order) else None
            if known and order is None and back is not None:
                order = Order.HELP  # a word of elsewhere: it is said which ones work here
        if order in (Order.BACK, Order.STOP):
            return None
        if order in (Order.HELP, Order.WHERE):
            if heard.key:
                talk.line.new_line()
            tell()
            talk.say(LinearUi.HELP_PASSPHRASE if shutter is None else LinearUi.HELP_PASSPHRASE_OPEN)
        elif shutter is not None and order is not None:
            shutter.cover(order)
            tell()
        elif heard.key:  # whatever covers, covers this already
            talk.line.new_line()
        elif heard.line:
            return heard.line
        elif heard.line is None:
            continue
        talk.line.ask(prompt, secret=True)
