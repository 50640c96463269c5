"""Search: the language layer, the documents and the index that the browser loads."""
