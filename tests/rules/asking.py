"""Requests to be judged, made of little: a hall in a school, an approved association, one evening."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules import engine
from booking.rules.facts import Applicant, Asked, Closing, Holder, Neighbour, Place, Taken, Time
from booking.rules.rule import Rule
from booking.rules.rulebook import Entry, Rulebook
from booking.rules.scope import Scope
from booking.rules.verdict import Finding, Verdict
from booking.services.wording import say
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Status, Track, VenueKind
from calendars.intervals import Interval, IntervalSet
from calendars.zone import to_utc_lenient

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
"""Monday 4 January 2027, 10:00 in Copenhagen."""

CLUB = Applicant(
    slug="skovlunde-haandbold",
    name="Skovlunde Håndbold",
    kind=OrganizationKind.ASSOCIATION,
    track=Track.ASSIGNMENT,
    members=120,
    approved_from=date(2020, 1, 1),
    declaration_until=date(2027, 12, 31),
    cvr="12345678",
)
GROUP = Applicant(slug="loebemakkere", name="Løbemakkere", kind=OrganizationKind.AD_HOC_GROUP, track=Track.LENDING)
SCHOOL = Applicant(slug="skolen", name="Skolen", kind=OrganizationKind.INSTITUTION, track=Track.OWN_USE)
EVERYWHERE = Scope({}, {}, {})


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def between(start: str, end: str, zone: ZoneInfo = COPENHAGEN) -> Interval:
    """The interval between two local times."""
    return Interval(to_utc_lenient(wall(start), zone), to_utc_lenient(wall(end), zone))


def a_time(start: str, end: str, index: int = 0, zone: ZoneInfo = COPENHAGEN) -> Time:
    return Time(index, wall(start), wall(end), between(start, end, zone))


def weekly(start: str, end: str, count: int) -> tuple[Time, ...]:
    weeks = [timedelta(weeks=number) for number in range(count)]
    return tuple(
        a_time((wall(start) + week).isoformat(), (wall(end) + week).isoformat(), index)
        for index, week in enumerate(weeks)
    )


def a_place(*openings: tuple[str, str], closings: Sequence[tuple[str, str, str]] = (), **facts: Any) -> Place:
    """A hall of a school, open at the times given, always open without any."""
    opened = tuple(between(*opening) for opening in openings)
    closed = tuple(Closing(between(start, end), reason) for start, end, reason in closings)
    always = IntervalSet([between("2020-01-01", "2040-01-01")])
    plain = {"space": "skolen/hal", "name": "Hallen", "venue": "skolen", "venue_kind": VenueKind.SCHOOL, "kind": "hall"}
    return Place(
        **plain | facts,
        openings=opened,
        closings=closed,
        open=(IntervalSet(opened) if openings else always) - IntervalSet([each.interval for each in closed]),
    )


def asking(*times: tuple[str, str] | Time, **facts: Any) -> Asked:
    """A club's request for its training, Tuesday 12 January 2027 17:00-18:30 unless other times are given."""
    given = times or (("2027-01-12T17:00", "2027-01-12T18:30"),)
    numbered = tuple(
        replace(each, index=index) if isinstance(each, Time) else a_time(*each, index)
        for index, each in enumerate(given)
    )
    applicant = facts.pop("applicant", CLUB)
    plain: dict[str, Any] = {
        "activity": "handball",
        "kind": BookingKind.TRAINING,
        "audience": Audience.CHILDREN,
        "people": 20,
        "track": applicant.track,
        "places": (a_place(),),
        "now": NOW,
        "zone": COPENHAGEN,
        "responsible_name": "Kim Eksempel",
        "responsible_phone": "00 00 00 00",
        "series": len(numbered) > 1,
    }
    return Asked(applicant=applicant, times=numbered, **plain | facts)


def taken(*holders: Holder, time: int = 0, lanes_short: int = 1) -> Taken:
    return Taken(time, holders, lanes_short)


def a_holder(track: Track = Track.ASSIGNMENT, audience: Audience = Audience.ADULTS, **facts: Any) -> Holder:
    plain: dict[str, Any] = {
        "occurrence": 7,
        "booking": "b-7",
        "interval": between("2027-01-12T17:00", "2027-01-12T19:00"),
        "kind": BookingKind.TRAINING,
        "status": Status.GRANTED,
        "people": 12,
    }
    return Holder(track=track, audience=audience, **plain | facts)


def a_neighbour(time: int = 0, tags: Iterable[str] = (), adjacent: bool = True, **facts: Any) -> Neighbour:
    """Somebody in the room next door at one of the times, or (not `adjacent`) in the same place before or after."""
    return Neighbour(time, a_holder(**facts), "skolen/naboen", frozenset(tags), adjacent)


def rulebook(*rules: Rule | Entry) -> Rulebook:
    entries = tuple(rule if isinstance(rule, Entry) else entry(rule) for rule in rules)
    return Rulebook("municipality", "test", date(2026, 1, 1), entries, 14, "digest")


def entry(rule: Rule, id: str = "", scope: Scope = EVERYWHERE, source: str = "") -> Entry:
    return Entry(id or rule.id, rule, scope, source, False, rule.basis)


def judged(asked: Asked, *rules: Rule | Entry) -> Verdict:
    return engine.judge(rulebook(*rules), asked)


def statuses(verdict: Verdict) -> list[Status]:
    return [occurrence.status for occurrence in verdict.occurrences]


def findings(verdict: Verdict) -> list[Finding]:
    """All of them, each once, those about the whole request first."""
    found: list[Finding] = []
    for finding in (*verdict.findings, *(each for occurrence in verdict.occurrences for each in occurrence.findings)):
        if finding not in found:
            found.append(finding)
    return found


def sentences(verdict: Verdict, zone: ZoneInfo = COPENHAGEN) -> list[str]:
    """Every message in English, with its remedy after it."""
    return [" ".join(_sentences(finding, zone)) for finding in findings(verdict)]


def _sentences(finding: Finding, zone: ZoneInfo) -> Iterable[str]:
    return (say(text, "en", zone) for text in (finding.text, finding.remedy) if text is not None)
