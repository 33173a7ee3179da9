"""What else can be had: for the whole request, for each time that is lost, and for those who would have to yield."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from booking.model import Space, SpacePart, Unit, Venue, db
from booking.rules.verdict import OccurrenceVerdict, Proposal, Verdict
from booking.services import changes, serial
from booking.services.changes import Change
from booking.services.wording import say
from booking.vocabulary import Audience, Status, Way
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, statuses
from tests.services.deciding import decide

HALL = ("skolen/hal-a",)
PRIORITY = 'use = "priority"'
SHARED = 'use = "shared-use"\nwhere = { space_kind = "pool" }\nalike = ["audience"]\nsource = "DK-42"'


def ways(said: OccurrenceVerdict, way: Way = Way.ALTERNATIVE) -> list[Proposal]:
    return [it for it in said.proposals if it.way is way]


def instead(verdict: Verdict, time: int = 0) -> list[dict[str, Any]]:
    """What to ask for instead of one time."""
    return [dict(it.change) for it in ways(verdict.occurrences[time])]


def sentences(verdict: Verdict, way: Way, time: int = 0) -> list[str]:
    return [say(it.text, "en", verdict.zone) for it in ways(verdict.occurrences[time], way)]


def hours(start: str, end: str, day: date = TUESDAY) -> dict[str, str]:
    return {"start": f"{day}T{start}", "end": f"{day}T{end}"}


def test_alternatives__of_one_time_of_a_series__are_the_nearest_hours_and_the_nearest_equal_space(scene: Scene) -> None:
    """DK-43: yoga loses hall B and is offered the nearest equal hours and room."""
    scene.book("17:00-18:30", organization="judo")
    verdict = scene.preview(rrule=WEEKLY.format(3))
    assert instead(verdict) == [hours("15:30", "17:00"), {"spaces": ["skolen/hal-b"]}]
    assert sentences(verdict, Way.ALTERNATIVE) == [
        "You can have the same place Tuesday 12 January 15:30–17:00.",
        "You can have Hal-b, Skolen, at the same time.",
    ]
    assert [ways(said) for said in verdict.occurrences[1:]] == [[], []]


def test_alternatives__of_one_time__can_be_had_as_they_are_offered__behaviour_20(scene: Scene) -> None:
    scene.open(8 * 60, 21 * 60)
    scene.rule('use = "start-grid"\nminutes = 60')
    scene.book("15:00-18:00", organization="judo")
    verdict = scene.preview("17:00-20:00")
    assert len(instead(verdict)) == 2
    for change in instead(verdict):
        change = {key: tuple(value) if key == "spaces" else value for key, value in change.items()}
        assert statuses(scene.preview(**{**hours("17:00", "20:00"), **change})) == [Status.GRANTED]


@pytest.mark.parametrize("seed", range(4))
def test_alternatives__whatever_is_booked__can_be_had_as_they_are_offered__behaviour_20(
    scene: Scene, seed: int
) -> None:
    choose = random.Random(seed)
    scene.open(8 * 60, 22 * 60)
    scene.rule('use = "daily-quota"\nhours = 4', 'use = "start-grid"\nminutes = 15')
    scene.halls(3, capacity=60, tags=["gulv"])
    clubs = ("judo", *scene.clubs(6))
    places = ("skolen/hal", "skolen/hal-a", "skolen/hal-b", "centret/hal-0", "centret/hal-1", "centret/hal-2")
    for _ in range(40):
        day, hour = TUESDAY + timedelta(weeks=choose.randrange(3)), choose.randrange(14, 21)
        who, where = choose.choice(clubs), choose.choice(places)
        scene.submit(f"{day}T{hour}:00-{hour + 1}:30", organization=who, spaces=(where,), clear_up_minutes=15)
    verdict = scene.preview(rrule=WEEKLY.format(3), setup_minutes=15)
    assert any(ways(said) for said in verdict.occurrences)
    for number, said in enumerate(verdict.occurrences):
        for proposal in ways(said):
            day = TUESDAY + timedelta(weeks=number)
            change = {key: tuple(it) if key == "spaces" else it for key, it in proposal.change.items()}
            asked = {**hours("17:00", "18:30", day), **change, "setup_minutes": 15}
            assert statuses(scene.preview(**asked)) == [Status.GRANTED]


def test_alternatives__where_no_hours_are_free__are_two_spaces(scene: Scene) -> None:
    scene.halls(3, tags=["gulv"])
    scene.book("08:00-22:00", organization="judo")
    scene.book("17:00-18:30", organization="judo", spaces=("skolen/hal-b",))
    assert instead(scene.preview()) == [{"spaces": ["centret/hal-0"]}, {"spaces": ["centret/hal-1"]}]


def test_alternatives__come_before_waiting_and_after_what_can_be_had_here(scene: Scene) -> None:
    scene.book("17:00-18:00", organization="judo")
    order = [it.way for it in scene.preview().occurrences[0].proposals]
    assert order == sorted(order, key=list(Way).index)
    assert {Way.SPLIT, Way.ALTERNATIVE, Way.WAIT} <= set(order)


EQUAL = "[equal]\nminutes = {minutes}\nkilometres = {kilometres}\ntags = {tags}\nignored_tags = {ignored}"


def equal(minutes: int = 0, kilometres: int = 0, tags: str = "true", ignored: str = "[]") -> str:
    return EQUAL.format(minutes=minutes, kilometres=kilometres, tags=tags, ignored=ignored)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (equal(minutes=30), [hours("15:30", "16:30")]),
        (equal(), []),
        (equal(tags="false"), [{"spaces": ["centret/hal-0"]}]),
        (equal(ignored='["gulv"]'), [{"spaces": ["centret/hal-0"]}]),
    ],
)
def test_alternatives__what_is_equal__is_for_the_rulebook_to_say(
    scene: Scene, table: str, expected: Sequence[dict[str, Any]]
) -> None:
    """A hall of another centre, without the tag that the school's have."""
    scene.halls(1)
    scene.rule(f'use = "closures"\nid = "again"\n\n{table}')
    scene.book("16:30-18:30", organization="judo", spaces=("skolen/hal",))
    assert instead(scene.preview("16:00-17:00")) == expected


