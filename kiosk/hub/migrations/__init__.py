"""How a database of an earlier version becomes one of this version: one step per file of `versions`, never edited."""
