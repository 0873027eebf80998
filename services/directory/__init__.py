"""Who: organisations, people, roles, editions, obligations, and the keys that tokens are checked with."""
