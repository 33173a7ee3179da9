"""`flask import nyc-permits` end to end: from the file to every park's calendar, with an invented and the real file."""

import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from booking.model import Base, Booking, Occurrence, Space, Unit, Venue, db
from booking.rules.rulebook import shipped
from booking.services import audit, feeds, rulebooks
from booking.services.actors import SYSTEM
from booking.services.feeds import Wish
from booking.services.imports.nyc_places import RULEBOOK
from booking.vocabulary import HOLDING, Status
from tests.commands.permits import Date, dates, fates, invented
from tests.commands.tables import report, saved, verdicts
from tests.feeds.reading import expanded

NEW_YORK = ZoneInfo("America/New_York")
SPACES = selectinload(Occurrence.spaces).joinedload(Space.venue)
REAL = pytest.param(
    "real",
    marks=pytest.mark.skipif("NYC_PERMITS" not in os.environ, reason="NYC_PERMITS names no file of real permits"),
)


@pytest.fixture(params=["invented", REAL])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path of a file of permits."""
    if request.param == "real":
        return os.environ["NYC_PERMITS"]
    return saved(tmp_path, "permits.csv", invented())


@pytest.fixture
def alone(app: Flask) -> None:
    """The rulebook of New York's parks without its rules of shared use."""
    head, *rules = shipped(RULEBOOK).split("[[rule]]")
    text = "[[rule]]".join([head, *(rule for rule in rules if 'use = "shared-use"' not in rule)])
    assert text.count("[[rule]]") < len(rules)
    with app.app_context():
        rulebooks.load(text.partition("[[example]]")[0], SYSTEM, datetime(2015, 1, 1, tzinfo=UTC))


def loaded(runner: FlaskCliRunner, file: str, *options: str) -> tuple[str, str]:
    done = runner.invoke(args=["import", "nyc-permits", file, "--language", "en", *options])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def asked(file: str) -> Sequence[Date]:
    return dates(Path(file).read_text(encoding="utf-8"))


def test_import__a_whole_file__ends_as_first_come_first_served_without_one_double_booking(
    app: Flask, runner: FlaskCliRunner, alone: None, file: str
) -> None:
    said, summed = loaded(runner, file)
    expected = fates(asked(file))
    by_event: dict[int, list[str]] = defaultdict(list)
    for asked_for, fate in expected.items():
        by_event[asked_for.event].append(fate)
    assert Counter(verdicts(said)) == Counter((str(event), _outcome(fates)) for event, fates in by_event.items())
    assert all(it["reasons"] for it in report(said) if it["verdict"] != "granted")
    assert f"{len(expected):>7}  in all" in summed
    with app.app_context():
        assert _stored() == Counter(_written(date, fate) for date, fate in expected.items() if _is_kept(date, by_event))
        assert _shared() == []
        assert audit.problems() == []


def test_import__a_whole_file_with_shared_fields__grants_more_dates_and_never_more_parties_than_fit(
    app: Flask, runner: FlaskCliRunner, file: str
) -> None:
    alone = Counter(fate for fate in fates(asked(file)).values())
    loaded(runner, file)
    with app.app_context():
        together = Counter(db.session.scalars(select(Occurrence.status)))
        assert together[Status.GRANTED] > alone["granted"]
        assert _shared()
        lanes = {f"{unit.venue.slug}/{unit.slug}": unit.lanes for unit in db.session.scalars(select(Unit))}
        crowds = {place: _most_at_once(times) for place, times in _held_by_place().items() if "/" in place}
        assert {place: number for place, number in crowds.items() if number > lanes[place]} == {}
        assert audit.problems() == []


def test_import__a_whole_file__every_calendar_expands_to_exactly_what_is_in_the_database(
    app: Flask, runner: FlaskCliRunner, file: str
) -> None:
    loaded(runner, file)
    period = _period(asked(file))
    with app.app_context():
        held = _held_by_place()
        for place in _places():
            assert _in_calendar(place, period) == sorted(held.get(place, ())), place
        assert sum(1 for place in held if "/" not in place) > 3


