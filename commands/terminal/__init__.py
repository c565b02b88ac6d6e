"""What is drawn on a terminal. Only who draws imports this, since rich is slow to load."""
