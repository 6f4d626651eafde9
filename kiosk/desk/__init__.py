"""One folder of one association: how it is made, opened, copied and ended. Nothing here asks or says."""
