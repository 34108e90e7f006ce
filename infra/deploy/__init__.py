"""From this tree to a project: packages, keys, checks."""
