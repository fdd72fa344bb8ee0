"""What `pricelang check` is made of beside the check: where findings go, and which of them are known already."""
