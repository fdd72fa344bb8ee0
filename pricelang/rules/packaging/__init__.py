"""Core, Upgrade, Add-on: what is in the base product, what lifts people up, what is sold by itself."""
