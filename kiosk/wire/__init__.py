"""The bytes that travel, defined without any key in reach."""
