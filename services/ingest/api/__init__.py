"""HTTP in, answers and problems out. No rule lives here."""
