"""The rules of the directory, one file a subject: tree, organisations, obligations, editions, people, rights, sessions, keys.

Pure functions over frozen data; the time of day and revisions are handed in.
"""
