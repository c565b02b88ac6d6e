"""The domain: frameworks, assessments and the scoring law. Pure: no screen, no database, no clock, no randomness."""
