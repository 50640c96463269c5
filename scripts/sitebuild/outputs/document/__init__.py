"""Word documents for those who work on with the text: one a recommendation, and one of everything."""
