"""The review server: one page, and the few addresses it talks to."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import jinja2
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response

from pipeline import labels
from pipeline.errors import OnrecordError, RecordError, ReviewError
from pipeline.records import Model
from pipeline.review.decisions import Decision, fingerprint
from pipeline.review.desk import Desk
from pipeline.review.folder import Folder
from pipeline.review.picks import picks
from pipeline.review.queue import Filter, Queue
from pipeline.review.security import Guard, csrf_of
from pipeline.review.taking import Request as DecisionRequest
from pipeline.review.taking import StaleError, decide, undo
from pipeline.review.views import article_view, decision_view, item_view, standing_view, stray_view
from pipeline.store import read_rejects

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
#: An answer after a decision carries all items up to this many; beyond it, only the one decided.
_FEW = 400


class AsciiJSON(JSONResponse):
    """JSON in ASCII alone: whatever stands in a text, the answer can be encoded."""

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return json.dumps(content, separators=(",", ":")).encode("ascii")


class UndoRequest(Model):
    """What the page asks to take something back."""

    id: str


class Desks:
    """What the addresses share: the folder, its decisions as this reviewer may see them, and the queue."""

    def __init__(self, folder: Path, *, reviewer: str, sample: int | None, blind: bool) -> None:
        self.reviewer, self.blind = reviewer, blind
        self.desk = Desk(folder, only=reviewer if blind else None, make=True)
        self.queue = Queue(self.desk, _drawn(self.desk, sample) if sample else None)

    def article(self, document: str) -> dict[str, Any]:
        """One article of those offered.

        Raises:
            RecordError: there is none.
        """
        if document not in self.queue.documents():
            raise RecordError(f"no article {document!r} in this review")
        return article_view(self.desk, document)

    def after(self, document: str, key: str | None) -> dict[str, Any]:
        """What the page needs to know after a decision on an article."""
        answer: dict[str, Any] = {"document": document, "progress": self.queue.progress()}
        if document in self.desk.folder.glances():
            standing = self.desk.standing(document)
            answer["version"] = self.desk.folder.glances()[document].version
            if len(standing.items) <= _FEW or key is None or key not in standing.items:
                answer |= standing_view(standing)
            else:
                answer |= {"item": item_view(standing.items[key]), "finished": sorted(standing.finished)}
        return answer

    def key_of(self, document: str, decision: Decision) -> str | None:
        """The key under which a claim that was decided on stands in its article."""
        if document not in self.desk.folder.glances():
            return None
        about = decision.seen or decision.value
        items = self.desk.standing(document).items.values()
        return next((item.key for item in items if about is not None and fingerprint(item.shown) == about.print), None)


def create_app(
    folder: Path,
    *,
    reviewer: str,
    token: str | None = None,
    sample: int | None = None,
    blind: bool = False,
    concepts: Mapping[str, str] | None = None,
) -> FastAPI:
    """The review of a folder of records, as an ASGI application.

    Args:
        folder: the records; decisions go into `review.sqlite` beside them.
        reviewer: whose decisions these are.
        token: the key of this start; one is drawn if None (`app.state.token`).
        sample: offer this many articles only, drawn once, the same for every reviewer.
        blind: show nothing of other reviewers.
        concepts: label by id, to pick from.

    Raises:
        RecordError: the folder is missing.
        ReviewError: the file of decisions cannot be used, or the reviewer has no name.
    """
    if not reviewer.strip() or len(reviewer) > 80:
        raise ReviewError(f"reviewer {reviewer!r}: a name of 1 to 80 characters is needed (--reviewer NAME)")
    token = token or secrets.token_urlsafe(32)
    desks = Desks(folder, reviewer=reviewer.strip(), sample=sample, blind=blind)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, default_response_class=AsciiJSON)
    app.state.token, app.state.desks = token, desks
    app.add_middleware(Guard, token=token)
    app.add_exception_handler(OnrecordError, _refused)
    app.add_exception_handler(RequestValidationError, _misshapen)
    _add_page(app, desks, token)
    _add_reading(app, desks, concepts or {})
    _add_deciding(app, desks)
    return app


def _add_page(app: FastAPI, desks: Desks, token: str) -> None:
    """The page itself and the files it is made of, read once at the start."""
    static = {
        path.name: path.read_bytes() for path in (files("pipeline.review") / "static").iterdir() if path.is_file()
    }
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((files("pipeline.review") / "page.html").read_text(encoding="utf-8"))
    html = template.render(reviewer=desks.reviewer, blind=desks.blind, csrf=csrf_of(token), labels=_labels())

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(html)

    @app.get("/static/{name}")
    def file(name: str) -> Response:
        kind = _TYPES.get(Path(name).suffix)
        if name not in static or kind is None:
            return AsciiJSON({"problem": "no such file"}, 404)
        return Response(static[name], media_type=kind)


def _add_reading(app: FastAPI, desks: Desks, concepts: Mapping[str, str]) -> None:
    """Addresses that only show."""

    @app.get("/api/queue")
    def queue(wanted: Annotated[Filter, Query()]) -> AsciiJSON:
        return AsciiJSON({**desks.queue.page(wanted), "progress": desks.queue.progress()})

    @app.get("/api/article")
    def article(document: str) -> AsciiJSON:
        return AsciiJSON(desks.article(document))

    @app.get("/api/picks")
    def offered() -> AsciiJSON:
        return AsciiJSON(picks(desks.desk.folder, concepts))

    @app.get("/api/aside")
    def aside() -> AsciiJSON:
        folder: Folder = desks.desk.folder
        rejects = [{"source": r.source, "where": r.where, "reason": r.reason} for r in read_rejects(folder.path)]
        broken = [{"source": where, "where": "", "reason": why} for where, why in sorted(folder.broken.items())]
        glances = folder.glances()
        silent = [
            {"document": d, "title": glances[d].title, "count": glances[d].skipped}
            for d in desks.queue.documents()
            if glances[d].skipped
        ]
        return AsciiJSON(
            {
                "rejected": rejects + broken,
                "silent": silent,
                "strays": [stray_view(stray) for stray in desks.desk.strays()],
                "disagreements": [] if desks.blind or len(desks.desk.finishers()) < 2 else _disagreements(folder.path),
            }
        )


def _add_deciding(app: FastAPI, desks: Desks) -> None:
    """Addresses that decide. An answer means that the decision is on the disk."""

    @app.post("/api/decisions")
    def decision(request: DecisionRequest) -> AsciiJSON:
        taken = decide(desks.desk, request, desks.reviewer)
        return AsciiJSON({"decision": decision_view(taken), **desks.after(request.document, request.key)})

    @app.post("/api/undo")
    def take_back(request: UndoRequest) -> AsciiJSON:
        act, last = undo(desks.desk, request.id, desks.reviewer)
        document = desks.desk.home(last.document)
        answer = {"decision": decision_view(act), "undone": decision_view(last), **desks.after(document, None)}
        return AsciiJSON(answer | {"key": desks.key_of(document, last)})


def _disagreements(folder: Path) -> list[dict[str, Any]]:
    from pipeline.review.differences import disagreements  # the measure takes a second to load; the page does not wait

    return disagreements(folder)


def _labels() -> dict[str, tuple[str, ...]]:
    return {
        "stance": labels.STANCES,
        "form": labels.FORMS,
        "attribution": labels.VOICES,
        "subject_stance": labels.SUBJECT_STANCES,
        "date_source": ("expression", "document"),
    }


def _drawn(desk: Desk, size: int) -> tuple[str, ...]:
    """The sample of this size: the articles whose digests come first, so that nobody chooses."""
    assert desk.journal is not None, "a desk with a file of decisions"
    digests = {document: hashlib.sha256(document.encode()).hexdigest() for document in desk.folder.glances()}
    return desk.journal.sample(size, sorted(digests, key=lambda document: digests[document])[:size])


async def _refused(request: Request, error: Exception) -> Response:
    status = 409 if isinstance(error, StaleError) else 404 if isinstance(error, RecordError) else 422
    return AsciiJSON({"problem": str(error)}, status)


async def _misshapen(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return AsciiJSON({"problem": f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}"}, 422)
