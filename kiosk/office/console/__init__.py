"""The office's screens: what is shown and pressed. They ask a `Bureau`, and know no key, no disk and no network."""
