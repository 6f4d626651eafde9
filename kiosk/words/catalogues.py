"""Opens catalogues and words codes when they are shown: the language changes with every person.

What the person hears or reads, guidance above all, is in the `person` catalogue, what the staff reads in the `staff`
catalogue, both keyed by their French text. A missing or broken catalogue never stops the desk: French is in the code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kiosk.core.errors import AddressFault, DriveGone, FileFault, KioskError
from kiosk.core.harmless import harmless
from kiosk.core.title import Label
from kiosk.words.dates import PSEUDO as PSEUDO
from kiosk.words.dates import SOURCE_LANGUAGE as SOURCE_LANGUAGE
from kiosk.words.dates import day_and_hour, full, of_month
from kiosk.words.languages import Language
from kiosk.words.opening import FRENCH, PERSON, STAFF, WHOLE, CatalogueFiles, Key, LeftInFrench, catalogue_folder
from kiosk.words.person import PersonUi, is_hers
from kiosk.words.plurals import PLURALS
from kiosk.words.senses import sense
from kiosk.words.ui import Ui, sentence

if TYPE_CHECKING:  # imported where used: the first screen words no guidance and no receipt
    from kiosk.core.blocks import Block, DayAndHour, Piece, Receipt, Worded
    from kiosk.core.paper import PrintReport
    from kiosk.core.procedure import Says
    from kiosk.core.review import Stage
    from kiosk.core.when import When

OLD_AFTER_MONTHS = 12
_MISFIT = (LookupError, ValueError, AttributeError, ArithmeticError)
"""What `format` or a plural rule raises when a translation, which is data from outside, does not fit."""


class Catalogues:
    """Words in every language that is there.

    Args:
        folder: where `<language>/LC_MESSAGES/{person,staff}.mo` are.
        pseudo: also offer the pseudo-locale, which shows what was not translated or is too long.
        today: reads the day, for statements that were checked long ago.
        old_after: months after which they were.
        drafted: whether what no speaker reviewed is said in a language, and marked; otherwise it is said in French.
        own: a folder made alike of an association, whose words come first, and which may bring languages.
        last_review: gives the last day that a review may have (`kiosk.core.review`); without it, any day is taken.
        own_sayings: gives what the association's own guidance says, each with which of its meanings.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        pseudo: bool = False,
        today: Callable[[], date] | None = None,
        old_after: int = OLD_AFTER_MONTHS,
        drafted: bool = True,
        own: Path | None = None,
        last_review: Callable[[], date] | None = None,
        own_sayings: Callable[[], Collection[Key]] = tuple,
    ) -> None:
        self._files = CatalogueFiles(
            folder or catalogue_folder(), drafted=drafted, own=own, last_review=last_review, own_sayings=own_sayings
        )
        self._pseudo = pseudo
        self._today, self._old_after = today, old_after

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self._files.folder

    @property
    def broken(self) -> list[str]:
        """Catalogues that could not be read; French stands in for them. Not those that nobody has made yet."""
        return self._files.broken

    def codes(self) -> Sequence[str]:
        """Name the languages that are there, French or not, without a look into their files."""
        return self._files.codes()

    def voice_of(self, language: str) -> str:
        """Give the name by which a machine's voice knows a language."""
        return self._files.language(language).voice or language

    def languages(self) -> Sequence[Language]:
        """Give the languages offered, French first, then by their names, those shown by the French one last."""
        files = self._files
        found = [
            files.language(code)._replace(reviewed=files.is_reviewed(code), whole=files.is_whole(code))
            for code in files.codes()
            if code != SOURCE_LANGUAGE and (code != PSEUDO or self._pseudo)
        ]
        french = files.source()._replace(reviewed=True)
        return [french, *sorted(found, key=lambda each: (not each.screen, each.name if each.screen else each.shown))]

    def say(self, code: Enum, language: str, /, **values: object) -> str:
        """Word a code; in French, its dates too, where it has no translation or one with other placeholders."""
        return self._worded(sentence(code), PERSON if is_hers(code) else STAFF, language, values)

    def count(self, key: str, number: int, language: str) -> str:
        """Word a sentence that counts, with the language's own plural rule."""
        one, many = PLURALS[key]
        try:
            return self._files.catalogue(STAFF, language).ngettext(one, many, number).format(n=number)
        except _MISFIT:
            return FRENCH.ngettext(one, many, number).format(n=number)

    def report(self, report: PrintReport, language: str) -> list[str]:
        """Word what became of a print: the outcome, then why and what to do."""
        from kiosk.core.paper import Cause, PrintOutcome, Script

        if (report.outcome, report.cause) == (PrintOutcome.PRINTED, Cause.ON_A_KEY):
            return [self.say(Cause.ON_A_KEY, language)]
        words = [self.say(report.outcome, language)]
        if report.cause is Cause.MISSING_GLYPH and not report.package:
            return [*words, self.say(Ui.PRINTER_NO_SIGN, language)]
        if report.cause is Cause.MISSING_GLYPH:
            script = self.say(Script(report.script), language)
            return [*words, self.say(report.cause, language, script=script, package=report.package)]
        return [*words, *([self.say(report.cause, language)] if report.cause else [])]

    def error(self, error: KioskError, language: str) -> str:
        """Word what went wrong and its remedy: a file is named with its reason, a USB key by its folder."""
        from kiosk.words.files import reason as file_reason

        if isinstance(error, FileFault) and not isinstance(error, DriveGone) and (code := file_reason(error.reason)):
            sentence_ = Ui.ADDRESS_FAULT if isinstance(error, AddressFault) else Ui.FILE_FAULT
            return self.say(sentence_, language, file=error.file, reason=self.say(code, language))
        from kiosk.words.errors import error_sentence  # no first screen says one

        drive = getattr(error, "drive", None)
        return self._worded(error_sentence(error), STAFF, language, {} if drive is None else {"drive": drive})

    def guidance(self, what: Says | Label, language: str, *, dated: bool = True) -> str:
        """Word guidance with its doubts: an opinion names its sources, C says who can answer, an old one its date.

        Args:
            what: the statement, or a label.
            language: the language.
            dated: False leaves it out that a statement is old.
        """
        text = self._guidance(what.context, what.text, language)
        if isinstance(what, Label):
            return text
        if isinstance(text, LeftInFrench):
            language = SOURCE_LANGUAGE  # its doubts are French too
        from kiosk.core.procedure import AskWhom, Confidence, is_old
        from kiosk.words.unsure import takes_doubt

        if takes_doubt(what.text):
            named = all(source.name for source in what.sources if source.confidence is what.confidence)
            names = [self._guidance("source", each.name, language) for each in what.sources if named and each.name]
            asks = [source.ask for source in what.sources if source.ask]
            if what.confidence is Confidence.C:
                text = self.say(asks[0] if asks else AskWhom.CALL, language, text=_bare(text))
            elif what.confidence is Confidence.B and names:
                text = self.say(PersonUi.ACCORDING_TO, language, text=_bare(text), names=self._listed(names, language))
        if dated and self._today and is_old(what, self._today(), self._old_after):
            text = self.say(PersonUi.CHECKED_LONG_AGO, language, text=_bare(text), date=what.checked)
        return text

    def plain(self, what: Says | Label, language: str) -> str:
        """Word guidance without its doubts; French where there is no translation."""
        return self._guidance(what.context, what.text, language)

    def is_translated(self, what: Says | Label, language: str) -> bool:
        """Tell whether guidance has words of its own in a language."""
        return not isinstance(self.plain(what, language), LeftInFrench)

    def translation(self, french: str, meant: str | None, language: str) -> str | None:
        """Give the words of a sentence of the person's in a language; None where it has none.

        Args:
            french: the sentence.
            meant: which of its meanings (`kiosk.words.senses`); None where it has one.
            language: the language.
        """
        catalogue = self._files.catalogue(PERSON, language)
        theirs = catalogue.gettext(french) if meant is None else catalogue.pgettext(meant, french)
        return None if isinstance(theirs, LeftInFrench) else theirs

    def stage(self, french: str, theirs: str | None, language: str) -> Stage:
        """Tell how far a sentence is in a language, by its words in both."""
        return self._files.reviews(language).state(french, theirs)

    def is_reviewed(self, said: Iterable[Says | Label | Enum], language: str) -> bool:
        """Tell whether each of these sentences, doubts included, was found right by a speaker of a language.

        French alone needs no review: all others are translations of it. No header of a file counts: a record names
        the very words (see `kiosk.core.review`).
        """
        from kiosk.core.review import Stage

        if language == SOURCE_LANGUAGE:
            return True
        reviews = self._files.reviews(language)
        return bool(reviews) and all(
            reviews.state(french, theirs) is Stage.REVIEWED
            for what in said
            for french, theirs in self._pairs(what, language)
        )

    def has_words(self, said: Iterable[Says | Label | Enum], language: str) -> bool:
        """Tell whether each of these sentences, doubts included, has words in a language."""
        return language == SOURCE_LANGUAGE or all(
            theirs is not None for what in said for _, theirs in self._pairs(what, language)
        )

    def is_drafted(self, said: Iterable[Says | Label | Enum], language: str) -> bool:
        """Tell whether any of these sentences has words in a language that no speaker reviewed."""
        if language == SOURCE_LANGUAGE:
            return False
        from kiosk.core.review import Stage

        reviews = self._files.reviews(language)
        return any(
            reviews.state(french, theirs) is Stage.DRAFTED
            for what in said
            if isinstance(what, Enum) or self.is_translated(what, language)  # the doubts of a French one are French
            for french, theirs in self._pairs(what, language)
        )

    def date(self, day: date | DayAndHour, language: str) -> str:
        """Write a date in full, or when somebody is received, in the language's own way."""
        known = self._files.language(language)
        if isinstance(day, date):
            return full(day, known.locale or language, known.months)
        return day_and_hour(day.day, day.minute, day.zone, known.locale or language, known.months)

    def when(self, when: When, language: str) -> str:
        """Write a date as far as it is known, in the language's own way."""
        if when.exact is not None:
            return self.date(when.exact, language)
        known = self._files.language(language)
        return of_month(when.first, known.locale or language, known.months) if when.month else str(when.year)

    def name_of(self, language: str) -> str:
        """Give the French name of a language, as a person says which one she speaks."""
        known = self._files.source() if language == SOURCE_LANGUAGE else self._files.language(language)
        return known.french if language in {SOURCE_LANGUAGE, *self.codes()} - {PSEUDO} else ""

    def of_screens(self, language: str) -> str:
        """Give the language that the screens are in where this one is chosen: French, unless all of them have words."""
        return language if language in WHOLE or language == PSEUDO else SOURCE_LANGUAGE

    def drawn(self, language: str) -> str:
        """Give the language that a terminal shows of hers: French where it cannot draw her script."""
        return language if self._files.language(language).screen else SOURCE_LANGUAGE

    def word(self, receipt: Receipt, language: str, *, marked: bool = True) -> Receipt:
        """Word every piece of a receipt in the person's language, with French beside it.

        Where no speaker reviewed some of her words, her own pages say so at their end; a letter is French.

        Args:
            receipt: what is to be worded.
            language: hers.
            marked: False for a part of something that is marked elsewhere.
        """
        from kiosk.core.blocks import CUT, Receipt

        def words(blocks: Sequence[Block]) -> tuple[Block, ...]:
            return tuple(self._word_block(block, language) for block in blocks)

        marks = self._marks(receipt.blocks, language) if marked else []
        at = len(receipt.blocks) if receipt.letter is None else receipt.letter - CUT
        return Receipt(
            words([*receipt.blocks[:at], *marks, *receipt.blocks[at:]]),
            None if receipt.letter is None else receipt.letter + len(marks),
            words([*receipt.kept, *self._marks(receipt.kept, language)]),
            words(receipt.copied),
            receipt.pages,
        )

    def _marks(self, blocks: Sequence[Block], language: str) -> Sequence[Block]:
        """Give what marks blocks some of whose words no speaker reviewed; nothing for others."""
        from kiosk.core.blocks import Blank, Line, Pair, Para, Phrase, Title
        from kiosk.core.procedure import Label, Says

        pieces: list[Piece] = []
        for block in blocks:
            match block:
                case Title(own) | Para(own) | Blank(own):
                    pieces += own
                case Pair(name, value):
                    pieces += (*name, *value)
        said = [piece.line if isinstance(piece, Phrase) else piece for piece in pieces]
        drafted = self.is_drafted((each for each in said if isinstance(each, Says | Label | Enum)), language)
        return [Para((Phrase(Line.DRAFTED),))] if drafted else []

    def _word_block(self, block: Block, language: str) -> Block:
        from kiosk.core.blocks import Blank, Pair, Para, Title

        match block:
            case Title() | Para() | Blank():
                return replace(block, pieces=self._word_pieces(block.pieces, language))
            case Pair():
                return Pair(self._word_pieces(block.name, language), self._word_pieces(block.value, language))
            case _:
                return block

    def _word_pieces(self, pieces: Sequence[Piece], language: str) -> tuple[Worded, ...]:
        worded: dict[str, Worded] = {}
        for piece in pieces:
            french = self._word_piece(piece, SOURCE_LANGUAGE)
            theirs = self._word_piece(piece, language)
            # the same words once, and as French: what has no translation does not run from right to left
            for each in (theirs, french) if theirs.text != french.text else (french,):
                worded.setdefault(each.text, each)
        return tuple(worded.values())

    def _word_piece(self, piece: Piece, language: str) -> Worded:
        from kiosk.core.blocks import DayAndHour, InFrench, Literal, Phrase, Worded

        match piece:
            case Worded():
                return piece
            case DayAndHour():
                text = self.date(piece, language)
            case Phrase():
                text = self.say(piece.line, language, **piece.values)
            case Literal():
                return Worded(piece.text, SOURCE_LANGUAGE, fixed=True)
            case InFrench(what):
                return self._word_piece(what, SOURCE_LANGUAGE)
            case _:
                text = self.guidance(piece, language)
        return Worded(text, language, rtl=self._files.language(language).rtl)

    def _worded(self, french: str, domain: str, language: str, values: Mapping[str, object]) -> str:
        theirs = self._files.catalogue(domain, language).gettext(french)
        try:
            return self._fill(theirs, SOURCE_LANGUAGE if isinstance(theirs, LeftInFrench) else language, values)
        except _MISFIT:
            return self._fill(FRENCH.gettext(french), SOURCE_LANGUAGE, values)

    def _fill(self, text: str, language: str, values: Mapping[str, object]) -> str:
        if not values:
            return text
        return text.format(**{name: self._value(value, language) for name, value in values.items()})

    def _value(self, value: object, language: str) -> object:
        """Give what stands in a sentence: a date in words; a text or a path, which may be a stranger's, harmless."""
        if isinstance(value, date):
            return self.date(value, language)
        if isinstance(value, str | PurePath):
            return harmless(str(value))
        if isinstance(value, int):
            return value
        from kiosk.core.when import When

        return self.when(value, language) if isinstance(value, When) else value

    def _guidance(self, context: str, text: str, language: str) -> str:
        if language == SOURCE_LANGUAGE:
            return text  # no-break spaces and all, as it was read
        catalogue, meant = self._files.catalogue(PERSON, language), sense(text, context)
        return catalogue.gettext(text) if meant is None else catalogue.pgettext(meant, text)

    def _of_code(self, code: Enum, language: str) -> str | None:
        """Give the words of a code in a language; None where it has none."""
        theirs = self._files.catalogue(PERSON if is_hers(code) else STAFF, language).gettext(sentence(code))
        return None if isinstance(theirs, LeftInFrench) else theirs

    def _listed(self, names: Sequence[str], language: str) -> str:
        unique = list(dict.fromkeys(names))
        if len(unique) == 1:
            return unique[0]
        return self.say(PersonUi.AND, language, first=", ".join(unique[:-1]), last=unique[-1])

    def _pairs(self, what: Says | Label | Enum, language: str) -> Iterator[tuple[str, str | None]]:
        """Give all that is said with a sentence, in French and in a language; None where it has no words there."""
        if isinstance(what, Enum):
            yield sentence(what), self._of_code(what, language)
            return
        text = self.plain(what, language)
        yield what.text, None if isinstance(text, LeftInFrench) else text
        if isinstance(what, Label):
            return
        from kiosk.words.unsure import takes_doubt

        if takes_doubt(what.text):
            for source in what.sources:
                if source.name:
                    name = self._guidance("source", source.name, language)
                    yield source.name, None if isinstance(name, LeftInFrench) else name
                    yield from self._pairs(PersonUi.ACCORDING_TO, language)
                if source.ask:
                    yield from self._pairs(source.ask, language)


def _bare(text: str) -> str:
    """Drop the full stop, so that a parenthesis can follow."""
    return text.removesuffix(".")
