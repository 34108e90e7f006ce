"""One module per outside system, translating its vendor's errors into the domain's."""
