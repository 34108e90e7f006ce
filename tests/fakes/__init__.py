"""In-memory stand-ins for the ports; the contract tests hold them to what the real ones do."""
