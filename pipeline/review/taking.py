"""Takes a decision: from what the page asks, and how the article stands, to the decision that is written."""

from __future__ import annotations

from pydantic import Field

from pipeline.errors import ReviewError
from pipeline.records import Claim, Model
from pipeline.review.decisions import Decision, Judged, Verb, judge, text_digest
from pipeline.review.desk import Desk
from pipeline.review.draft import Draft, claim_of
from pipeline.review.standing import Item, Standing


class Request(Model):
    """What the page asks."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    document: str = Field(min_length=1, max_length=4096)
    version: str = Field(max_length=64, description="of the record on the screen")
    verb: Verb
    key: str | None = Field(None, max_length=64, description="of the item judged")
    value: Draft | None = None
    settles: tuple[str, ...] = Field((), max_length=1000)
    adjudication: bool = False
    moved_to: str | None = Field(None, max_length=4096)


class StaleError(ReviewError):
    """The record has changed since it was shown."""


def decide(desk: Desk, request: Request, reviewer: str) -> Decision:
    """Write the decision that `request` asks for and return it.

    Raises:
        StaleError: the record on the screen is not the one in the folder.
        ReviewError: the decision cannot be taken.
        RecordError: there is no such document.
    """
    assert desk.journal is not None, "a desk to decide at has a file of decisions"
    if request.verb == "undo":
        raise ReviewError("undo: send it to /api/undo")
    if request.verb in ("move", "drop") and request.document not in desk.folder.glances():
        return desk.journal.append(_on_stray(desk, request, reviewer))
    standing = desk.standing(request.document)
    version = desk.folder.glances()[request.document].version
    if request.version != version:
        raise StaleError(f"{request.document}: the article was extracted again; look at it anew, then decide")
    return desk.journal.append(_decision(standing, request, reviewer, version))


def undo(desk: Desk, identifier: str, reviewer: str) -> tuple[Decision, Decision]:
    """Take back the reviewer's last decision: the undo, and what it takes back.

    Raises:
        ReviewError: there is none.
    """
    assert desk.journal is not None, "a desk to decide at has a file of decisions"
    last = desk.undoable(reviewer)
    if last is None:
        raise ReviewError("nothing to undo")
    act = last.model_copy(
        update={"id": identifier, "verb": "undo", "undoes": last.id, "seen": None, "value": None, "settles": ()}
    )
    return desk.journal.append(act), last


def _decision(standing: Standing, request: Request, reviewer: str, version: str) -> Decision:
    text = standing.record.document.text
    item = _item(standing, request)
    return Decision(
        id=request.id,
        at="",
        reviewer=reviewer,
        document=request.document,
        text_sha256=text_digest(text),
        record_sha256=version,
        verb=request.verb,
        seen=item.saw(text) if item is not None else None,
        thread=item.thread if item is not None else None,
        value=_value(standing, request, item),
        settles=_settled(standing, request, item),
        adjudication=request.adjudication,
    )


def _item(standing: Standing, request: Request) -> Item | None:
    """The item judged; None where the decision is about the article or adds a claim."""
    if request.verb == "finish" and standing.undecided:
        raise ReviewError(f"{len(standing.undecided)} claims of this article are not decided yet")
    if request.verb in ("finish", "add", "drop"):
        return None
    if request.key is None or (item := standing.items.get(request.key)) is None:
        raise ReviewError(f"{request.verb}: no claim {request.key!r} in {request.document!r}")
    return item


def _value(standing: Standing, request: Request, item: Item | None) -> Judged | None:
    """The claim that an edit or addition states."""
    if request.verb not in ("edit", "add"):
        return None
    if request.value is None:
        raise ReviewError(f"{request.verb}: says no claim")
    machine: Claim | None = item.machine if item is not None else None
    added = item is None or item.thread is not None
    claim = claim_of(request.value, standing.record, machine=machine, added=added)
    return judge(claim, standing.record.document.text)


def _settled(standing: Standing, request: Request, item: Item | None) -> tuple[str, ...]:
    """The decisions that this one stands in for: those named, those its claim is the rival of, those it adjudicates."""
    listed = {conflict.decision.id for conflict in standing.conflicts} | {d.id for d in standing.resting}
    unknown = [identifier for identifier in request.settles if identifier not in listed]
    if unknown:
        raise ReviewError(f"settles: {unknown[0]!r} is not a conflict of this article")
    if request.verb == "drop" and not request.settles:
        raise ReviewError("drop: names no conflict to let go")
    settled = dict.fromkeys(request.settles)
    if item is not None:
        settled |= {c.decision.id: None for c in standing.conflicts if c.rival == item.key}
        if request.adjudication:
            settled |= {verdict.decision.id: None for verdict in item.verdicts.values()}
    return tuple(settled)


def _on_stray(desk: Desk, request: Request, reviewer: str) -> Decision:
    """A decision on decisions whose article is gone: it is called something else now, or they are let go."""
    stray = next((stray for stray in desk.strays() if stray.document == request.document), None)
    if stray is None:
        raise ReviewError(f"{request.document!r}: no decisions without an article under this name")
    if request.verb == "move" and request.moved_to not in desk.folder.glances():
        raise ReviewError(f"move: no article {request.moved_to!r}")
    last = stray.decisions[-1]
    return Decision(
        id=request.id,
        at="",
        reviewer=reviewer,
        document=request.document,
        text_sha256=last.text_sha256,
        record_sha256=last.record_sha256,
        verb=request.verb,
        settles=tuple(decision.id for decision in stray.decisions) if request.verb == "drop" else (),
        moved_to=request.moved_to if request.verb == "move" else None,
    )
