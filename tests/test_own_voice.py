"""Who speaks where nobody is quoted."""

from __future__ import annotations

import pytest

from pipeline.annotations import Metadata
from pipeline.own_voice import own_voice_name


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        (
            {"genre": "declaration", "issuer": "Harbour Forum"},
            "We, the undersigned, reject the plan.",
            "the undersigned",
        ),
        ({"genre": "letter"}, "We urge you to act.", "the undersigned"),
        ({"genre": "declaration", "issuer": "Harbour Forum"}, "We reject the plan.", "Harbour Forum"),
        (
            {"genre": "other", "issuer": "The Gazette", "outlet": "The Gazette", "author": "Ann Lee"},
            "Stop it.",
            "Ann Lee",
        ),
        ({"genre": "post", "issuer": "Acme", "author": "Ann Lee"}, "I quit. I never liked my desk.", "Ann Lee"),
        ({"genre": "post", "issuer": "Acme", "author": "Ann Lee"}, "We stop selling it. We are sorry.", "Acme"),
        ({"genre": "post", "issuer": "Acme", "author": "Ann Lee"}, "“I, I and I,” he said. We stop.", "Acme"),
        ({"genre": "release", "issuer": "Acme"}, "Acme stops.", "Acme"),
        ({"genre": "release"}, "Somebody stops.", None),
    ],
)
def test_own_voice(known: dict[str, str], text: str, expected: str | None) -> None:
    assert own_voice_name(Metadata(**known), text) == expected  # type: ignore[arg-type]
