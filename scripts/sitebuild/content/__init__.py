"""Disk -> records. The only room that reads what editors write; what is wrong becomes problems."""
