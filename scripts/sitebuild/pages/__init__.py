"""Site -> articles: what each page says, as HTML, before the engine frames it."""
