"""Words: folding of the two written forms, read by the checks and by the search."""
