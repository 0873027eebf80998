"""Calling whom somebody else named: guarded addresses, one attempt over HTTP, and signatures in the form of Standard Webhooks."""
