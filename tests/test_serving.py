"""gunicorn with our gunicorn.conf.py: how it starts, answers and stops."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.serving import ROOT, Server

Serve = Callable[..., AbstractContextManager[Server]]


@pytest.mark.database("sqlite")
def test_start__port_is_taken__is_said_in_one_line(database_url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        started = subprocess.run(
            [sys.executable, "-m", "gunicorn", "wsgi:app"],
            cwd=ROOT,
            env={"DATABASE_URL": database_url, "INSTANCE_DIRECTORY": str(tmp_path), "PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert started.returncode != 0
    assert f"Cannot listen on 127.0.0.1:{port}" in started.stderr
    assert "Traceback" not in started.stderr


def test_serve__requests__are_logged_once_each_as_json(serve: Serve, database_url: str, tmp_path: Path) -> None:
    with serve(database_url, workers=2) as server:
        with pytest.raises(HTTPError) as answer:
            urlopen(f"{server.url}/nothing-here")
        answer.value.close()
        server.stop()
    log = (tmp_path / "server.log").read_text().splitlines()
    paths = [json.loads(line)["path"] for line in log if line.startswith("{")]
    assert paths.count("/nothing-here") == 1
    assert server.process.returncode == 0


@pytest.mark.database("sqlite")
def test_serve__private_feeds__are_logged_without_their_tokens_even_by_gunicorn_itself(
    serve: Serve, database_url: str, tmp_path: Path
) -> None:
    token, access_log = "c2VjcmV0" * 5, {"GUNICORN_CMD_ARGS": "--access-logfile -"}
    with serve(database_url, workers=1, **access_log) as server:
        for line in (f"GET /calendars/private/{token}.ics HTTP/1.1", f"GET /calendars/private/{token}.ics"):
            with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=30) as connection:
                connection.sendall(f"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                assert connection.makefile("rb").read().startswith(b"HTTP/1.1 4")
        server.stop()
    log = (tmp_path / "server.log").read_text()
    assert log.count("/calendars/private/***") == 3
    assert token not in log


@pytest.mark.database("sqlite")
def test_serve__read_only_home__needs_no_control_socket(serve: Serve, database_url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serve(database_url, workers=1, HOME=str(home)):
        assert os.listdir(home) == []
