"""The rules of receiving: pure functions over frozen data, no I/O, the clock handed in. `judging.py` is the way in."""
