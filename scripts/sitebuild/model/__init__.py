"""What the site is about, as values: records, text with its place, sections. Imports nothing above it."""
