"""Finished files -> a site in its place: the engine, old addresses, servers' files, the folder, the swap."""
