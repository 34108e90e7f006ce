"""How public services on the web are asked: by name, within their limits, and never for long."""
