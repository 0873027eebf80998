"""Bytes: upload sessions, verification, renditions, the fair queue. Owner of `media.assets.v1`."""
