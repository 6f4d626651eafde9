"""Errands: what happens in which order. Core rules decide, ports do; nothing concrete is named here."""
