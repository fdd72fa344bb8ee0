"""The margin of each tier: worked out, and written as text, Markdown and JSON."""
