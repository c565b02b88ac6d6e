"""What is drawn on a terminal. Only what draws imports this, since rich is slow to load."""
