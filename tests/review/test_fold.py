"""Decisions re-applied: after a stage change, an edit of the article, a change of mind."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Claim
from pipeline.review.anchors import occurrences
from pipeline.review.fold import stand
from tests.review.factory import TEXT, claim, claims, decision, record

HARBOUR = claim(TEXT, "x", "Activists cheered.", "Activists", "a law", "support", form="assessment")


def changed(made: Claim, **values: object) -> Claim:
    """A claim as another version of a stage might give it."""
    return Claim.model_validate({**made.model_dump(), **values})


def statuses(standing) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {c.id: c.status for c in standing.claims()}


def test_accepted_edited_added_in_and_rejected_out() -> None:
    now = record()
    fixed = changed(now.claims[2], stance="support")
    standing = stand(
        now,
        [
            decision(now, "accept", "c1"),
            decision(now, "reject", "c2"),
            decision(now, "edit", "c3", fixed),
            add := decision(now, "add", value=HARBOUR),
        ],
    )
    added = f"added-{add.id[:12]}"
    assert statuses(standing) == {"c1": "accepted", "c3": "edited", "c4": "machine", added: "added"}
    assert standing.items["c3"].shown.stance == "support"
    assert not standing.conflicts


def test_the_last_word_counts_and_an_undo_brings_the_one_before_back() -> None:
    now = record()
    first, second = decision(now, "accept", "c1"), decision(now, "reject", "c1")
    undo = decision(now, "undo", undoes=second.id)
    assert "c1" not in statuses(stand(now, [first, second]))
    assert statuses(stand(now, [first, second, undo]))["c1"] == "accepted"


def test_a_stage_that_renumbers_and_rescores_changes_nothing() -> None:
    before = record()
    made = tuple(changed(c, id=f"c{9 - n}", confidence=0.1, stage="new") for n, c in enumerate(before.claims))
    standing = stand(record(made=made), [decision(before, "accept", "c1"), decision(before, "reject", "c2")])
    assert statuses(standing) == {"c9": "accepted", "c7": "machine", "c6": "machine"}
    assert not standing.conflicts


def test_a_changed_machine_claim_is_a_conflict_and_the_person_stands_in() -> None:
    before = record()
    now = record(made=(changed(before.claims[0], stance="support"), *before.claims[1:]))
    standing = stand(now, [decision(before, "accept", "c1")])
    (conflict,) = standing.conflicts
    assert (conflict.reason, conflict.rival, conflict.fields) == ("changed", "c1", ("stance",))
    assert [c.stance for c in standing.claims() if c.holder.name == "Harbour League"] == ["oppose"]


def test_a_rejection_of_a_claim_that_has_changed_is_a_conflict() -> None:
    before = record()
    now = record(made=(changed(before.claims[0], form="demand"), *before.claims[1:]))
    standing = stand(now, [decision(before, "reject", "c1")])
    assert [c.fields for c in standing.conflicts] == [("form",)]
    assert statuses(standing)["c1"] == "machine"


def test_a_claim_the_machine_lost_stays_accepted_and_rests_rejected() -> None:
    before = record()
    now = record(made=before.claims[2:])
    kept, dropped = decision(before, "accept", "c1"), decision(before, "reject", "c2")
    standing = stand(now, [kept, dropped])
    assert statuses(standing)[f"added-{kept.id[:12]}"] == "accepted"
    assert standing.resting == [dropped] and not standing.conflicts


def test_two_reviewers_on_a_claim_the_machine_lost_share_one_item() -> None:
    before = record()
    now = record(made=before.claims[1:])
    both = [decision(before, "accept", "c1"), decision(before, "accept", "c1", reviewer="ben")]
    assert [len(i.verdicts) for i in stand(now, both).items.values() if i.machine is None] == [2]


def test_edited_words_are_a_conflict() -> None:
    before = record()
    text = TEXT.replace("“We oppose the new camera network,”", "“We hate the new camera network,”")
    now = record(text=text, made=())
    standing = stand(now, [decision(before, "accept", "c1"), decision(before, "edit", "c4", before.claims[3])])
    (conflict,) = standing.conflicts
    assert conflict.reason == "lost" and "evidence" in conflict.lost
    assert list(statuses(standing).values()) == ["edited"]


def test_a_rejection_whose_sentence_was_edited_is_a_conflict_with_the_new_claim() -> None:
    before = record()
    text = TEXT.replace("called the ban a mistake", "called the ban a grave mistake")
    evidence = "Mayor Lee Otis called the ban a grave mistake."
    now = record(text=text, made=(claim(text, "c1", evidence, "Lee Otis", "the ban", cue="called"),))
    (conflict,) = stand(now, [decision(before, "reject", "c3")]).conflicts
    assert (conflict.reason, conflict.rival) == ("lost", "c1")


def test_one_of_two_equal_sentences_rejected_and_taken_out_of_the_text() -> None:
    text = "Holm said on Monday: “We oppose it.” Much later, in Bergen, Otis said: “We oppose it.” Then all left."
    one, two = (claim(text, f"c{n}", "We oppose it.", "Holm", "it") for n in (1, 2))
    second = text.rindex("We oppose it.")
    place = {"start": second, "end": second + 13, "text": "We oppose it."}
    target = {"start": second + 10, "end": second + 12, "text": "it"}
    two = changed(two, evidence=place, target=target)
    before = record(text=text, made=(one, two))
    shorter = text.replace("Holm said on Monday: “We oppose it.” ", "")
    now = record(text=shorter, made=(claim(shorter, "c1", "We oppose it.", "Holm", "it"),))
    standing = stand(now, [decision(before, "reject", "c1")])
    assert statuses(standing) == {"c1": "machine"}, "the other sentence was not rejected"


def test_a_claim_added_by_hand_that_the_machine_learns_is_accepted_there() -> None:
    before = record(made=claims()[:3])
    add = decision(before, "add", value=claims()[3])
    assert statuses(stand(record(), [add]))["c4"] == "accepted"
    close = record(made=(*claims()[:3], changed(claims()[3], form="position")))
    assert [c.rival for c in stand(close, [add]).conflicts] == ["c4"]


def test_verdicts_on_an_added_claim_and_the_addition_taken_back() -> None:
    now = record()
    add = decision(now, "add", value=HARBOUR)
    key = f"added-{add.id[:12]}"
    about = decision(now, "add", value=HARBOUR).value
    edit = decision(now, "edit", value=changed(HARBOUR, stance="mixed"), seen=about, thread=add.id, reviewer="ben")
    reject = decision(now, "reject", seen=about, thread=add.id)
    assert stand(now, [add, edit]).items[key].shown.stance == "mixed"
    assert key not in statuses(stand(now, [add, reject]))
    undo = decision(now, "undo", undoes=add.id)
    assert stand(now, [add, edit, undo]).items[key].shown.stance == "mixed", "ben's word is not ada's to take back"


def test_settling_takes_the_old_decision_out_and_undoing_brings_it_back() -> None:
    before = record()
    now = record(made=(changed(before.claims[0], stance="support"), *before.claims[1:]))
    old = decision(before, "accept", "c1")
    new = decision(now, "accept", "c1", settles=(old.id,))
    assert not stand(now, [old, new]).conflicts
    assert stand(now, [old, new, decision(now, "undo", undoes=new.id)]).conflicts


def test_finished_holds_until_something_is_open_again() -> None:
    now = record(made=claims()[:1])
    done = [decision(now, "accept", "c1"), decision(now, "finish")]
    assert list(stand(now, done).finished) == ["ada"]
    assert not stand(record(made=claims()[:2]), done).finished
    assert not stand(record(text=TEXT + " More.", made=claims()[:1]), done).finished


WORDS = st.sampled_from(["the", "ban", "oppose", "Otis", "“", "🛰️", "\n\n", "police", "network", "x"])
EDIT = st.tuples(st.sampled_from(["cut", "put", "swap"]), st.integers(0, 400), st.integers(0, 60), WORDS)


def edited(text: str, edits: list[tuple[str, int, int, str]]) -> str:
    """`text` after cuts, insertions and moves of stretches."""
    for kind, at, length, word in edits:
        at = min(at, len(text))
        piece = text[at : at + length]
        if kind == "cut":
            text = text[:at] + text[at + length :]
        elif kind == "put":
            text = text[:at] + word + " " + text[at:]
        else:
            text = text[:at] + text[at + length :] + piece
    return text or "x"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(EDIT, max_size=6),
    st.lists(st.sampled_from(["accept", "reject", "edit", "add", None]), min_size=4, max_size=4),
    st.sets(st.integers(0, 3)),
    st.data(),
)
def test_no_edit_of_the_article_loses_a_decision(edits, verbs, lost, data) -> None:  # type: ignore[no-untyped-def]
    before = record()
    made = []
    for c, verb in zip(before.claims, verbs, strict=True):
        if verb is not None:
            value = changed(c, form="demand") if verb in ("edit", "add") else None
            made.append(decision(before, verb, None if verb == "add" else c.id, value))
    text = edited(TEXT, edits)
    machine = []
    for n, c in enumerate(before.claims):
        if n not in lost and all(s in text for s in (c.evidence.text, c.holder.name)):
            kept = {f: getattr(c, f) for f in ("form", "attribution", "reporter", "instrument", "subject_stance")}
            for f in ("cue", "condition"):
                kept |= {f: getattr(c, f).text} if getattr(c, f) else {}
            machine.append(claim(text, c.id, c.evidence.text, c.holder.name, c.target.text, c.stance,
                                 concept=c.target.concept, **kept))  # fmt: skip
    standing = stand(record(text=text, made=tuple(machine)), made)
    applied = [v.decision.id for item in standing.items.values() for v in item.verdicts.values()]
    listed = [c.decision.id for c in standing.conflicts] + [d.id for d in standing.resting]
    assert sorted(applied + listed) == sorted(d.id for d in made), "each is applied once or listed once"
    for item in standing.items.values():
        for verdict in item.verdicts.values():
            said = (verdict.decision.value or verdict.decision.seen).claim
            left = verdict.claim or item.shown
            assert left.evidence.text == said.evidence.text and left.holder.name == said.holder.name
            assert text[left.evidence.start : left.evidence.end] == said.evidence.text
            assert left.evidence.start in list(occurrences(text, said.evidence.text))
