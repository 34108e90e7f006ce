"""One module per outside system, each translating its vendor's errors into `shared.domain.errors`."""
