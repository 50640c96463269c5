"""Addresses that never break: what was published, what has moved, and what servers are told of it."""
