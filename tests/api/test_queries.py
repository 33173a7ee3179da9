"""Behaviour 27: the number of queries never grows with rows: with times, spaces or bookings."""

import pytest

from booking.model import Space, SpacePart, Unit, Venue, db
from tests.queries import counted
from tests.town import tuesday

DAY = tuesday()
FEW, MANY = "FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=40"
SLOT = f"start={DAY}T08:00&end={DAY}T09:00"


@pytest.fixture
def queries(app, call):
    """How many statements a call sends; it must succeed. The first call of its kind may fill what is remembered."""

    def count(method, path, body=None, who="administrator"):
        with counted(app) as sent:
            answer = call(method, path, body, who=who)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        return len(sent)

    return count


@pytest.fixture
def crowd(app, booked):
    """Make the town many times as large: thirty more halls, all booked."""

    def grow():
        with app.app_context(), db.session() as session:
            venue = session.query(Venue).filter_by(slug="skolen").one()
            for number in range(30):
                names = {"slug": f"sal-{number}", "name": f"Sal {number}"}
                unit = Unit(venue_id=venue.id, **names)
                parts = [SpacePart(unit=unit)]
                session.add(Space(venue_id=venue.id, kind="hall", capacity=100, parts=parts, **names))
            session.commit()
        for number in range(30):
            booked("rival", organization="judo", spaces=[f"skolen/sal-{number}"], rrule="FREQ=WEEKLY;COUNT=4")

    return grow


@pytest.mark.parametrize("path", ["/bookings/preview", "/bookings"])
def test_book__forty_times_instead_of_two__sends_as_many_queries(queries, wish, path):
    queries("POST", path, wish(spaces=["torvet/torvet"]))
    few = queries("POST", path, wish(rrule=FEW))
    assert queries("POST", path, wish(rrule=MANY, spaces=["skolen/hal-b"])) == few


def test_book__with_clashes__sends_no_more_queries_for_many(queries, wish, booked):
    booked("rival", organization="judo", rrule=MANY)
    queries("POST", "/bookings/preview", wish(rrule=FEW))
    few = queries("POST", "/bookings/preview", wish(rrule=FEW))
    assert queries("POST", "/bookings/preview", wish(rrule=MANY)) == few


@pytest.mark.parametrize(
    "path",
    [
        "/venues",
        "/venues/skolen",
        "/venues/skolen/spaces",
        "/bookings",
        "/organizations",
        f"/venues/skolen/day?date={DAY}",
        f"/spaces/skolen/hal/occupancy?from={DAY}&to={DAY}",
        f"/availability?{SLOT}",
        f"/availability?{SLOT}&rrule=FREQ%3DWEEKLY%3BCOUNT%3D40",
        f"/availability?{SLOT}&rrule=FREQ%3DWEEKLY%3BCOUNT%3D40&organization=haandbold&partial=true&people=20",
    ],
    ids=lambda path: path[:40],
)
def test_read__from_a_town_many_times_as_large__sends_as_many_queries(queries, booked, crowd, path):
    booked(rrule="FREQ=WEEKLY;COUNT=4")
    queries("GET", path)
    few = queries("GET", path)
    crowd()
    assert queries("GET", path) == few


def test_search__for_forty_weeks_instead_of_two__sends_as_many_queries(queries, booked):
    booked()
    two, forty = (f"/availability?{SLOT}&rrule=FREQ%3DWEEKLY%3BCOUNT%3D{times}" for times in (2, 40))
    queries("GET", two)
    assert queries("GET", two) == queries("GET", forty)


def test_cancel__forty_times_instead_of_two__sends_as_many_queries(queries, booked):
    few, many = booked(rrule=FEW)["ref"], booked(rrule=MANY, spaces=["skolen/hal-b"])["ref"]
    assert queries("POST", f"/bookings/{few}/cancel", {}) == queries("POST", f"/bookings/{many}/cancel", {})
