"""The site as data: JSON with schemas, CSV, Markdown, a feed, a sitemap. All from the same `Site` and articles."""
