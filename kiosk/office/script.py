"""What to have, to say, to ask for and to note when calling for one act: the call sheet of its own procedure."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.core.blocks import Line
from kiosk.core.condition import holds
from kiosk.core.procedure import Answer, Channel, Procedure, Unsaid, sheet, shown
from kiosk.office.inbox import Act, Value
from kiosk.office.show import on_one_line
from kiosk.words.catalogues import Catalogues


def script_lines(procedure: Procedure | None, act: Act, words: Catalogues, language: str) -> list[str]:
    """Give the lines of the script; none where the procedure is not here, or has no call in it."""
    found = sheet(procedure, Channel.CALL_NOW) if procedure else None
    if found is None:
        return []
    answers: Mapping[str, Answer] = {name: _answer(value) for name, value in act.answers.items()}
    lines: list[str] = []
    for block in found.blocks:
        if not holds(block.when, answers):
            continue
        lines += [f"-- {on_one_line(words.guidance(block.title, language))}"]
        lines += [on_one_line(words.guidance(says, language)) for says in shown(block.says, answers)]
        blanks = (on_one_line(words.guidance(blank, language)) for blank in block.blanks)
        lines += [words.say(Line.TO_WRITE, language, what=blank) for blank in blanks]
        lines.append("")
    return lines


def _answer(value: Value) -> Answer:
    if value is None:
        return Unsaid.UNKNOWN
    return Unsaid.NONE if isinstance(value, bool) else value
