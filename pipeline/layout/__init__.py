"""What the lines of a text say about its parts and its origin, by their looks alone (no parser)."""
