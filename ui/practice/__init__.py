"""What the pages about practice checks share."""
