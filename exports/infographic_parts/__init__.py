"""What the infographic and the card are made of: the report in their words, and the parts of the page."""
