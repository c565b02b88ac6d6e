"""Where the work is kept: SQLite in a folder of one's own, or PostgreSQL by URL. SQLAlchemy stays in here."""
