"""What a screen or a document says of an assessment."""
