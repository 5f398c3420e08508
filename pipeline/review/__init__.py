"""Review: people check the records, and nothing they decide is ever lost.

Decisions lie in one append-only file beside the records (`review.sqlite`), anchored to the words they are about.
Machine output is never changed: what people see and what leaves the house is worked out from both.
"""
