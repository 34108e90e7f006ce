"""The shopping list: what plans miss, what people write beside it, and what becomes of it."""
