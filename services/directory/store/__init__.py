"""The directory's documents and queries: the only place that knows its MongoDB collections."""
