"""A real review server in a process of its own, and its page's side of the conversation."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import signal
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.review.security import cookie_of, csrf_of
from pipeline.review.serve import serve

#: Forks servers from a process that has loaded everything: a start costs no second of imports.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pipeline.review.serve", "tests.review.server"])


def _serve(pipe: Connection, folder: Path, options: dict[str, Any]) -> None:
    with suppress(KeyboardInterrupt):
        serve(folder, ready=pipe.send, **options)


class Server:
    """One started server, a process of its own. `address` carries the key."""

    def __init__(self, folder: Path, reviewer: str = "ada", **options: Any) -> None:
        self.token = uuid.uuid4().hex
        mine, its = _CONTEXT.Pipe()
        options |= {"reviewer": reviewer, "token": self.token}
        self.process = _CONTEXT.Process(target=_serve, args=(its, folder, options), daemon=True)
        self.process.start()
        its.close()
        self.address: str = mine.recv()
        mine.close()
        self.base = self.address.split("/?")[0]
        self._connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=30)

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """A request of the page, over a connection that is kept."""
        headers = {"cookie": f"{cookie_of(self.token)}={self.token}"}
        if body is not None:
            headers |= {"origin": self.base, "x-onrecord": csrf_of(self.token), "content-type": "application/json"}
        self._connection.request("POST" if body else "GET", path, None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        content = json.loads(answer.read())
        assert answer.status == 200, content
        return content

    def close(self) -> None:
        """Let go of the connection (after the end)."""
        self._connection.close()

    def kill(self) -> None:
        """End it as a crash would: no warning, no farewell."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl+C would."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, how)
        self.process.join(timeout=20)
        assert not self.process.is_alive()


@contextmanager
def serving(folder: Path, reviewer: str = "ada", **options: Any) -> Iterator[Server]:
    """A server for the length of a block."""
    server = Server(folder, reviewer, **options)
    try:
        yield server
    finally:
        server.kill()
        server.close()
