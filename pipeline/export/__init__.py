"""Records for other programs, and annotations back from them. Formats: docs/analysis.md."""
