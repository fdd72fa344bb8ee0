"""Comments that let a finding stand: whether they say why, are still needed, and name what exists."""
