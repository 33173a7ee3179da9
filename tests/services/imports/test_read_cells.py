"""Reading cells: what fits becomes a value, what does not is told what would."""

from datetime import date

import pytest

from booking.services.imports import bookings, cells, venue_cells
from booking.services.imports.cells import BadCell
from booking.services.imports.venue_cells import Part
from booking.services.wording import say
from booking.vocabulary import VenueKind


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.number(0, 10), "7", 7),
        (cells.decimal(-90, 90), "55,73", 55.73),
        (cells.decimal(-90, 90), "-55.73", -55.73),
        (cells.boolean, "Ja", True),
        (cells.boolean, "nej", False),
        (cells.word(VenueKind), "SPORTS_HALL", VenueKind.SPORTS_HALL),
        (cells.day, "2027-01-12", date(2027, 1, 12)),
        (cells.day, "12-01-2027", date(2027, 1, 12)),
        (cells.day, "2.1.2027", date(2027, 1, 2)),
        (cells.moment, "2027-01-12T17:00", "2027-01-12T17:00"),
        (cells.moment, "12-01-2027 7:05", "2027-01-12T07:05"),
        (cells.moment, "2027-01-12 17.00", "2027-01-12T17:00"),
        (cells.moment, "2027-01-12T17:00+01:00", "2027-01-12T17:00+01:00"),
        (cells.listing(cells.day), "2027-01-12; 13-01-2027;", (date(2027, 1, 12), date(2027, 1, 13))),
        (cells.listing(cells.slug), "a|b", ("a", "b")),
        (cells.slug, "hal-a", "hal-a"),
        (venue_cells.part, "Hal A", Part("Hal A", None, None)),
        (venue_cells.part, "Bassin 2 of 6", Part("Bassin", 2, 6)),
        (venue_cells.part, "Bassin alle af 6", Part("Bassin", None, 6)),
        (venue_cells.layout, "rows 80", ("rows", {"capacity": 80, "setup_minutes": 0, "clear_up_minutes": 0})),
        (
            venue_cells.layout,
            "rows 80 (15+10)",
            ("rows", {"capacity": 80, "setup_minutes": 15, "clear_up_minutes": 10}),
        ),
        (
            venue_cells.layout,
            "round tables 180 (15+10) plan 2026-14",
            ("round tables", {"capacity": 180, "setup_minutes": 15, "clear_up_minutes": 10, "plan": "2026-14"}),
        ),
        (venue_cells.thing, "grand piano", ("grand piano", 1)),
        (venue_cells.thing, "chairs 80", ("chairs", 80)),
        (venue_cells.weekly_hours, "mon 08:00-22:00", [[0, 480, 1320]]),
        (venue_cells.weekly_hours, "man 08:00-22:00 | søn lukket", [[0, 480, 1320]]),
        (venue_cells.weekly_hours, "closed", []),
        (venue_cells.time_zone, "America/New_York", "America/New_York"),
        (bookings.space, "skolen/hal-a", "skolen/hal-a"),
        (bookings.further_time, "2027-01-12", date(2027, 1, 12)),
        (
            bookings.further_time,
            "2027-01-12 17:00 to 12-01-2027 18:30",
            ("2027-01-12T17:00", "2027-01-12T18:30"),
        ),
    ],
)
def test_read__a_cell_that_fits__is_the_value(read: cells.Read, cell: str, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "problem"),
    [
        (cells.number(0, 10), "11", "“11” is not a whole number from 0 to 10."),
        (cells.number(0, 10), "1.5", "“1.5” is not a whole number from 0 to 10."),
        (cells.number(0, 10), "٣", "“٣” is not a whole number from 0 to 10."),
        (cells.decimal(-90, 90), "1e1", "“1e1” is not a number from -90 to 90."),
        (cells.decimal(-90, 90), "nan", "“nan” is not a number from -90 to 90."),
        (cells.boolean, "maybe", "“maybe” is neither yes nor no."),
        (cells.word(VenueKind), "libary", "“libary” is not known; did you mean library?"),
        (cells.day, "2027-02-30", "“2027-02-30” is not a date such as 2027-01-12 or 12-01-2027."),
        (cells.day, "01/12/2027", "“01/12/2027” is not a date such as 2027-01-12 or 12-01-2027."),
        (cells.moment, "tomorrow", "“tomorrow” is not a time such as 2027-01-12 17:00."),
        (cells.slug, "Hal A", "“Hal A” is not a name for addresses; write it as hal-a."),
        (cells.text(3), "abcd", "“abcd…” is longer than 3 characters."),
        (venue_cells.part, "Bassin 7 of 6", "“7” is not a whole number from 1 to 6."),
        (venue_cells.part, "Bassin 0 of 0", "“0” is not a whole number from 1 to 1000."),
        (venue_cells.part, "???", "“???” is not the name of a unit."),
        (venue_cells.layout, "rows 80 plan", "“rows 80 plan” is not a layout such as rows 80 or rows 80 (15+10)."),
        (venue_cells.layout, "rows", "“rows” is not a layout such as rows 80 or rows 80 (15+10)."),
        (venue_cells.weekly_hours, "noon", "“noon” are not hours such as mon-fri 08:00-22:00; sat closed."),
        (venue_cells.time_zone, "Mars/Base", "“Mars/Base” is not a time zone such as Europe/Copenhagen."),
        (bookings.space, "hal-a", "“hal-a” is not a space such as baltorpskolen/hal-a."),
    ],
)
def test_read__a_cell_that_does_not_fit__is_told_what_would(read: cells.Read, cell: str, problem: str) -> None:
    with pytest.raises(BadCell) as bad:
        read(cell)
    assert say(bad.value.text, "en") == problem


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Måløvhøj Skole", "maaloevhoej-skole"),
        ("  Café & Bar, 1. sal ", "cafe-og-bar-1-sal"),
        ("Straße", "strasse"),
        ("…", ""),
        ("x" * 100, "x" * 80),
    ],
)
def test_slug_of__a_name__is_as_it_could_stand_in_an_address(name: str, slug: str) -> None:
    assert cells.slug_of(name) == slug
