"""Pure rules on typed values: no I/O, no clock, no randomness, no environment."""
