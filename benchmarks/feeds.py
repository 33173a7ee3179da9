"""The calendar of a venue with 500 single events over HTTP, beside a constant text of the same size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks import dataset
from benchmarks.measures import Measure
from booking.model import Booking, FeedText, Occurrence, OccurrenceSpace, Space, SpacePart, Unit, Venue, db
from booking.services import feed_texts, feed_times, revisions
from tests.serving import served

EVENTS = 500
VENUE = "benchmark-square"
SQUARE = "The square"
PATH = f"/calendars/venues/{VENUE}.ics"
BESIDE = (f"/calendars/hours/{VENUE}.ics", f"/calendars/freebusy/{VENUE}.ics")
FIRST_NUMBER = 1_000_000


def measures(app: Flask, database_url: str, directory: Path) -> Iterator[Measure]:
    """Each with the constant text that it is as large as; both servers live as long as the iteration."""
    fill(db.session())
    with (
        served(database_url, directory, workers=1) as server,
        served(database_url, directory, workers=1, application="benchmarks.constant:app") as other,
    ):
        servers = _Servers(Reader(server.url), Reader(other.url), app.test_client())
        for path in (PATH, *BESIDE):
            yield servers.unchanged(path)
        yield servers.whole(f"a calendar of {EVENTS} events, over HTTP", rounds=200)
        first = f"the first calendar after one of {EVENTS} bookings changed, over HTTP"
        yield servers.whole(first, before=_change_one)


@dataclass(frozen=True, slots=True)
class _Servers:
    """Of calendars, and of a constant text; `local` answers as the first does, in this process."""

    calendar: "Reader"
    constant: "Reader"
    local: FlaskClient

    def unchanged(self, path: str) -> Measure:
        tag, own_tag = self.calendar.get(path)[0], self.local.get(path).headers["ETag"]
        return Measure(
            f"{path} that did not change, over HTTP (304)",
            lambda _: self.calendar.get(path, {"If-None-Match": tag}, 304),
            lambda _: self.constant.get("/0"),
            rounds=200,
            in_process=lambda: self.local.get(path, headers={"If-None-Match": own_tag}),
        )

    def whole(self, name: str, **other: Any) -> Measure:
        _, size = self.calendar.get(PATH)
        return Measure(
            name,
            lambda _: self.calendar.get(PATH),
            lambda _: self.constant.get(f"/{size}"),
            in_process=lambda: self.local.get(PATH),
            **other,
        )


def cold_milliseconds(rounds: int = 20) -> float:
    """The CPU time that this process needs to write the calendar from the rows, at best of so many times."""
    return min(_cold() for _ in range(rounds))


def _cold() -> float:
    session, now = db.session(), datetime.now(UTC)
    there = select(FeedText.booking_id).join(Venue, Venue.id == FeedText.venue_id).where(Venue.slug == VENUE)
    bookings = session.scalars(there.distinct()).all()
    start = process_time()
    found = [row for it in feed_times.times(session, bookings) for row in feed_texts.to_keep(it, now)]
    passed = process_time() - start
    assert sum(row["space_id"] is None for row in found) == EVENTS
    session.close()
    return passed * 1000


class Reader:
    """A calendar program with one connection that is kept open."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)

    def get(self, path: str, headers: Mapping[str, str] | None = None, expected: int = 200) -> tuple[str, int]:
        """The answer's tag and size; RuntimeError for another status than expected."""
        self._connection.request("GET", path, headers=dict(headers or {}))
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"GET {path}: {answer.status} {body[:500]!r}")
        return answer.headers.get("ETag", ""), len(body)


def slug(number: int) -> str:
    """Of the venue, or of another one like it."""
    return f"{VENUE}-{number}" if number else VENUE


def fill(session: Session, number: int = 0) -> None:
    """A venue of one square, with an event at ten o'clock on so many days from today on; or another one like it."""
    venue = Venue(slug=slug(number), name="Benchmark Square", kind="square", timezone=dataset.ZONE.key)
    space = Space(venue=venue, slug="square", name=SQUARE, kind="square")
    space.parts = [SpacePart(unit=Unit(venue=venue, slug="square", name=SQUARE))]
    session.add(space)
    session.flush()
    first_number = FIRST_NUMBER + number * EVENTS
    first = datetime.combine(datetime.now(dataset.ZONE).date(), time(10))
    starts = [first + timedelta(days=number) for number in range(EVENTS)]
    bookings = [dataset.booking(first_number + number, start) | {"rrule": None} for number, start in enumerate(starts)]
    ids = [booking["id"] for booking in bookings]
    session.execute(insert(Booking), bookings)
    session.execute(
        insert(Occurrence),
        [dataset.occurrence(number, number, start) for number, start in zip(ids, starts, strict=True)],
    )
    session.execute(insert(OccurrenceSpace), [{"occurrence_id": number, "space_id": space.id} for number in ids])
    feed_texts.write_first(session, ids, datetime.now(UTC))
    session.commit()


def _change_one(number: int) -> None:
    """Commit that a booking changed, as every act does that changes one."""
    session = db.session()
    revisions.revise(session, [FIRST_NUMBER + number % EVENTS + 1], datetime.now(UTC))
    session.commit()
