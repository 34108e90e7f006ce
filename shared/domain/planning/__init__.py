"""Plans of days, and what they hold of the stock."""
