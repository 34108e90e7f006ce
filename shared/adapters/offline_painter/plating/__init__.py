"""Ways of serving, one function per kind of dish, each drawn around the origin."""
