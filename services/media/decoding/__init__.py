"""Opening files that strangers sent: what they are, what is wrong with them, and what is made of them.

Parsers of pictures, films and documents run only in child processes with limits (`pool.py`, `child.py`, `confine.py`). The
service uses `decoders.Decoders`, `scan.Scanner` and the words in `shapes.py`; nothing here is imported by this file, since
every child passes through it.
"""
