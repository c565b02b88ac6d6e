"""The light pages of a practice check: to fill in, and to lead a group."""
