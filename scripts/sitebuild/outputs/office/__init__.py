"""What slides and documents share: packing that gives the same bytes, and pictures as PNG."""
