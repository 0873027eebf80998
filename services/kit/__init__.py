"""The runtime every service stands on. It knows the contracts and no service."""
