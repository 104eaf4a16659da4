"""Where a library is kept: TinyDB documents in SQLite rows."""
