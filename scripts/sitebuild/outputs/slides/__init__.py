"""Slides for meetings: one deck a recommendation, and one for all of them."""
