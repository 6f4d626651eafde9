"""Writes an opened act as lines for a terminal: who may be called first, then the answers, then the consents.

What came from a person is data: nothing in it may move the cursor, colour, reorder or hide a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from kiosk.core.appointments import Visitor, appointments
from kiosk.core.blocks import Receipt, Worded
from kiosk.core.consent import Understanding
from kiosk.core.documents import Document, unpack_all
from kiosk.core.phone import pairs
from kiosk.core.procedure import (
    Answer,
    Channel,
    Field,
    FieldType,
    Label,
    Option,
    Procedure,
    Says,
    Step,
    Unsaid,
    holds,
    sheet,
    shown,
)
from kiosk.core.reference import spell
from kiosk.core.when import read_when
from kiosk.office.inbox import Act, Consent, PassedFrom, Stop, Value
from kiosk.words.catalogues import Catalogues
from kiosk.words.console import ConsoleUi
from kiosk.words.office import OfficeCli
from kiosk.words.passing import PassingUi

SAFE_CONTACT = (
    "danger",
    "contact",
    "phone",
    "who_answers",
    "message",
    "slots",
    "come_back",
    "spoken_language",
    "interpreter",
)
"""Answers that say how to reach her without harm: read before anybody dials."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST_LABEL = 80
_JOINERS = "\u200c\u200d"  # Persian and Indic scripts are misspelt without them


def on_one_line(text: str) -> str:
    """Give the text on one line, without control, format and direction characters."""
    spaced = "".join(" " if c in "\t\n\r" else c for c in text)
    return "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _INVISIBLE)


def read_label(typed: str) -> str:
    """Read what somebody calls a machine. Raises ValueError: nothing, too long, or no line of text."""
    label = " ".join(typed.split())
    if not label or len(label) > _LONGEST_LABEL or label != on_one_line(label):
        raise ValueError
    return label


