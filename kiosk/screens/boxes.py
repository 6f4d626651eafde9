"""What opens over any screen: the help, the languages, the glossary, the question before the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from kiosk.core.errors import ProcedureFault
from kiosk.glass.gate import WAY
from kiosk.glass.widgets.bars import is_large
from kiosk.screens.actions import Keys
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen, HelpScreen, LanguageScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.jobs import background
from kiosk.screens.neutral import HiddenScreen, NeutralScreen
from kiosk.screens.unlock import UnlockScreen
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.unlock import Session
    from kiosk.screens.guard import Guard
    from kiosk.screens.stage import PartsHost
    from kiosk.screens.usher import Usher

EVIDENT = (Keys.PAGE_DOWN, Keys.REPAINT)
"""Keys that the help leaves out first, where there is no room for all."""
HELP_ROWS, HELP_COLUMNS = 9, 66
"""Rows of keys that the help has room for."""


class Boxes:
    """Opens what explains or asks over what is shown, where that is allowed.

    Args:
        stage: the app.
        usher: goes on in the language that was chosen.
        guard: says what is covered, and whose passphrase it is.
    """

    def __init__(self, stage: PartsHost, usher: Usher, guard: Guard) -> None:
        self._stage, self._usher, self._guard = stage, usher, guard

    def help(self) -> None:
        """Show the help."""
        if not self._may_cover():
            return
        screen, words = self._stage.screen, self._stage.words
        keys = (*screen.keys, *screen.more, Keys.REPAINT) if isinstance(screen, KioskScreen) else (Keys.REPAINT,)
        if is_large(screen):
            rows = [f"{cap} {told}" for cap, told in words.told_keys(keys)]
        else:
            rows = _side_by_side(words.told_keys(keys))
        if not is_large(screen) and any(
            len(row) > HELP_COLUMNS for row in rows
        ):  # a language of longer words says less of each key
            rows = _side_by_side(words.keys([key for key in keys if key not in EVIDENT]))
        about = words.say(Ui.DISCREET_HELP if words.discreet else Ui.HELP_TEXT)
        text = f"{about}\n\n" + "\n".join(rows) + f"\n\n{words.say(Ui.HELP_CLOSE)}"
        self._stage.push_screen(HelpScreen(words.say(Ui.KEY_HELP), text))

    def languages(self) -> None:
        """Ask for the person's language."""
        screen, words = self._stage.screen, self._stage.words
        if not self._may_cover() or not self._stage.is_open or self._guard.asks_passphrase():
            return
        if not (isinstance(screen, KioskScreen) and screen.has_languages):
            return  # a picture has no words
        languages = words.languages(self._usher.visit)
        rows, notes = [(each.code, each.listed) for each in languages], words.marks_told(languages)
        self._stage.push_screen(LanguageScreen(words.say(Ui.LANGUAGE_TITLE), "  ".join(notes), rows), self._spoken)

    async def _spoken(self, language: str | None) -> None:
        if language is not None and language != self._stage.words.language:
            await self._usher.speak(language)

    def glossary(self) -> None:
        """Explain words, those of the page first."""
        screen = self._stage.screen
        if self._stage.is_open and isinstance(screen, KioskScreen) and Keys.WORDS in (*screen.keys, *screen.more):
            background(self._stage, self._explain(screen, self._stage.session), group=WAY)

    async def _explain(self, screen: KioskScreen, session: Session) -> None:
        from kiosk.screens.words import WordsScreen

        try:
            terms = await self._stage.work(session.library.glossary)
        except ProcedureFault as error:
            screen.problem(self._stage.words.error(error))
            return
        await self._guard.until_uncovered()
        words = self._stage.words
        before = words.language, words.beside

        async def read(_: None) -> None:
            if (words.language, words.beside) != before:  # else what is pointed at below stays so
                await screen.relanguage()

        if self._stage.screen is screen:
            self._stage.push_screen(WordsScreen(terms, screen.page_words()), read)

    def stop(self) -> None:
        """Stop the kiosk: after a question, and in real mode after the passphrase."""
        if not isinstance(self._stage.screen, HomeScreen):
            return
        if self._guard.has_passphrase:
            self._stage.push_screen(UnlockScreen(Ui.QUIT_PASSPHRASE, self._stop, may_go_back=True))
            return
        say = self._stage.words.say
        choices = [("no", say(Ui.QUIT_NO)), ("yes", say(Ui.QUIT_YES))]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._stage.leave()

        self._stage.push_screen(ConfirmScreen(say(Ui.QUIT_TITLE), "", choices), answered)

    async def _stop(self, passphrase: str) -> None:
        await self._guard.verify(passphrase)
        self._stage.leave()

    def _may_cover(self) -> bool:
        """Tell whether a box may open here: not over another box, nor over a page that says nothing."""
        bare = ConfirmScreen | HelpScreen | LanguageScreen | HiddenScreen | NeutralScreen
        return not isinstance(self._stage.screen, bare)


def _side_by_side(keys: Sequence[tuple[str, str]]) -> list[str]:
    """Give a line for each key, or for two where a window of 24 rows would cut them."""
    rows = [f"{cap:<8} {words}" for cap, words in keys]
    half = (len(rows) + 1) // 2
    if len(rows) <= HELP_ROWS:
        return rows
    return [f"{left:<32} {right}".rstrip() for left, right in zip_longest(rows[:half], rows[half:], fillvalue="")]
