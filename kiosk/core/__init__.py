"""Rules: frozen values in, values out; no disk, no clock, no randomness, no dependency."""
