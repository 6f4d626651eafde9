"""The hub: a small blind relay. It keeps sealed bytes and signed words, and knows neither who nor what for."""
