"""The steps, in the order that each names. A released step is never changed: a later one corrects it."""
