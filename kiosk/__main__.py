"""`python -m kiosk` is the `kiosk` command."""

from kiosk.commands.line import main

if __name__ == "__main__":
    raise SystemExit(main())
