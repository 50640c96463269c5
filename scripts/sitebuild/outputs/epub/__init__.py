"""The book as EPUB 3, for readers of e-books: the same chapters as the PDF."""
