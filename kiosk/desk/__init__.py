"""One folder of one association, its settings too: made, opened, copied and ended. Nothing here asks or says."""
