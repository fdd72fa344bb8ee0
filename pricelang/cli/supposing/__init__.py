"""What `pricelang what-if` supposes, what follows, and how it is said."""