class Shown:
    """Words acts and withdrawals in one language.

    Args:
        catalogues: the words.
        language: of the office.
    """

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        self._catalogues, self._language = catalogues, language

    def stop(self, stop: Stop) -> str:
        """Say in one line what must be stopped or checked."""
        if stop.alone:
            return self._say(OfficeCli.STOP_ALONE, reference=spell(stop.reference))
        code = OfficeCli.STOP_ORAL if stop.key is None else OfficeCli.STOP_KEY
        return self._say(code, reference=spell(stop.reference))

    def coming(self, visitors: Iterable[Visitor]) -> Receipt:
        """Give the list of who comes, on paper."""
        words, language = self._catalogues, self._language
        title = Worded(words.say(ConsoleUi.COMING, language), language)
        return appointments(title, visitors, lambda day: Worded(words.date(day, language), language))

    def act(self, act: Act, desk: str, procedure: Procedure | None, *, doubtful: bool = False) -> list[str]:
        """Give the lines of an act.

        Args:
            act: what was opened.
            desk: the label of the desk that it came from.
            procedure: the guidance in the very version that was followed; None where it is not here.
            doubtful: whether its desk is trusted no longer, so that nothing shows when the act was made.
        """
        title = (
            self._guide(procedure.title) if procedure else f"{on_one_line(act.procedure)} {on_one_line(act.version)}"
        )
        lines = [f"=== {spell(act.reference)} – {title}", self._say(OfficeCli.FROM, desk=on_one_line(desk))]
        if act.passed:
            lines += self._passed(act.passed)
        if doubtful:
            lines.append(self._say(OfficeCli.DOUBTFUL))
        if act.until:
            lines.append(self._say(OfficeCli.UNTIL, date=self._catalogues.date(act.until, self._language)))
        if act.language != "fr":
            tongue = self._catalogues.name_of(act.language) or act.language
            lines.append(self._say(OfficeCli.LANGUAGE, language=on_one_line(tongue)))
        if act.stop_asked:
            lines.append(self._say(OfficeCli.STOP_ORAL, reference=spell(act.reference)))
        if procedure is None:
            lines.append(self._say(OfficeCli.NO_PROCEDURE))
        asked = _asked(procedure)
        names = sorted(act.answers, key=lambda name: (list(asked).index(name) if name in asked else len(asked), name))
        first = [name for name in SAFE_CONTACT if name in act.answers]
        for heading, group in (
            (OfficeCli.CONTACT, first),
            (OfficeCli.ANSWERS, [name for name in names if name not in first]),
        ):
            if group:
                lines += ["", f"-- {self._say(heading)}"]
                lines += [self._answer(name, act.answers[name], asked.get(name)) for name in group]
        if brings := list(self._to_bring(act.answers, procedure)):
            lines += ["", f"-- {self._say(OfficeCli.TO_BRING)}", *brings]
        lines += ["", f"-- {self._say(OfficeCli.CONSENT_ACT)}", *self._consent(act.act)]
        return [*lines, "", f"-- {self._say(OfficeCli.CONSENT_HANDOVER)}", *self._consent(act.handover), ""]

    def _passed(self, passed: PassedFrom) -> Iterator[str]:
        """Say which office passed an act on, under which reference she knows it, and what she agreed to."""
        office, reference = on_one_line(passed.office), spell(on_one_line(passed.reference))
        yield self._say(PassingUi.FROM_OFFICE, office=office, reference=reference)
        yield from self._consent(passed.consent)

    def _to_bring(self, answers: Mapping[str, Value], procedure: Procedure | None) -> Iterator[str]:
        """Give what she is to bring: who calls her says it, for it was not read to her in the visit."""
        one = sheet(procedure, Channel.OFFICE) if procedure else None
        said = {name: _as_answered(value) for name, value in answers.items()}
        for block in one.blocks if one else ():
            if block.bring and holds(block.when, said):
                yield f"  {self._guide(block.title)}"
                yield from (f"  {self._guide(each)}" for each in shown(block.says, said))

    def _answer(self, name: str, value: Value, asked: tuple[Step, Field | None] | None) -> str:
        if asked is None:
            return f"{on_one_line(name)}\u00a0: {self._value(value, (), None)}"
        step, field = asked
        label = self._guide(step.title)
        if field:
            label = f"{label}, {self._guide(field.label)}"
        mark, sep = " " if label.endswith("?") else "\u00a0: ", "\u00a0; "
        if field and field.type is FieldType.DOCUMENTS and isinstance(value, tuple):
            return f"{label}{mark}{sep.join(self._named(value))}"
        return f"{label}{mark}{self._value(value, step.options, field)}"

    def _named(self, value: tuple[Value, ...]) -> Iterator[str]:
        """Word the documents that she named; what is not one is shown as it came."""
        for each in value:
            found = unpack_all((each,))
            yield from map(self._document, found) if found else (self._value(each, (), None),)

    def _document(self, document: Document) -> str:
        day = self._catalogues.when(document.day, self._language) if document.day else ""
        return ", ".join(part for part in (self._say(document.sort), day, *map(on_one_line, _words(document))) if part)

    def _value(self, value: Value, options: tuple[Option, ...], field: Field | None) -> str:
        match value:
            case None:
                return self._say(Unsaid.UNKNOWN)
            case bool():
                return self._say(Unsaid.NONE)
            case tuple():
                return "\u00a0; ".join(self._value(part, options, field) for part in value)
        for option in options:
            if option.id == value:
                return self._guide(option.label)
        if field and field.type is FieldType.DATE and (when := read_when(value)):
            return self._catalogues.when(when, self._language)
        return pairs(on_one_line(value)) if field and field.type is FieldType.PHONE else on_one_line(value)

    def _consent(self, consent: Consent) -> Iterator[str]:
        at = consent.at.astimezone()  # the hour of whoever reads it
        yield self._say(OfficeCli.CONSENT_AT, date=at.date(), time=f"{at:%H:%M}")
        yield self._say(
            OfficeCli.CONSENT_HOW, how=self._how(consent.understanding), tongue=on_one_line(consent.language)
        )
        for text in (consent.text, consent.french):
            yield from (f"  | {on_one_line(line)}" for line in text.split("\n") if text)

    def _how(self, understanding: str) -> str:
        if understanding in set(Understanding):
            return self._say(Understanding(understanding))
        return on_one_line(understanding)

    def _guide(self, label: Says | Label) -> str:
        return on_one_line(self._catalogues.guidance(label, self._language))

    def _say(self, code: Enum, **values: object) -> str:
        return self._catalogues.say(code, self._language, **values)


def _as_answered(value: Value) -> Answer:
    """Give an answer as guidance looks at it: an act has nothing where she did not know, and no where there is none."""
    if value is None:
        return Unsaid.UNKNOWN
    return Unsaid.NONE if isinstance(value, bool) else value


def _words(document: Document) -> tuple[str, str]:
    return document.author, document.title


def _asked(procedure: Procedure | None) -> dict[str, tuple[Step, Field | None]]:
    """Give for each answer the step, and the field if it was typed, in the order of the procedure."""
    asked: dict[str, tuple[Step, Field | None]] = {}
    for step in procedure.steps if procedure else ():
        fields = {field.id: field for field in step.fields}
        asked |= {name: (step, fields.get(name)) for name in step.answers}
    return asked
