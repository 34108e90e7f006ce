"""What every function shares: the domain, its workflows, the adapters and the HTTP boundary."""
