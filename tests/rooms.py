"""The directory that all processes of one test run share, and the guard that clears it away whatever happens."""

import fcntl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLEAR_AWAY = """
cat > /dev/null
for file in "$1"/*/data/postmaster.pid; do
    [ -f "$file" ] || continue
    server=$(head -n 1 "$file")
    kill -QUIT "$server" 2> /dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$server" 2> /dev/null && sleep 0.3; done
done
rm -rf "$1"
"""


class Room:
    """A directory under the system's temporary one; it and every server in it go when the process that made it ends."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="sambrug-"))
        self.directory.chmod(0o755)
        self._guard = subprocess.Popen(
            ["sh", "-c", CLEAR_AWAY, "sh", str(self.directory)], stdin=subprocess.PIPE, start_new_session=True
        )

    def clear_away(self) -> None:
        """What the guard does anyway when this process dies and its end of the pipe closes."""
        assert self._guard.stdin
        self._guard.stdin.close()
        self._guard.wait(30)


@contextmanager
def one_at_a_time(directory: Path) -> Iterator[None]:
    """Holds off the other test processes."""
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
