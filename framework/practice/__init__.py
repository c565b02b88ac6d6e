"""The practice check: statements, responses, what may be shown of them, and the agenda of a question table."""
