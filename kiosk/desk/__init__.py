"""One folder of one association, its settings too: made, opened, copied, ended. Only `run` says why it cannot start."""
