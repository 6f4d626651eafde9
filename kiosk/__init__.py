"""Kiosk: an offline help desk that guides, seals, queues and prints acts on Mon espace santé."""

__version__ = "0.1.0"
