"""Credits: what they burn at, in which order, and what becomes of them."""
