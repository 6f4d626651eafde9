"""DOOR to the ear: plays what speakers recorded and lets a machine say the rest. It is given worded guidance alone."""
