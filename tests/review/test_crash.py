"""kill -9 at any point: every decision that was acknowledged is there."""

from __future__ import annotations

import http.client
import random
import socket
import threading
import time
import uuid
from pathlib import Path

import pytest

from pipeline.errors import ReviewError
from pipeline.review.journal import Journal
from pipeline.review.serve import serve
from tests.review.factory import record, write
from tests.review.server import Server, serving

DECISIONS = 200
KILLS = 6


def test_killed_at_random_points_of_200_random_decisions(tmp_path: Path) -> None:
    folder = write(tmp_path, *(record(f"r{n}") for n in range(10)))
    luck = random.Random(7)
    acknowledged: list[str] = []
    sent: set[str] = set()
    for round_ in range(KILLS):
        server = Server(folder)
        versions = {f"r{n}": server.call(f"/api/article?document=r{n}")["version"] for n in range(10)}
        killer = threading.Timer(luck.uniform(0.02, 0.4), server.kill)
        last = round_ == KILLS - 1
        if not last:
            killer.start()
        try:
            while len(acknowledged) < DECISIONS if last else True:
                document = f"r{luck.randrange(10)}"
                body = {
                    "id": uuid.UUID(int=luck.getrandbits(128)).hex,
                    "document": document,
                    "version": versions[document],
                    "verb": luck.choice(["accept", "reject"]),
                    "key": f"c{luck.randrange(4) + 1}",
                }
                if acknowledged and luck.random() < 0.1:
                    sent.add(undo := body["id"])
                    acknowledged.append(server.call("/api/undo", {"id": undo})["decision"]["id"])
                else:
                    sent.add(body["id"])
                    acknowledged.append(server.call("/api/decisions", body)["decision"]["id"])
        except (OSError, http.client.HTTPException, ValueError):
            pass
        killer.join() if not last else server.kill()
        server.close()
    written = [decision.id for decision in Journal(folder).all()]
    assert len(acknowledged) >= DECISIONS
    assert set(acknowledged) <= set(written) <= sent
    assert len(written) == len(set(written))
    assert [i for i in written if i in set(acknowledged)] == acknowledged, "in the order in which they were taken"


def test_two_reviewers_with_a_server_each_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, *(record(f"r{n}") for n in range(5)))
    failures: list[BaseException] = []

    def work(server: Server) -> None:
        try:
            for n in range(20):
                document = f"r{n % 5}"
                version = server.call(f"/api/article?document={document}")["version"]
                body = {"id": uuid.uuid4().hex, "document": document, "version": version}
                server.call("/api/decisions", {**body, "verb": "accept", "key": f"c{n % 4 + 1}"})
        except BaseException as error:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(error)

    with serving(folder, "ada") as ada, serving(folder, "ben") as ben:
        threads = [threading.Thread(target=work, args=(server,)) for server in (ada, ben)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        item = ada.call("/api/article?document=r0")["items"][0]
        assert sorted(v["reviewer"] for v in item["verdicts"]) == ["ada", "ben"]
    assert not failures
    assert len(Journal(folder).all()) == 40


def test_it_listens_on_the_loopback_interface_alone(tmp_path: Path) -> None:
    with serving(write(tmp_path, record())) as server:
        host, port = server.base.removeprefix("http://").split(":")
        assert host == "127.0.0.1"
        elsewhere = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
        for address in elsewhere - {"127.0.0.1", "127.0.1.1"}:
            with pytest.raises(OSError):
                socket.create_connection((address, int(port)), timeout=1)


def test_a_taken_port_is_said_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    folder = write(tmp_path, record())
    server = Server(folder)
    port = int(server.base.rsplit(":", 1)[1])
    with pytest.raises(ReviewError, match=f"port {port}"):
        serve(folder, reviewer="ben", port=port)
    started = time.monotonic()
    server.stop()
    server.close()
    assert time.monotonic() - started < 10
