"""Brings the catalogues up to date with the sentences of kiosk/wording.py and of kiosk/procedures/*.toml.

    scripts/extract            writes locales/*.pot and updates every locales/<language>/LC_MESSAGES/*.po
    scripts/extract --check    writes nothing; exit code 1 if something is stale, missing or wrong

French and the pseudo-locale are made, not translated. To begin a language: make its folder
locales/<language>/LC_MESSAGES, run this, translate, and have a speaker set `X-Reviewed: yes` in both headers.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, write_po

from kiosk.core.errors import ProcedureFault
from kiosk.core.procedure import Label, Procedure, Says
from kiosk.library import COMMON, SHIPPED, examine
from kiosk.wording import ERRORS, PLURALS, Ui, sentences
from scripts.compile import LOCALES, Book, read

FRENCH, PSEUDO = "fr", "en_XA"
REVIEWED = frozenset({FRENCH, "en"})
"""Languages whose words were written by people of the project; others begin unreviewed."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")  # all controls but \n, and bidi overrides
_ACCENTED = str.maketrans("aeiouycnAEIOUYCN", "áéíóúýçñÁÉÍÓÚÝÇÑ")
_VOWEL = re.compile(r"[aeiouyàâäçéèêëîïôöùûüœ]", re.IGNORECASE)


# ---- templates: what there is to translate ----------------------------------------------------


def templates(procedures: Path = SHIPPED) -> dict[str, Book]:
    """Give the two templates: the sentences of the kiosk and the guidance. Raises ProcedureFault."""
    return {"kiosk": _kiosk(), "procedures": _procedures(procedures)}


def _template() -> Book:
    book = Book()
    book.mime_headers = [("MIME-Version", "1.0"), *_ENCODING.items()]
    return book


_ENCODING = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}


def _kiosk() -> Book:
    """Read the tables themselves: a sentence that is not in them is never shown, so none can be forgotten."""
    book = _template()
    for name, member in Ui.__members__.items():
        book.add(member.value, auto_comments=[f"Ui.{name}"])
    for codes, worded in sentences().items():
        for code, text in worded.items():
            book.add(text, auto_comments=[f"{codes.__name__}.{code.name}"])
    for error, text in ERRORS.items():
        book.add(text, auto_comments=[error.__name__])
    for key, forms in PLURALS.items():
        book.add(forms, auto_comments=[key])
    return book


def _procedures(folder: Path) -> Book:
    book = _template()
    for file in sorted(folder.glob("*.toml")):
        if file.name == COMMON:
            continue
        procedure, faults = examine(file)
        if procedure is None:
            raise faults[0]
        for comment, what in _guidance(procedure):
            book.add(what.text, context=what.context, auto_comments=[comment])
        for source in procedure.sources:
            book.add(source.name, context="source", auto_comments=["a source, in: (selon …)"])
    return book


def _guidance(procedure: Procedure) -> Iterator[tuple[str, Says | Label]]:
    yield "title, on the home screen", procedure.title
    yield "summary, on the home screen", procedure.summary
    for step in procedure.steps:
        kind = step.kind.value
        yield f"{kind}: title", step.title
        yield from ((f"{kind}: text", each) for each in step.says)
        yield from ((f"{kind}: reason for", each) for each in step.reasons_for)
        yield from ((f"{kind}: reason against", each) for each in step.reasons_against)
        for option in step.options:
            yield f"{kind}: answer {option.id}", option.label
            yield from ((f"{kind}: about answer {option.id}", each) for each in option.says)
        for field in step.fields:
            yield f"{kind}: field {field.id}", field.label
            if field.hint:
                yield f"{kind}: hint of {field.id}", field.hint
    for sheet in procedure.sheets:
        yield "sheet: title", sheet.title
        for block in sheet.blocks:
            yield "sheet: heading", block.title
            yield from (("sheet: text", each) for each in block.says)
            yield from (("sheet: blank to fill by hand", each) for each in block.blanks)


# ---- catalogues: what is translated -----------------------------------------------------------


def merge(template: Catalog, old: Book, language: str) -> Book:
    """Give the catalogue of a language: the sentences of the template, with the translations that it has.

    Translations of sentences that are gone stay below as comments while others are missing, because a changed
    sentence is translated from what it was before; once all is translated they go.
    """
    book = Book()
    book.header_comment = old.header_comment
    book.mime_headers = (_header(language) | old.fields | _ENCODING | {"Language": language}).items()
    known = {(m.context, _first(m)): m for m in (*old.obsolete.values(), *old) if m.id}
    made = _MADE.get(language)
    for each in template:
        if not each.id:
            continue
        message = copy(each)
        before = known.pop((each.context, _first(each)), None)
        if made:
            message.string = _made(each, made, book.num_plurals)
        elif before and message.pluralizable == before.pluralizable:
            message.string, message.user_comments = before.string, before.user_comments
            message.flags = message.flags | (before.flags & {"fuzzy"})
        else:
            message.string = ("",) * book.num_plurals if message.pluralizable else ""
        message.flags = message.flags - {"python-format"}  # Babel takes the French « 10 % des » for one
        book[message.id] = message
    if not made and any(_untranslated(m) for m in book if m.id):
        for message in known.values():
            if any(_strings(message)):
                book.obsolete[book._key_for(message.id, message.context)] = message
    return book


