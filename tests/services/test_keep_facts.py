"""Facts that a decision keeps: read again they are what they were, in this version and in the first."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.rules import engine, facts
from booking.rules.facts import Asked
from booking.services import serial
from booking.vocabulary import OrganizationKind
from calendars.holidays import NamedPeriod
from calendars.intervals import Interval, IntervalSet
from tests.rules.asking import COPENHAGEN, a_place, asking, between, findings
from tests.rules.every_rule import EVERY_RULE
from tests.rules.test_any_facts import intervals, requests

st.register_type_strategy(Interval, intervals())
st.register_type_strategy(IntervalSet, st.lists(intervals(), max_size=3).map(IntervalSet))
st.register_type_strategy(datetime, st.datetimes() | st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(ZoneInfo, st.sampled_from(["Europe/Copenhagen", "Atlantic/Faroe"]).map(ZoneInfo))
st.register_type_strategy(
    NamedPeriod, st.tuples(st.text(), st.dates(), st.dates()).map(lambda it: NamedPeriod(it[0], *sorted(it[1:])))
)

DEFAULTS = {
    "Applicant": {"local": True, "openness": "open", "members": 0, "young_members": 0, "for_disabled": False},
    "Layout": {"setup_minutes": 0, "clear_up_minutes": 0, "plan": ""},
    "Place": {"capacity": 0, "minimum": 0, "lanes": 1, "access": "open", "tags": frozenset(), "not_bookable": ""},
    "Time": {"flaw": None},
    "Holder": {"organization_kind": "association", "openness": "open", "local": True, "series": False, "activity": ""},
    "Taken": {"lanes_short": 0, "lanes_free": 0},
    "Asked": {"layout": None, "lanes": None, "setup_minutes": 0, "series": False, "wait": False, "coming_singles": 0},
    "Standing": {"times": 0, "cancelled": (), "absences": (), "in_a_row": 0, "doors": ()},
    "YearOfVenue": {"nights": (), "music_days": ()},
}


def kept(asked: Asked) -> Asked:
    """Through the facts of a decision and back."""
    return serial.facts_of(json.loads(json.dumps(serial.facts(asked))))


def anonymous(asked: Asked) -> Asked:
    name, phone = (serial.NOT_KEPT if it.strip() else "" for it in (asked.responsible_name, asked.responsible_phone))
    return replace(asked, responsible_name=name, responsible_phone=phone)


@settings(suppress_health_check=list(HealthCheck))
@given(st.from_type(Asked))
def test_keep__any_facts_at_all__are_read_as_they_were(asked: Asked) -> None:
    assert kept(asked) == anonymous(asked)


@given(requests())
def test_keep__any_request__gets_the_same_verdict_again(asked: Asked) -> None:
    assert engine.judge(EVERY_RULE, kept(asked)) == engine.judge(EVERY_RULE, asked)


@given(requests())
def test_keep__who_is_responsible__is_not_written(asked: Asked) -> None:
    named = replace(asked, responsible_name="Ida Prøve", responsible_phone="00 00 00 01")
    text = json.dumps(serial.facts(named), ensure_ascii=False)
    assert "Ida" not in text
    assert "00 01" not in text


def test_keep__nobody_or_no_number__is_found_again() -> None:
    for given_ in ({"responsible_name": " "}, {"responsible_phone": ""}):
        asked = asking(**given_)
        found = [it.rule for it in findings(engine.judge(EVERY_RULE, kept(asked)))]
        assert "responsible-person" in found


def test_keep__when_a_place_is_open__is_written_only_where_it_does_not_follow() -> None:
    usual = a_place(("2027-01-12T08:00", "2027-01-12T22:00"), closings=[("2027-01-12T10:00", "2027-01-12T11:00", "x")])
    [place] = serial.facts(asking(places=(usual,)))["places"]
    assert "open" not in place
    reopened = replace(usual, open=IntervalSet([between("2027-01-12T08:00", "2027-01-12T22:00")]))
    assert kept(asking(places=(reopened,))).places == (reopened,)


def test_keep__what_is_as_usual__is_left_out() -> None:
    written = serial.facts(asking())
    assert not {"taken", "used_days", "standing", "details", "lost", "layout"} & set(written)


def test_read__names_that_facts_no_longer_have__are_passed_over() -> None:
    asked = asking()
    assert serial.facts_of({**serial.facts(asked), "weather": "rain"}) == anonymous(asked)


def test_read__facts_of_the_first_version__are_understood() -> None:
    asked = serial.facts_of(FIRST_VERSION)
    assert asked.applicant.kind is OrganizationKind.ASSOCIATION
    assert asked.applicant.approved_from == date(2020, 1, 1)
    assert asked.times[0].interval == between("2027-01-12T17:00", "2027-01-12T18:30")
    assert asked.places[0].open == IntervalSet([between("2027-01-12T08:00", "2027-01-12T16:00")])
    assert asked.places[0].layouts["rows"].capacity == 80
    assert asked.taken[0].holders[0].interval == between("2027-01-12T17:00", "2027-01-12T19:00")
    assert asked.public_holidays == {date(2027, 1, 1): "Nytårsdag"}
    assert asked.periods[0][1].name == "Vinterferie"
    assert asked.used_days[0].minutes == 90
    assert (asked.responsible_name, asked.responsible_phone) == (serial.NOT_KEPT, serial.NOT_KEPT)
    assert (asked.zone, asked.details) == (COPENHAGEN, facts.NOT_SAID)
    assert engine.judge(EVERY_RULE, asked).occurrences


def test_defaults__of_facts__never_change() -> None:
    """Decisions leave out what had its default value."""
    for name, values in DEFAULTS.items():
        kind = getattr(facts, name)
        now = {field.name: _default(field) for field in fields(kind)}
        assert values == {field: now[field] for field in values}


def test_defaults__of_details__are_that_nothing_was_said() -> None:
    assert all(field.default is None for field in fields(facts.Details))


def _default(field: Any) -> Any:
    return field.default_factory() if callable(field.default_factory) else field.default


FIRST_VERSION = json.loads("""
{"applicant": {"slug": "haandbold", "name": "Håndboldklubben", "kind": "association", "track": "assignment",
  "local": true, "openness": "open", "members": 120, "approved_from": "2020-01-01", "approved_until": null,
  "declaration_until": "2027-12-31", "suspended_by": null, "cvr": "12345678"},
 "activity": "handball", "kind": "training", "audience": "children", "people": 20, "track": "assignment",
 "places": [{"space": "skolen/hal", "name": "Hallen", "venue": "skolen", "venue_kind": "school", "kind": "hall",
   "capacity": 200, "minimum": 0, "lanes": 1, "access": "fob", "tags": ["gulv"],
   "layouts": {"rows": {"capacity": 80, "setup_minutes": 15, "clear_up_minutes": 15}}, "not_bookable": "",
   "openings": [{"start": "2027-01-12T07:00:00+00:00", "end": "2027-01-12T21:00:00+00:00"}],
   "closings": [{"interval": {"start": "2027-01-12T15:00:00+00:00", "end": "2027-01-12T22:00:00+00:00"},
     "reason": "Nyt gulv"}], "reopened": []}],
 "times": [{"index": 0, "start_local": "2027-01-12T17:00:00", "end_local": "2027-01-12T18:30:00",
   "interval": {"start": "2027-01-12T16:00:00+00:00", "end": "2027-01-12T17:30:00+00:00"}, "flaw": null}],
 "now": "2027-01-04T09:00:00+00:00", "zone": "Europe/Copenhagen", "layout": null, "lanes": null, "setup_minutes": 0,
 "clear_up_minutes": 0, "series": false,
 "taken": [{"time": 0, "holders": [{"occurrence": 7, "booking": "b-7",
   "interval": {"start": "2027-01-12T16:00:00+00:00", "end": "2027-01-12T18:00:00+00:00"}, "track": "assignment",
   "kind": "training", "audience": "adults", "status": "granted", "people": 12, "expires_at": null}],
   "lanes_short": 1}],
 "public_holidays": {"2027-01-01": "Nytårsdag"},
 "periods": [["school_holiday", {"name": "Vinterferie", "first_day": "2027-02-13", "last_day": "2027-02-21"}]],
 "used_days": [{"day": "2027-01-12", "minutes": 90, "occurrences": 1}], "coming_singles": 0, "lost": [],
 "responsible_named": true}
""")
