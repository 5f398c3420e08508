"""Runs the review server on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import uvicorn

from pipeline.errors import ReviewError
from pipeline.review.app import create_app

LOOPBACK = "127.0.0.1"


def serve(
    folder: Path,
    *,
    reviewer: str,
    port: int = 0,
    token: str | None = None,
    sample: int | None = None,
    blind: bool = False,
    concepts: Mapping[str, str] | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the review of a folder until it is interrupted.

    Args:
        port: of the loopback interface; 0 takes a free one.
        ready: called with the address to open, which carries the key of this start.
        reviewer, token, sample, blind, concepts: as in `create_app`.

    Raises:
        ReviewError: the port is taken, or as `create_app`.
        RecordError: the folder is missing.
    """
    app = create_app(folder, reviewer=reviewer, token=token, sample=sample, blind=blind, concepts=concepts)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        try:
            listening.bind((LOOPBACK, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReviewError(f"port {port}: {reason}. Choose another: --port 0 takes a free one") from error
        config = uvicorn.Config(
            app, http="h11", ws="none", lifespan="off", access_log=False, log_level="warning", server_header=False
        )
        listening.listen(128)
        ready(f"http://{LOOPBACK}:{listening.getsockname()[1]}/?token={app.state.token}")
        uvicorn.Server(config).run(sockets=[listening])
