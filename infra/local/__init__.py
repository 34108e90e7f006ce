"""The whole backend on one machine: emulators, functions and one local address for them."""
