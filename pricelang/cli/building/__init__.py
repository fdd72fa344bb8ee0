"""What `pricelang build` is made of: the works that are asked for, their emission, and their files."""
