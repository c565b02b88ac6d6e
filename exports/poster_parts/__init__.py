"""What the poster is made of: the framework in its words, and the parts of the sheet."""
