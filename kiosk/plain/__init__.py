"""Plain lines: what is said and typed on any terminal, for Braille and speech. Both faces of lines share it."""
