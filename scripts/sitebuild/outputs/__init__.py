"""Everything made beside the pages: PDFs, search, data, sharing, assets. A package per kind."""
