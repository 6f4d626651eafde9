"""Leaf: all cryptography, PyNaCl only. Knows bytes, never people; imports nothing but errors and `wire`."""
