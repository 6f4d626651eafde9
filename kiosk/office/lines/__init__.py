"""The office in plain lines: what is said and typed. It asks a `Bureau`, and knows no key, no disk and no network."""
