"""Door to the office: a file is on the disk whole or not at all, and its name tells nothing."""