def test_alternatives__too_far_away__are_none(scene: Scene) -> None:
    scene.halls(1, tags=["gulv"])
    scene.change(Venue, "skolen", latitude=55.73, longitude=12.36)
    scene.change(Venue, "centret", latitude=55.80, longitude=12.36)
    scene.book("17:00-18:30", organization="judo", spaces=("skolen/hal",))
    scene.rule(f'use = "closures"\nid = "again"\n\n{equal(kilometres=8)}')
    assert instead(scene.preview()) == [{"spaces": ["centret/hal-0"]}]


def test_alternatives__to_further_dates__carry_the_dates(scene: Scene) -> None:
    scene.book("17:00-18:30", organization="judo")
    second = TUESDAY + timedelta(days=2)
    earlier, *_ = scene.preview(dates=(second,)).alternatives
    assert (earlier.free, earlier.of, earlier.rrule) == (2, 2, None)
    assert [start.date() for start, _ in earlier.dates] == [second]
    assert scene.preview(rrule=WEEKLY.format(2)).alternatives[0].dates == ()


def test_alternatives__to_a_change__may_overlap_what_the_booking_has_now(scene: Scene) -> None:
    own = scene.book("19:00-20:00")
    scene.book("17:00-18:30", organization="judo")
    answer = changes.change(
        own.ref, Change(hours("17:30", "18:30")), own.version, scene.actor("member"), NOW, dry_run=True
    )
    assert answer.verdict
    assert instead(answer.verdict)[0] == hours("18:30", "19:30")


def test_alternatives__of_what_was_booked_in_part__are_those_of_the_preview(scene: Scene) -> None:
    """They are worked out after the booking is written, and it is not in its own way."""
    scene.book("17:00-18:30", organization="judo")
    said = scene.preview(rrule=WEEKLY.format(3), accept_partial=True)
    done = scene.submit(rrule=WEEKLY.format(3), accept_partial=True)
    assert done.booking
    assert done.verdict == said
    assert said.alternatives


def test_alternatives__for_a_lane__are_lanes(scene: Scene) -> None:
    scene.book("17:00-18:30", organization="judo", spaces=("skolen/bane",), lanes=4)
    verdict = scene.preview("18:00-19:00", spaces=("skolen/bane",), lanes=3)
    assert instead(verdict)[0] == hours("18:30", "19:30")


def test_alternatives__in_a_shared_place__keep_those_apart_who_do_not_go_together(pool: Scene) -> None:
    """Until 20:30 there are adults in the pool, with whom the children cannot be."""
    pool.book("17:30-20:30", organization="judo", spaces=("skolen/bassin",), audience=Audience.ADULTS)
    verdict = pool.preview("18:00-19:00", spaces=("skolen/bassin",))
    assert statuses(verdict) == [Status.REFUSED]
    assert instead(verdict) == [hours("16:30", "17:30"), hours("16:00", "17:00")]


