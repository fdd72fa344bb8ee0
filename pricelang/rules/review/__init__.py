"""Reviews: prices that somebody has looked at lately."""
