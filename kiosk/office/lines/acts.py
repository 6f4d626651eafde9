"""The list of acts, said: trays with their counts, a page at a time; nothing in it says who somebody is."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.core.errors import KioskError, NotAReference, NotRecorded
from kiosk.core.harmless import harmless
from kiosk.core.health import by_need
from kiosk.core.paper import Cause, Form
from kiosk.core.ports import Drive
from kiosk.core.reference import parse, spell
from kiosk.core.tray import Item, ListOrder, Lookup, Tray, sift, sort
from kiosk.office.lines.act import ActLines
from kiosk.office.lines.orders import IN_LIST, OfficeOrder, deed_words
from kiosk.office.lines.teller import OfficeTeller
from kiosk.office.telling import fetched_words, row_words, say_error
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.console import ConsoleUi, LinesUi
from kiosk.words.health import HealthUi, health_line, visit_words
from kiosk.words.linear import LinearUi
from kiosk.words.papers import FORMS
from kiosk.words.ui import Ui

PAGE = 10
"""Acts that are said in one go."""


class Quit(Exception):  # no fault: somebody closes the office
    """Close it."""


class ListLines:
    """Says what there is, and opens one.

    Args:
        teller: this face.
    """

    def __init__(self, teller: OfficeTeller) -> None:
        self._teller, self._talk, self._say = teller, teller.talk, teller.talk.voice.say
        self._order, self._at = ListOrder.URGENT, ""

    # -- what there is

    def _items(self) -> list[Item]:
        return sort(self._teller.work(self._teller.bureau.items), self._order)

    def _sifted(self) -> dict[Tray, list[Item]]:
        bureau = self._teller.bureau
        return sift(self._items(), bureau.who, bureau.now())

    def counts(self) -> list[str]:
        """Say how many acts lie in each tray."""
        return [self._count(tray, len(those)) for tray, those in self._sifted().items()]

    def _count(self, tray: Tray, number: int) -> str:
        return self._say(LinesUi.COUNT, what=self._say(tray), number=number)

    def where(self, place: str) -> list[str]:
        """Say which list is open, what is asked there, and how many acts lie in each tray."""
        return [self._at, place, *self.counts()]

    # -- trays

    def go(self, *said: str) -> None:
        """Ask for a tray, an act or a deed, until somebody closes the office.

        Raises:
            Quit: they do.
            Afresh: somebody else is there.
        """
        done = "\n".join(said)

        def make() -> Question:
            bureau = self._teller.bureau
            self._at = self._say(LinesUi.HOME, office=bureau.office, who=bureau.who)
            rows = [(str(tray), self._count(tray, len(those))) for tray, those in self._sifted().items()]
            orders = (*IN_LIST, Order.STOP)
            home = LinearUi.PROMPT_HOME
            return Question((), rows, news=done, title=self._at, prompt=home, free=True, seeks=True, orders=orders)

        while True:
            answer = self._talk.ask(make)
            if answer in list(Tray):
                tray = Tray(str(answer))
                self._list(self._say(tray), lambda tray=tray: self._sifted()[tray])  # type: ignore[misc]  # bound now
                done = ""
            else:
                done = self._told(answer)

    def _told(self, answer: TypedWord | str) -> str:
        """Do what was typed where acts are listed; gives what is said of it."""
        try:
            match answer:
                case Order.STOP:
                    return self._stop()
                case OfficeOrder.FILTER:
                    return self._filter()
                case OfficeOrder.SORT:
                    return self._sort()
                case OfficeOrder.FETCH:
                    return self._fetch()
                case OfficeOrder.PRINT:
                    return self._print()
                case OfficeOrder.ALL:
                    return self._take_all()
                case OfficeOrder.DESKS:
                    return self._desks()
                case OfficeOrder.DEEDS:
                    return "\n".join(deed_words(each, self._say) for each in IN_LIST)
                case "":
                    return self._say(Ui.NOTHING_CHOSEN)
                case _:
                    return self._by_reference(str(answer))
        except KioskError as error:
            return say_error(error, self._say, self._talk.voice.error)

    def _stop(self) -> str:
        rows = [("yes", self._say(ConsoleUi.YES)), ("no", self._say(ConsoleUi.NO))]
        if self._teller.ask_one(self._say(ConsoleUi.ASK_LEAVE), rows) == "yes":
            raise Quit
        return ""

    # -- a page at a time

    def _list(self, title: str, those: Callable[[], list[Item]]) -> None:
        at, done = 0, ""
        page: list[Item] = []

        def make() -> Question:
            nonlocal at
            found = those()
            at = min(at, max(len(found) - 1, 0) // PAGE * PAGE)
            page[:] = found[at : at + PAGE]
            self._at = self._say(LinesUi.OPEN_LIST, what=title)
            rows = [(each.act.hex(), self._row(each)) for each in page]
            left = len(found) - at - len(page)
            more = self._say(LinesUi.MORE, number=left) if left else ""
            return Question(
                () if found else [self._say(ConsoleUi.NOTHING)],
                rows,
                news=done,
                title=self._say(LinesUi.COUNT, what=title, number=len(found)),
                at=self._at,
                first=at + 1,
                kept=more,
                prompt=LinearUi.PROMPT_HOME,
                free=True,
                seeks=True,
                orders=(*IN_LIST, Order.BACK, Order.STOP),
            )

        while True:
            answer = self._talk.ask(make)
            act = next((each.act for each in page if each.act.hex() == answer), None)
            if act is not None:
                done = self._open(act)
            elif answer is Order.BACK and at:
                at, done = at - PAGE, ""
            elif answer is Order.BACK:
                return
            elif answer == "" and at + PAGE < len(those()):
                at, done = at + PAGE, ""
            else:
                done = self._told(answer)

    def _row(self, item: Item) -> str:
        """Say one act in a line, each thing with its name; nothing of a person."""
        bureau = self._teller.bureau
        return ", ".join([spell(item.reference), *row_words(item, bureau.now(), self._say)])

    # -- one act

    def _open(self, act: bytes) -> str:
        """Open an act: to read is not to take. Nothing of it is left where it was said."""
        bureau = self._teller.bureau
        try:
            left = ActLines(self._teller, self._teller.work(lambda: bureau.read(act))).go()
        except KioskError as error:
            return say_error(error, self._say, self._talk.voice.error)
        finally:
            self._teller.at = None
        self._talk.empty()
        return self._stop() if left is Order.STOP else ""

    def _by_reference(self, typed: str) -> str:
        try:
            reference = parse(typed).reference
        except NotAReference:
            return self._say(LinearUi.NOT_FOUND)
        found = [each for each in self._items() if each.reference == reference]
        if not found:
            raise NotRecorded
        if len(found) == 1:
            return self._open(found[0].act)
        acts = {each.act for each in found}
        self._list(spell(reference), lambda: [each for each in self._items() if each.act in acts])
        return ""

    def _filter(self) -> str:
        typed = self._teller.ask_line(self._say(ConsoleUi.FILTER_ASK))
        self._talk.empty()  # a name may stand there
        if not typed:
            return ""
        found = list(Lookup(self._items()).matching(typed))
        if len(found) == 1:
            return self._open(found[0].act)
        self._list(self._say(LinesUi.FOUND), lambda: list(Lookup(self._items()).matching(typed)))
        return ""

    # -- all of them

    def _sort(self) -> str:
        rows = [(str(order), self._say(order)) for order in ListOrder]
        wanted = self._teller.ask_one(self._say(ConsoleUi.ASK_SORT), rows)
        self._order = ListOrder(wanted) if wanted else self._order
        return self._say(ConsoleUi.SORTED, order=self._say(self._order))

    def _fetch(self) -> str:
        bureau = self._teller.bureau
        if not bureau.has_hub:
            return self._say(ConsoleUi.NO_HUB)
        told = self._talk.wait(lambda: self._teller.work(bureau.fetch), ConsoleUi.FETCHING)
        return fetched_words(told, self._say)

    def _take_all(self) -> str:
        bureau = self._teller.bureau
        others = self._teller.work(bureau.colleagues)
        if not others:
            return self._say(ConsoleUi.NOBODY)
        name = self._teller.ask_one(self._say(ConsoleUi.ASK_ALL), [(each, each) for each in others])
        if not name:
            return ""
        number = self._teller.work(lambda: bureau.take_all_of(name))
        return self._say(ConsoleUi.TOOK_ALL, number=number)

    def _desks(self) -> str:
        """Say of each desk whether it needs a visit, then how it fares; those that need one first."""
        bureau, say = self._teller.bureau, self._say
        found = by_need(self._teller.work(bureau.desks), bureau.now().date())
        said = [
            ". ".join(filter(None, (harmless(known.label), visit_words(known, why, say), health_line(known, say))))
            for known, why in found
        ]
        return "\n".join(said) or say(HealthUi.NONE)

    def _print(self) -> str:
        bureau = self._teller.bureau
        forms = bureau.press.forms if bureau.press else ()
        if not forms:
            return self._say(ConsoleUi.NO_PRINTER)
        rows = [(str(form), self._say(FORMS[form])) for form in forms]
        wanted = self._teller.ask_one(self._say(ConsoleUi.ASK_PRINT), rows)
        return self._print_on(Form(wanted)) if wanted else ""

    def _print_on(self, form: Form, drive: Drive | None = None) -> str:
        bureau = self._teller.bureau
        report = self._talk.wait(lambda: self._teller.work(lambda: bureau.print_coming(form, drive)), LinesUi.PRINTING)
        if report is None:
            return self._say(ConsoleUi.NOBODY_COMES)
        if report.cause is not Cause.WHICH_KEY or not bureau.press:
            return self._talk.voice.print_report(report)
        drives = bureau.press.drives()
        rows = [(str(number), harmless(each.folder)) for number, each in enumerate(drives)]
        chosen = self._teller.ask_one(self._say(Cause.WHICH_KEY), rows)
        return self._print_on(form, drives[int(chosen)]) if chosen else ""