@pytest.fixture
def pool(scene: Scene) -> Scene:
    """All of the pool can be asked for, and is shared by those of one audience."""
    with db.session() as session:
        venue = session.query(Venue).filter_by(slug="skolen").one()
        unit = session.query(Unit).filter_by(slug="bassin").one()
        session.add(Space(venue=venue, slug="bassin", name="Bassin", kind="pool", parts=[SpacePart(unit=unit)]))
        session.commit()
    scene.rule(SHARED)
    return scene


@pytest.fixture
def ranked(scene: Scene) -> Scene:
    """A town where children come before adults."""
    scene.rule(PRIORITY)
    return scene


def adults(scene: Scene, time: str = "", **other: Any) -> None:
    scene.book(time, organization="judo", audience=Audience.ADULTS, **other)


def test_yielding__who_would_have_to_move__is_offered_the_nearest_equal_hours(ranked: Scene) -> None:
    adults(ranked)
    [said] = sentences(ranked.preview(), Way.YIELD)
    assert said.endswith("Those who would have to move can have Tuesday 12 January 15:30–17:00 in Hal-a, Skolen.")


def test_yielding__without_equal_hours__is_offered_the_nearest_equal_space(ranked: Scene) -> None:
    adults(ranked)
    ranked.book("14:00-17:00", organization="judo")
    ranked.book("18:30-21:00", organization="judo")
    [said] = sentences(ranked.preview(), Way.YIELD)
    assert said.endswith("can have Tuesday 12 January 17:00–18:30 in Hal-b, Skolen.")


def test_yielding__two_who_would_have_to_move__are_not_offered_the_same(ranked: Scene) -> None:
    adults(ranked, "17:00-18:00")
    adults(ranked, "18:00-19:00")
    [said] = sentences(ranked.preview("17:00-19:00"), Way.YIELD)
    assert said.endswith(
        "can have Tuesday 12 January 16:00–17:00 in Hal-a, Skolen and Tuesday 12 January 19:00–20:00 in Hal-a, Skolen."
    )


def test_yielding__more_persons_than_the_other_place_holds__have_none(ranked: Scene) -> None:
    ranked.change(Space, "hal-b", capacity=20)
    adults(ranked, "17:00-18:30", people=60)
    ranked.book("14:00-17:00", organization="judo")
    ranked.book("18:30-21:00", organization="judo")
    [said] = sentences(ranked.preview(), Way.YIELD)
    assert said.endswith("No equal place was found for those who would have to move.")


def test_yielding__closed_and_taken_places__are_no_way_out(ranked: Scene) -> None:
    ranked.open(17 * 60, 18 * 60 + 30)
    adults(ranked)
    ranked.close("2027-01-12", "Maling", space="hal-b")
    [said] = sentences(ranked.preview(), Way.YIELD)
    assert "No equal place was found" in said


def test_yielding__after_it_moved__who_yielded_can_have_what_was_offered(ranked: Scene) -> None:
    adults(ranked, "17:00-18:30", people=12)
    booking = ranked.book()
    [said] = ways(ranked.preview().occurrences[0], Way.YIELD)
    [offered] = said.text.values["instead"]
    decide(ranked, booking, displace=True, reason="Børn før voksne", hearing="Ringet op i går")
    when = offered.values["when"]
    start, end = (f"{moment.astimezone(booking.start.tzinfo):%Y-%m-%dT%H:%M}" for moment in (when.start, when.end))
    again = ranked.preview(organization="judo", audience=Audience.ADULTS, people=12, start=start, end=end)
    assert statuses(again) == [Status.GRANTED]


def test_yielding__never_says_who_it_is(ranked: Scene) -> None:
    """Behaviour 24."""
    adults(ranked, activity="Hemmelig træning")
    facts = str([serial.data(it.text.values) for it in ways(ranked.preview().occurrences[0], Way.YIELD)])
    assert "instead" in facts
    assert not [word for word in ("judo", "Judoklubben", "Hemmelig") if word in facts]


def test_alternatives__however_much_is_asked__need_as_many_queries(ranked: Scene, app: Flask) -> None:
    """More times, more who yield, more places."""
    adults(ranked)
    adults(ranked, "2027-01-19T17:00-17:45")
    with counted(app) as few:
        ranked.preview()
    ranked.halls(12, tags=["gulv"])
    adults(ranked, "2027-01-19T17:45-18:30")
    for week in range(2, 12):
        adults(ranked, f"{TUESDAY + timedelta(weeks=week)}T17:00-18:30")
    with counted(app) as many:
        verdict = ranked.preview(rrule=WEEKLY.format(12))
    assert len([said for said in verdict.occurrences if ways(said, Way.YIELD)]) == 12
    assert len(many) == len(few)
