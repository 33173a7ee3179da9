"""Reads calendars with khal, apart from the tests: it makes icalendar use pytz for all who use it.

A line of JSON in, {text, before}; a line out, {times} or {error}.
"""

import json
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytz
from khal.icalendar import split_ics
from khal.khalendar.backend import SQLiteDb
from khal.khalendar.event import Event

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
ELSEWHERE = pytz.timezone("Pacific/Auckland")
LOCALE = {"default_timezone": ELSEWHERE, "local_timezone": ELSEWHERE}


def times(text: str, before: str) -> Iterator[tuple[int | str, int | str, str, str]]:
    kept = SQLiteDb(["feed"], ":memory:", LOCALE)
    with kept.at_once():
        for number, one in enumerate(split_ics(text)):
            kept.update(one, str(number), calendar="feed")
    last = datetime.fromisoformat(before)
    for item, _, start, end, ref, *_ in kept.get_localized(BEGINNING, last):
        yield start.timestamp(), end.timestamp(), *said(item, ref)
    for item, _, start, end, ref, *_ in kept.get_floating(BEGINNING.replace(tzinfo=None), last.replace(tzinfo=None)):
        yield str(start), str(end), *said(item, ref)
    kept.conn.close()


@cache
def said(item: str, ref: str) -> tuple[str, str]:
    event = Event.fromString(item, ref, calendar="feed", locale=LOCALE)
    return str(event.summary), str(event.status)


def answer(line: str) -> dict[str, object]:
    try:
        return {"times": list(times(**json.loads(line)))}
    except Exception:
        return {"error": traceback.format_exc()}


for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
