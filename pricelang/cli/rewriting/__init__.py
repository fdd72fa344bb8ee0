"""Files that a command changes: shown as a difference, written in their places, fixed."""
