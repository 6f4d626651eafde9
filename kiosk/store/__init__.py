"""Door to the disk: what it returns from is durable, and nothing it writes is readable without the key."""