def pseudo(text: str) -> str:
    """Turn a sentence into one that looks foreign, is a third longer, and says where it begins and ends."""
    parts = re.split(f"({_PLACEHOLDER.pattern})", text)
    parts[::2] = [_VOWEL.sub(lambda vowel: vowel[0] * 2, part).translate(_ACCENTED) for part in parts[::2]]
    return f"[!!! {''.join(parts)} !!!]"


_MADE: Mapping[str, Callable[[str], str]] = {FRENCH: str, PSEUDO: pseudo}
"""Languages that nobody translates."""


def _made(message: Message, make: Callable[[str], str], plurals: int) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return make(message.id)
    one, many = message.id
    return (make(one), *[make(many)] * (plurals - 1))


def _header(language: str) -> dict[str, str]:
    plural = get_plural("en" if language == PSEUDO else language)
    name = "Pseudo" if language == PSEUDO else (Locale.parse(language).display_name or language)
    return {
        "Language": language,
        "MIME-Version": "1.0",
        **_ENCODING,
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        "X-Native-Name": name[0].upper() + name[1:],
        "X-Reviewed": "yes" if language in REVIEWED else "no",
    }


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string or ""
    return (strings,) if isinstance(strings, str) else tuple(strings)


def _untranslated(message: Message) -> bool:
    return message.fuzzy or not all(_strings(message))


# ---- what is wrong ----------------------------------------------------------------------------


def problems(template: Catalog, book: Book) -> Iterator[str]:
    """Say in what a catalogue differs from its template, or contradicts it."""
    wanted = {(m.context, _first(m)): m for m in template if m.id}
    there = {(m.context, _first(m)): m for m in book if m.id}
    yield from (f"missing: {_named(m)}" for key, m in wanted.items() if key not in there)
    yield from (f"obsolete: {_named(m)}" for key, m in there.items() if key not in wanted)
    for key in (key for key in wanted if key in there):
        message = there[key]
        ids, strings = _ids(message), _strings(message)
        if message.fuzzy:
            yield f"fuzzy: {_named(message)}"
        if not all(strings):
            yield f"not translated: {_named(message)}"
            continue
        if len(strings) != (book.num_plurals if len(ids) > 1 else 1) or len(ids) != len(_ids(wanted[key])):
            yield f"other plural forms: {_named(message)}"
        for string in strings:
            if sorted(_PLACEHOLDER.findall(string)) != sorted(_PLACEHOLDER.findall(ids[-1])):
                yield f"other placeholders: {_named(message)}"
            if string.count("\n") != ids[-1].count("\n"):
                yield f"other line breaks: {_named(message)}"
            if _FORBIDDEN.search(string):
                yield f"control character: {_named(message)}"


def _named(message: Message) -> str:
    return f"{message.context + ': ' if message.context else ''}« {_first(message)} »"


# ---- the command ------------------------------------------------------------------------------


def text_of(book: Book) -> bytes:
    """Write a catalogue without line numbers and without wrapping, so that a diff shows what changed."""
    out = BytesIO()
    write_po(out, book, width=0, no_location=True)
    return out.getvalue().rstrip(b"\n") + b"\n"


def wanted_files(locales: Path, found: Mapping[str, Book]) -> Iterator[tuple[Path, Book]]:
    """Give every file that there should be, with its content. Raises PoFileError for one that cannot be read."""
    languages = {FRENCH, "en", PSEUDO, *(each.parent.name for each in locales.glob("*/LC_MESSAGES"))}
    for domain, template in found.items():
        yield locales / f"{domain}.pot", template
        for language in sorted(languages):
            po = locales / language / "LC_MESSAGES" / f"{domain}.po"
            yield po, merge(template, read(po) if po.exists() else Book(), language)


def check(locales: Path, found: Mapping[str, Book]) -> list[str]:
    """Give everything that is stale or wrong, a line each."""
    wrong: list[str] = []
    for file, book in wanted_files(locales, found):
        name = file.relative_to(locales).as_posix()
        if not file.exists():
            wrong.append(f"{name}: not there, run scripts/extract")
            continue
        if file.suffix == ".po" and file.parts[-3] not in _MADE:
            wrong += [f"{name}: {each}" for each in problems(found[file.stem], read(file))]
        if file.read_bytes() != text_of(book):
            wrong.append(f"{name}: stale, run scripts/extract")
    return wrong


def extract(locales: Path, found: Mapping[str, Book]) -> list[str]:
    """Write every file that differs and give what is left for a translator to do, a line each."""
    for file, book in list(wanted_files(locales, found)):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != text_of(book):
            file.write_bytes(text_of(book))
    return check(locales, found)


def main(arguments: list[str]) -> int:
    """Run the command."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    try:
        wrong = (check if arguments else extract)(LOCALES, templates())
    except (PoFileError, ProcedureFault) as error:
        print(error)
        return 1
    print("\n".join(wrong) or "locales: up to date")
    return 1 if wrong and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
