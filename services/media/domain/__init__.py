"""The rules of media: pure functions over frozen data."""
