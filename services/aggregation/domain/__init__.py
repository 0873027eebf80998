"""The rules of counting. Nothing here does I/O; the state is a ledger of standings, and every figure is a function of it."""
