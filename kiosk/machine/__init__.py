"""This machine itself: clocks, keyboard, terminal, files, what is to be set right. It knows nobody who asks."""
