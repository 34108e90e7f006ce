"""The embedded OCR: print read on this machine, without a key or a network."""
