"""What `pricelang bill` is made of: the question, usage files, and a bill as a table, as Markdown and as JSON."""
