"""The hub: a small blind relay. It keeps sealed bytes and signed words, and understands neither what was done nor for whom."""
