"""What every program in a terminal shares: keys in, pictures and lines out, an end that leaves nothing; no act."""
