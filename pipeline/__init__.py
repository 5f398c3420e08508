"""onrecord reads press texts into records of who said or did what, for or against what, and when.

import pipeline
record = pipeline.extract("…", published="2020-06-11")
"""
