"""HTTP in, Problem out: one file a subject. No rule lives here."""
