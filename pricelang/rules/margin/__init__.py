"""Margin: cost is the floor of a price, value its ceiling."""
