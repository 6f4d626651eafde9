"""The other face: plain lines, one per change, for Braille, speech and any terminal; errands, words and core alone."""