def test_import__a_whole_file_again__changes_nothing(app: Flask, runner: FlaskCliRunner, file: str) -> None:
    first, _ = loaded(runner, file)
    before = _everything(app)
    again, _ = loaded(runner, file)
    assert _everything(app) == before
    said = dict(verdicts(first))
    assert verdicts(again) == [
        (event, "refused" if verdict == "refused" else "unchanged") for event, verdict in said.items()
    ]


def test_import__a_whole_file_dry__says_the_same_and_writes_nothing(
    app: Flask, runner: FlaskCliRunner, file: str
) -> None:
    empty = _everything(app)
    tried, _ = loaded(runner, file, "--dry-run")
    assert _everything(app) == empty
    assert tried == loaded(runner, file)[0]


def _outcome(fates: Sequence[str]) -> str:
    if set(fates) <= {"granted", "conditional"}:
        return "granted"
    if set(fates) == {"refused"}:
        return "refused"
    return "review" if "refused" not in fates else "partly"


def _is_kept(date: Date, by_event: Mapping[int, Sequence[str]]) -> bool:
    """Nothing is written of a permit whose dates are all refused."""
    return _outcome(by_event[date.event]) != "refused"


def _written(date: Date, fate: str) -> tuple[str, frozenset[str], datetime, datetime, str]:
    return str(date.event), date.places, date.start, date.end, fate


def _stored() -> Counter[tuple[str, frozenset[str], datetime, datetime, str]]:
    """Every occurrence in the database: its permit, its places as the file names them, when, and its status."""
    query = select(Occurrence, Booking.external_id).join(Occurrence.booking).options(SPACES)
    return Counter(
        (external_id.partition("/")[0], _named(it.spaces), it.starts_local, it.ends_local, it.status.value)
        for it, external_id in db.session.execute(query)
    )


def _named(spaces: Sequence[Space]) -> frozenset[str]:
    street = {"street"}
    return frozenset(
        space.venue.name if space.slug in street else f"{space.venue.name}: {space.name}" for space in spaces
    )


def _shared() -> list[str]:
    """Places held by two at once, found from the occurrences alone."""
    return [
        f"{place}: {one[1]} and {other[0]}"
        for place, times in _held_by_place().items()
        if "/" in place
        for one, other in pairwise(sorted(times))
        if one[1] > other[0]
    ]


def _most_at_once(times: Sequence[tuple[datetime, datetime]]) -> int:
    """Of parties whose times overlap, at the moment at which they are most."""
    return max(sum(1 for start, end in times if start <= moment < end) for moment, _ in times)


def _held_by_place() -> Mapping[str, list[tuple[datetime, datetime]]]:
    """The times (UTC) at which something holds its place, by venue and by space."""
    held: dict[str, list[tuple[datetime, datetime]]] = {}
    for it in db.session.scalars(select(Occurrence).where(Occurrence.status.in_(HOLDING)).options(SPACES)):
        spaces = {f"{space.venue.slug}/{space.slug}" for space in it.spaces}
        for place in spaces | {space.venue.slug for space in it.spaces}:
            held.setdefault(place, []).append((it.starts_at, it.ends_at))
    return held


def _places() -> Sequence[str]:
    """Every venue, and every space."""
    spaces = db.session.execute(select(Venue.slug, Space.slug).join(Space.venue)).all()
    return sorted({venue for venue, _ in spaces} | {f"{venue}/{space}" for venue, space in spaces})


def _in_calendar(place: str, period: tuple[date, date]) -> list[tuple[datetime, datetime]]:
    venue, _, space = place.partition("/")
    wish = Wish(venue, space or None, *period)
    text = feeds.feed(wish, "https://booking.example", datetime.now(NEW_YORK)).text
    return [(it.start, it.end) for it in expanded(text, *period)]


def _period(of: Sequence[Date]) -> tuple[date, date]:
    return min(it.start for it in of).date(), max(it.end for it in of).date()


def _everything(app: Flask) -> dict[str, int]:
    """The number of rows of every table."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {
            table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
