"""Many reports in one table: its columns, made from the call, how a cell is read and shown, and how rows become reports."""
