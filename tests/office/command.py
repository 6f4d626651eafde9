"""The office's commands alone, as a program: what the command line does with them, in a few lines."""

from __future__ import annotations

import sys

from kiosk.commands.usage import speaking
from kiosk.core.errors import KioskError
from kiosk.glass.terminal import Terminal
from kiosk.office.commands import register
from kiosk.words.catalogues import Catalogues
from kiosk.words.ui import sentence

parser = speaking(sentence, "fr")()
terminal = Terminal(Catalogues(), "fr")
register(parser.add_subparsers(required=True))
arguments = parser.parse_args()
try:
    sys.exit(arguments.action(arguments, terminal))
except KioskError as error:
    sys.exit(100 + terminal.fail(error))
