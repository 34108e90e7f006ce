"""Gather, decide, apply: each workflow's effects are its parameters."""
