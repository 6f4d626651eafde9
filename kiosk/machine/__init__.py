"""This machine itself: its clocks, its keyboard, its terminal, its files, and what is to be set right in it. It knows nothing of what it is asked for."""
