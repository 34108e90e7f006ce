"""What every function shares: the domain, its workflows, the adapters and the HTTP boundary."""

import gc

# Loading makes many objects that stay and hardly any garbage; to look for it after every 700 takes
# a tenth of a cold start. Cycles are still found, a few megabytes later.
gc.set_threshold(100_000, 20, 20)
