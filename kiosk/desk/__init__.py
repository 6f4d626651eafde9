"""One folder of one association, its settings too: made, opened, copied and ended. Only `run` says, when it cannot begin."""
