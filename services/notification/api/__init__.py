"""HTTP in, Problem out: what a body may say, what an answer looks like, and the routes. No rule lives here."""
