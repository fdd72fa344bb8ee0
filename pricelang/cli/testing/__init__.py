"""What `pricelang test` is made of: the examples and their outcomes, and the ways to write them."""
