"""How others show and cite the site: cards, codes, citations, previews, and data about each page for machines."""
