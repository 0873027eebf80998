"""The data that `weekwire seed` makes organisations and people from, and how."""
