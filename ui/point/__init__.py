"""The page of one point: its form and its steps."""
