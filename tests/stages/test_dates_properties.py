"""Properties of the dates stage: it never crashes, stays inside the text, and gives valid values."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.annotations import Metadata
from pipeline.stages.dates import DateTagger

_PHRASES = (
    "last next this the past coming week year years day days month Friday March May June 11 2020 2019-20 1990s '80s "
    "first third quarter of in by since until two half an hour hours ago earlier later before after early mid-March "
    "end fiscal p.m. 5 12:45 noon ET night morning every each daily now recently one three-year Christmas Easter Day "
    "2020-06-11 6/11/20 31/12/9999 century decade decades , . - ( ) 's 9999 30th February a"
)
_WORDS = _PHRASES.split()
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
    st.text(max_size=60),
    st.text("0123456789/-:. apmQ'", max_size=24),
)
_ANCHORS = st.one_of(
    st.none(),
    st.dates().map(str),
    st.datetimes().map(lambda when: when.isoformat(timespec="minutes")),
    st.sampled_from(["2020", "2020-06", "0001-01-01", "9999-12-31", "2020-W24", "soon", ""]),
)
_VALUE = re.compile(
    r"(?:PRESENT|PAST|FUTURE)_REF"
    r"|P(?:X|\d+(?:\.\d+)?)(?:D|W|M|Y|E|C|L|Q|WE)(?:6M|T12H)?|PT(?:X|\d+(?:\.\d+)?)(?:H|M|S)(?:30M|30S)?|P6M|PT12H|PT30M|PT30S"
    r"|(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:[1-7]|WE))?|-Q[1-4X]|-H[12]|-(?:SP|SU|FA|WI))?"
    r"(?:T(?:MO|AF|EV|NI|MI|\d\d(?::\d\d(?::\d\d)?)?Z?))?"
    r"|\d{2,3}"
)


@pytest.fixture(scope="module")
def find(base_nlp):  # type: ignore[no-untyped-def]
    tagger = DateTagger("MDY")

    def run(text, published):  # type: ignore[no-untyped-def]
        doc = base_nlp(text)
        doc._.metadata = Metadata(published=published)
        return tagger(doc)._.dates

    return run


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(text=_TEXTS, published=_ANCHORS)
def test_any_text_any_anchor(find, text, published):  # type: ignore[no-untyped-def]
    dates = find(text, published)
    assert dates == find(text, published)
    end = 0
    for date in dates:
        assert end <= date.range.start < date.range.end <= len(text)
        end = date.range.end
        assert _VALUE.fullmatch(date.value), (text, date.value)
        assert (date.earliest is None) == (date.latest is None)
        assert date.earliest is None or date.earliest <= date.latest
