"""`python -m kiosk` is the `kiosk` command."""

import gc


def main() -> int:
    """Run the command that was typed, and give its exit code."""
    # Hardly anything that is made while it is imported is garbage: `line`, and the desk, look for it when they are in.
    gc.disable()
    from kiosk.commands import line

    return line.main()


if __name__ == "__main__":
    raise SystemExit(main())
