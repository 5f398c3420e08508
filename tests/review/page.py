"""What the page does, without a browser."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipeline.review.app import create_app
from pipeline.review.security import cookie_of, csrf_of

TOKEN = "the-key-of-this-start"
BASE = "http://127.0.0.1:8000"


class Page:
    """What the page does, without a browser."""

    def __init__(self, folder: Path, reviewer: str = "ada", **options: Any) -> None:
        app = create_app(folder, reviewer=reviewer, token=TOKEN, **options)
        self.client = TestClient(app, base_url=BASE, raise_server_exceptions=False)
        self.client.cookies.set(cookie_of(TOKEN), TOKEN)
        self.headers = {"origin": BASE, "x-onrecord": csrf_of(TOKEN)}

    def get(self, path: str, **parameters: Any) -> Any:
        answer = self.client.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any], status: int = 200) -> Any:
        answer = self.client.post(path, json=body, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def article(self, document: str = "north") -> Any:
        return self.get("/api/article", document=document)

    def decide(
        self, verb: str, key: str | None = None, *, document: str = "north", status: int = 200, **more: Any
    ) -> Any:
        body = {"id": uuid.uuid4().hex, "document": document, "verb": verb, "key": key, **more}
        if "version" not in body:
            body["version"] = self.article(document)["version"]
        return self.post("/api/decisions", body, status)

    def item(self, key: str, document: str = "north") -> Any:
        return next(item for item in self.article(document)["items"] if item["key"] == key)
