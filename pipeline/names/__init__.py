"""Names of actors: how they are normalised, taken apart and compared. Knows words only, no document.

`key` is what two spellings of one name share; `person_parts` takes titles and suffixes off; `same_person` and
`same_organization` say whether two names may be one actor's; `acronyms` are the short forms a name would have.
"""

from __future__ import annotations

from pipeline.names.bodies import (
    acronyms,
    families,
    is_acronym,
    is_body,
    is_branch,
    looks_acronym,
    organization_families,
    person_of,
    same_organization,
)
from pipeline.names.persons import (
    PARTICLES,
    Gender,
    Person,
    Title,
    is_credential,
    leading_title,
    person_name,
    person_parts,
    same_person,
    title_before,
    titles,
)
from pipeline.names.places import demonyms, place_forms, place_name, state_names
from pipeline.names.spelling import has_legal_form, key, without_article, without_legal_form, without_possessive, words

__all__ = [
    "PARTICLES",
    "Gender",
    "Person",
    "Title",
    "acronyms",
    "demonyms",
    "families",
    "has_legal_form",
    "is_acronym",
    "is_body",
    "is_branch",
    "is_credential",
    "key",
    "leading_title",
    "looks_acronym",
    "organization_families",
    "person_name",
    "person_of",
    "person_parts",
    "place_forms",
    "place_name",
    "same_organization",
    "same_person",
    "state_names",
    "title_before",
    "titles",
    "without_article",
    "without_legal_form",
    "without_possessive",
    "words",
]
