"""Parsers that run apart from the tests: one process for all calendars, a line of JSON for each."""

import atexit
import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from tests.feeds.reading import Shown, moment

HERE = Path(__file__).parent
NODE = Path(sysconfig.get_path("scripts")) / "node"


def with_ical_js(text: str, before: datetime) -> Iterator[Shown]:
    """Thunderbird's."""
    return _times(_node(), {"reader": "ical.js", "text": text, "before": before.isoformat()})


def with_node_ical(text: str, before: datetime) -> Iterator[Shown]:
    """Of many programs for homes and screens on walls."""
    return _times(_node(), {"reader": "node-ical", "text": text, "before": before.isoformat()})


def with_khal(text: str, before: datetime) -> Iterator[Shown]:
    return _times(_khal(), {"text": text, "before": before.isoformat()})


def lacks_javascript() -> str:
    """What to do to have it; empty where it is there."""
    if NODE.exists() and (HERE / "node_modules" / ".package-lock.json").exists():
        return ""
    return "`make tests/feeds/readers/node_modules/.package-lock.json` installs it, or says why it cannot"


def _times(process: subprocess.Popen[str], question: Mapping[str, str]) -> Iterator[Shown]:
    assert process.stdin
    assert process.stdout
    print(json.dumps(question), file=process.stdin, flush=True)
    answer = json.loads(process.stdout.readline())
    assert "error" not in answer, answer["error"]
    return (Shown(_moment(start), _moment(end), *said) for start, end, *said in answer["times"])


def _moment(value: float | str) -> datetime:
    return moment(date.fromisoformat(value)) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)


@cache
def _node() -> subprocess.Popen[str]:
    """Far from Denmark: a time that floats would be seen."""
    return _started([str(NODE), str(HERE / "read.mjs")], {"TZ": "Pacific/Auckland"})


@cache
def _khal() -> subprocess.Popen[str]:
    return _started([sys.executable, str(HERE / "read_khal.py")])


def _started(command: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment, cwd=HERE
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    with process:
        process.terminate()
