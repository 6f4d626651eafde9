"""What this machine says of itself, knowing nothing of what it is asked for."""
