"""This machine itself: its clocks, its keyboard, its terminal, its files. It knows nothing of what it is asked for."""
