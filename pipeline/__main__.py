"""`python -m pipeline` is `onrecord`."""

from __future__ import annotations

from pipeline.cli import main

main()
