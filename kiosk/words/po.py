"""Reads, writes and compiles catalogues: a .po file is for people, the .mo file beside it is what gettext opens.

The build hook of the wheel loads it by its path: so it needs Babel only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError as PoFileError
from babel.messages.pofile import PoFileParser, write_po

ENCODING = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
_LINE = re.compile(rb'(?:#.*|(?:msg[a-z_]+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*")?')
"""What a line may be: a comment, words between quotation marks, or nothing. Babel itself takes words that are cut."""
_OF_THE_MOMENT = frozenset({"pot-creation-date", "po-revision-date", "generated-by", "x-generator"})


class Book(Catalog):
    """A catalogue that keeps its own header fields and has no dates in them.

    Babel's own drops the fields it does not know, where a language says its name, and adds the time and its
    version, which makes every file differ each time.
    """

    def __init__(self, language: str | None = None) -> None:
        super().__init__(charset="utf-8", fuzzy=False, header_comment="# Written by scripts/extract.")
        self.fields: dict[str, str] = {}
        if language:
            self.mime_headers = [("Language", language)]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields of the header."""
        *fields, (name, value) = (self.fields or {"Content-Type": "text/plain; charset=utf-8"}).items()
        return [*fields, (name, value + "\n")]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self.fields |= {name: value for name, value in headers if name.lower() not in _OF_THE_MOMENT}
        self._set_mime_headers(self.fields.items())


def read_book(po: Path) -> Book:
    """Read a .po file. Raises PoFileError, which names it, for one that is not well made."""
    book = Book()
    try:
        data = po.read_bytes()
        for number, line in enumerate(data.splitlines()):
            if not _LINE.fullmatch(line.strip()):
                raise PoFileError("a line is cut", book, repr(line), number)
        PoFileParser(book, abort_invalid=True).parse(BytesIO(data))
    except PoFileError as error:
        error.args = (f"{po}: {error}",)
        raise
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
    ) as error:  # the parser on what is no text
        raise PoFileError(f"{po}: {error}", book, "", 0) from error
    return book


def header(language: str, locale: str = "") -> dict[str, str]:
    """Give the fields that the catalogues of a language begin with.

    Args:
        language: its code.
        locale: how the Unicode tables name it, where it is another name.
    """
    plural = get_plural(locale or language)
    return {
        "Language": language,
        "MIME-Version": "1.0",
        **ENCODING,
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    }


def text_of(book: Book) -> bytes:
    """Write a catalogue without line numbers and without wrapping, so that a diff shows what changed."""
    out = BytesIO()
    write_po(out, book, width=0, no_location=True)
    return out.getvalue().rstrip(b"\n") + b"\n"


def compile_all(locales: Path) -> list[Path]:
    """Write each .mo that is missing or older than its .po, and give every .mo there is.

    A file is replaced in one move, so that a kiosk or a test that opens it meanwhile never finds half of it.
    """
    compiled = []
    for po in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns <= po.stat().st_mtime_ns:
            fresh = mo.with_name(f".{mo.name}.{os.getpid()}")
            book = read_book(po)
            try:
                with fresh.open("wb") as stream:
                    write_mo(stream, book)
                fresh.replace(mo)
            finally:
                fresh.unlink(missing_ok=True)
        compiled.append(mo)
    return compiled
