"""Filling days from the stock, so that what expires is eaten in time."""
