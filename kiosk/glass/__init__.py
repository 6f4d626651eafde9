"""What every program with screens shares: keys in, pictures out, an end that leaves nothing behind; no word, no act."""
