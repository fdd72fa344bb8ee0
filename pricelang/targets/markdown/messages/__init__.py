"""The words of the page, one file per language; every one has the same keys and places."""
