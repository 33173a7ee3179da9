"""The calendar of a venue with 500 single events over HTTP, beside a constant text of the same size."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import process_time
from urllib.parse import urlsplit

from flask import Flask
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
        calendar, constant = Reader(server.url), Reader(other.url)
        tag, size = calendar.get(PATH)
        local = app.test_client()
        local_tag = local.get(PATH).headers["ETag"]
        yield Measure(
            f"a calendar of {EVENTS} events that did not change, over HTTP (304)",
            lambda _: calendar.get(PATH, {"If-None-Match": tag}, 304),
            lambda _: constant.get("/0"),
            rounds=200,
            in_process=lambda: local.get(PATH, headers={"If-None-Match": local_tag}),
        )
        for path in BESIDE:
            its_tag, own_tag = calendar.get(path)[0], local.get(path).headers["ETag"]
            yield Measure(
                f"{path} that did not change, over HTTP (304)",
                lambda _, path=path, tag=its_tag: calendar.get(path, {"If-None-Match": tag}, 304),  # type: ignore[misc]
                lambda _: constant.get("/0"),
                rounds=200,
                in_process=lambda path=path, tag=own_tag: local.get(path, headers={"If-None-Match": tag}),  # type: ignore[misc]
            )
        yield Measure(
            f"a calendar of {EVENTS} events, over HTTP",
            lambda _: calendar.get(PATH),
            lambda _: constant.get(f"/{size}"),
            rounds=200,
            in_process=lambda: local.get(PATH),
        )
        yield Measure(
            f"the first calendar after one of {EVENTS} bookings changed, over HTTP",
            lambda _: calendar.get(PATH),
            lambda _: constant.get(f"/{size}"),
            before=_change_one,
            in_process=lambda: local.get(PATH),
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
