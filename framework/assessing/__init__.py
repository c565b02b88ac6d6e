"""One rater's assessment: the record, its rules, the scoring law, and what to do first."""
