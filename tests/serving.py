"""Sambrug served by real gunicorn processes on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.databases import SECRET_KEY

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Server:
    """A gunicorn and its workers."""

    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """SIGKILL to all of them at once, as when the machine's power fails."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """As an operator stops it: requests under way are answered first."""
        self.process.terminate()
        self.process.wait(60)


@contextmanager
def served(
    database_url: str, directory: Path, workers: int = 4, application: str = "wsgi:app", **environment: str
) -> Iterator[Server]:
    """A server of the migrated database; it answers when this yields, and is killed at the end if it still runs."""
    log = directory / "server.log"
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener, log.open("ab") as output:
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{listener.fileno()}"],
            cwd=ROOT,
            env=_environment(database_url, directory, port, workers) | environment,
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(server, log)
        yield server
    finally:
        if process.poll() is None:
            server.kill()


def _environment(database_url: str, directory: Path, port: int, workers: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "INSTANCE_DIRECTORY": str(directory),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": SECRET_KEY,
        "WORKERS": str(workers),
    }


def _wait_for(server: Server, log: Path) -> None:
    """The port is open from the start: the first answer comes as soon as a worker is there."""
    try:
        urlopen(f"{server.url}/health", timeout=30).close()
    except HTTPError as answer:
        answer.close()
    except OSError as error:
        raise RuntimeError(f"no answer: {log.read_text()}") from error
