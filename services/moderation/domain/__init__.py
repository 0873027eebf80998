"""The rules of review: pure functions over frozen data, a clock and a revision passed in.

Read `table.py` first (state x event), then `rules.py` (who may), `decide.py` (what a decision does), `hear.py` (what other
services say), `queue.py` and `bulk.py`.
"""
