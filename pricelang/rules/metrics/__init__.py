"""What is counted and charged: usage, tasks, outcomes."""
