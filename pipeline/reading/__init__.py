"""Reading: paths in, articles out. One file a format, found through the registry; bad input is set aside, never raised.

for found in read_inputs(["raw/", "more.jsonl.gz"]):
    if isinstance(found, Rejection): …
"""

from __future__ import annotations

from pipeline.reading.article import Article
from pipeline.reading.counting import count_inputs
from pipeline.reading.inputs import STDIN, read_inputs
from pipeline.reading.rows import given_date
from pipeline.rejections import Rejection

__all__ = ["STDIN", "Article", "Rejection", "count_inputs", "given_date", "read_inputs"]
