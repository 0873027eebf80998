"""HTTP in, problem out; no rule lives here."""
