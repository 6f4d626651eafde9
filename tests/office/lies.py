"""Every lie that a message can tell: made from the types of its fields, so that a new field is lied about, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec
from msgspec import inspect
from msgspec.structs import replace

from kiosk.wire.signed import Acknowledgement, SignedAck

Lies = Iterator[tuple[str, Any]]
Sign = Callable[[Acknowledgement], bytes]
DONORS = 1
"""Honest values of other messages that are put in a place, at most."""
FAR = 1 << 53


def lies(kind: inspect.Type, value: Any, donors: Sequence[Any], sign: Sign) -> Lies:
    """Give what a liar may say in the place of a value: each by its name.

    Args:
        kind: what its field takes.
        value: what is true.
        donors: what is said in this place of another act, at another time, by another office.
        sign: signs a statement with the liar's own key.
    """
    others = [each for each in donors if each != value]
    yield from ((f"another's {at}", each) for at, each in enumerate(others[:DONORS]))
    match kind:
        case inspect.StructType():
            yield from _parts(kind, value, donors, sign)
        case inspect.VarTupleType():
            yield "dropped", ()
            yield "doubled", (value or (made(kind.item_type),)) * 2
            yield "turned", value[::-1]
            inside = [*chain.from_iterable(donors)]
            yield from (("added", (*value, each)) for each in [each for each in inside if each not in value][:1])
            for number, item in enumerate(value[:1]):
                siblings = [each for each in (*value, *inside) if each is not item]
                for name, lie in lies(kind.item_type, item, siblings, sign):
                    yield f"{number} {name}", (*value[:number], lie, *value[number + 1 :])
        case inspect.UnionType():
            (inner,) = (each for each in kind.types if not isinstance(each, inspect.NoneType))
            yield "dropped", None
            true = made(inner) if value is None else value
            yield "made up", true
            yield from lies(inner, true, [each for each in donors if each is not None], sign)
        case inspect.BytesType():
            yield "random", made(kind) if not value else bytes(byte ^ 0x5A for byte in value)
            yield "cut", value[:-1]
        case inspect.IntType():
            yield from (("older", kind.ge or 0), ("oldest", 1 - FAR), ("next", value + 1))
            yield from (("far", (kind.lt or FAR) - 1), ("middle", 1_000_000_000))
        case inspect.StrType():
            yield from (("empty", ""), ("too_late", "too_late"), ("wild", "\x1b[2J"), ("a reference", "ZZZZZZZZ0"))
        case inspect.LiteralType():
            yield from ((str(each), each) for each in kind.values)
        case inspect.BoolType():
            yield "turned", not value
        case _:
            raise AssertionError(f"nobody has thought about lies of {kind}")


def _parts(kind: inspect.StructType, value: Any, donors: Sequence[Any], sign: Sign) -> Lies:
    for part in kind.fields:
        there = [getattr(each, part.name) for each in donors]
        for name, lie in lies(part.type, getattr(value, part.name), there, sign):
            told = replace(value, **{part.name: lie})
            if isinstance(told, SignedAck) and part.name == "said":  # unsigned, each is the same lie
                told = replace(told, signature=sign(told.said))
            yield f"{part.name} {name}", told


def made(kind: inspect.Type) -> Any:
    """Make a value up."""
    match kind:
        case inspect.StructType():
            return kind.cls(*(made(part.type) for part in kind.fields))
        case inspect.VarTupleType():
            return (made(kind.item_type),)
        case inspect.UnionType():
            return None
        case inspect.BytesType():
            return b"r" * (kind.min_length or 64)
        case inspect.IntType():
            return max(kind.ge or 0, 1)
        case inspect.StrType():
            return "K7Q4M29XD" if kind.pattern and "{9}" in kind.pattern else "made_up"
        case inspect.LiteralType():
            return kind.values[0]
        case inspect.BoolType():
            return True
    raise AssertionError(f"nobody can make {kind} up")


def parts(message: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    """Give the fields of a message with their types."""
    kind = inspect.type_info(message)
    assert isinstance(kind, inspect.StructType)
    return {part.name: part.type for part in kind.fields}
