"""Inputs that nobody writes on purpose, or somebody does: each is refused in words or taken whole."""
