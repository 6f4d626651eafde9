"""Every sentence for people, and the catalogues that translate them. Codes come in, words go out."""
