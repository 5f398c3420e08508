"""The way back: annotations made in other programs, as gold or as review decisions."""
