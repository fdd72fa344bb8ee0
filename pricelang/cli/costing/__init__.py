"""What `pricelang costs` finds, and how it is said and written."""
