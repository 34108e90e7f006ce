"""Reference tables that ship with the code, each loaded once when first asked for."""
