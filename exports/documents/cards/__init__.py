"""Cards to print and cut: what a group talks about without a screen, and a link for each person."""
