"""Accessible PDFs: article HTML -> Typst -> tagged PDF, finished by pikepdf."""
