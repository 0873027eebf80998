"""Documents of media; nothing else knows its collections."""
