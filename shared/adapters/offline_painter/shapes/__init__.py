"""Shapes of food, one module per kind. Each draws one piece of a size in a colour."""
