"""What a label says: its ingredients found, named and judged, each with who says so."""
