"""Subscriptions as people have them: fetched by vdirsyncer, which keeps a file an event, and read by khal."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.feeds.reading import Shown

FETCHED = """
[pair {name}]
a = "{name}_there"
b = "{name}_here"
collections = null
conflict_resolution = "a wins"
[storage {name}_there]
type = "http"
url = "{url}"
[storage {name}_here]
type = "filesystem"
path = "{name}/"
fileext = ".ics"
"""
READER = """
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[calendars]
"""
READ = """
[[{name}]]
path = {name}/
readonly = True
"""
FIELDS = ("calendar", "start-long-full", "end-long-full", "title", "status")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """To the calendars at these addresses, by name; what is kept of each is in the folder of that name."""

    directory: Path
    addresses: Mapping[str, str]

    def begin(self) -> None:
        fetched = (FETCHED.format(name=name, url=url) for name, url in self.addresses.items())
        (self.directory / "vdirsyncer").write_text('[general]\nstatus_path = "status/"\n' + "".join(fetched))
        (self.directory / "khal").write_text(READER + "".join(READ.format(name=name) for name in self.addresses))
        for name in self.addresses:
            (self.directory / name).mkdir()
        self._vdirsyncer("discover")

    def fetch(self) -> str:
        """What vdirsyncer has to complain of; nothing if all went well."""
        return self._vdirsyncer("sync")

    def files(self) -> Mapping[str, tuple[bytes, int]]:
        """What is kept, and when it was written (nanoseconds)."""
        kept = [path for name in self.addresses for path in (self.directory / name).iterdir()]
        return {f"{path.parent.name}/{path.name}": (path.read_bytes(), path.stat().st_mtime_ns) for path in kept}

    def shown(self, first: date, last: date) -> Mapping[str, set[Shown]]:
        """What each calendar shows on these days, both included; whole days from 00:00 to 00:00 of the last."""
        fields = [word for field in FIELDS for word in ("--json", field)]
        said = self._call("khal", "-c", "khal", "list", *fields, f"{first}", f"{last}")
        assert said.returncode == 0, said.stderr
        found: dict[str, set[Shown]] = {name: set() for name in self.addresses}
        for event in _events(said.stdout.splitlines()):
            found[event["calendar"]].add(_shown(event))
        return found

    def _vdirsyncer(self, act: str) -> str:
        done = self._call("vdirsyncer", "--verbosity", "ERROR", "--config", "vdirsyncer", act)
        assert (done.returncode == 0) is (done.stderr == ""), done
        return done.stderr

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", program, *arguments],
            cwd=self.directory,
            env={"HOME": str(self.directory), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )


def _events(days: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """A list for each day, of what touches it."""
    for day in days:
        yield from json.loads(day)


def _shown(event: Mapping[str, str]) -> Shown:
    start, end = (datetime.fromisoformat(event[f"{side}-long-full"]).replace(tzinfo=UTC) for side in ("start", "end"))
    return Shown(start, end, event["title"], event["status"])
