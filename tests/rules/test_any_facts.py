"""What holds for every rule, whatever the facts and parameters."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from string import Formatter

from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rules import engine
from booking.rules.details import KINDS, Details
from booking.rules.facts import (
    Applicant,
    Asked,
    Beside,
    Closing,
    Flaw,
    Hindrance,
    Layout,
    Neighbour,
    Part,
    Place,
    Standing,
    Taken,
    Time,
    UsedDay,
    UsedTime,
    YearOfVenue,
)
from booking.rules.rulebook import Entry, Rulebook, read, shipped
from booking.services.wording import say
from booking.vocabulary import (
    Access,
    Audience,
    BookingKind,
    Effect,
    Openness,
    OrganizationKind,
    Outcome,
    Status,
    Track,
    VenueKind,
)
from calendars.holidays import NamedPeriod
from calendars.intervals import Interval, IntervalSet
from calendars.zone import to_utc_lenient
from tests.rules.asking import COPENHAGEN, a_holder, findings, rulebook
from tests.rules.every_rule import EVERY_RULE

FIRST = datetime(2027, 3, 20)
words = st.sampled_from(["a", "rows", "tables", "{x}", ""])
minutes = st.integers(0, 60 * 24 * 20)
days = st.integers(-40, 40).map(lambda number: date(2027, 3, 28) + timedelta(days=number))
maybe_days = st.none() | days
numbers = st.integers(0, 200)


def _members(kind: type) -> list[object]:
    return [False, True] if kind is bool else list(kind)  # type: ignore[call-overload]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = to_utc_lenient(FIRST + timedelta(minutes=draw(minutes)), COPENHAGEN)
    return Interval(start, start + timedelta(minutes=draw(st.integers(1, 3000))))


@st.composite
def times(draw: st.DrawFn, index: int) -> Time:
    interval = draw(intervals())
    start, end = (moment.astimezone(COPENHAGEN).replace(tzinfo=None) for moment in (interval.start, interval.end))
    return Time(index, start, end, interval, draw(st.sampled_from([None, None, None, *Flaw])))


@st.composite
def places(draw: st.DrawFn, number: int) -> Place:
    openings = tuple(sorted(draw(st.lists(intervals(), max_size=4))))
    closings = tuple(Closing(each, draw(words)) for each in draw(st.lists(intervals(), max_size=2)))
    return Place(
        space=f"v/{number}",
        name=draw(words),
        venue="v",
        venue_kind=draw(st.sampled_from(VenueKind)),
        kind=draw(words),
        capacity=draw(numbers),
        minimum=draw(numbers),
        lanes=draw(st.integers(1, 8)),
        access=draw(st.sampled_from(Access)),
        tags=draw(st.frozensets(words)),
        whole=draw(st.booleans()),
        layouts={
            name: Layout(draw(numbers), draw(numbers), draw(numbers), draw(words)) for name in draw(st.sets(words))
        },
        not_bookable=draw(st.sampled_from(["", "", "closed for good"])),
        openings=openings,
        closings=closings,
        open=IntervalSet(openings) - IntervalSet([each.interval for each in closings]),
        reopened=IntervalSet(draw(st.lists(intervals(), max_size=1))),
    )


applicants = st.builds(
    Applicant,
    slug=words,
    name=words,
    kind=st.sampled_from(OrganizationKind),
    track=st.sampled_from(Track),
    local=st.booleans(),
    openness=st.sampled_from(Openness),
    members=numbers,
    young_members=numbers,
    for_disabled=st.booleans(),
    approved_from=maybe_days,
    approved_until=maybe_days,
    declaration_until=maybe_days,
    suspended_by=st.none() | words,
    cvr=st.none() | words,
)
details = st.builds(
    Details,
    **{
        name: st.none() | (numbers if kind is int else words if kind is str else st.sampled_from(_members(kind)))
        for name, kind in KINDS.items()
    },
)
holders = st.builds(
    a_holder,
    track=st.sampled_from(Track),
    audience=st.sampled_from(Audience),
    kind=st.sampled_from(BookingKind),
    interval=intervals(),
    activity=words,
    people=numbers,
    organization=words,
    local=st.booleans(),
    members=numbers,
    young_members=numbers,
    for_disabled=st.booleans(),
    details=details,
    series=st.booleans(),
    series_times=numbers,
    series_displaced=numbers,
)
standings = st.builds(
    Standing,
    times=numbers,
    cancelled=st.lists(numbers, max_size=5).map(lambda hours: tuple(sorted(hours))),
    absences=st.lists(days, max_size=5).map(tuple),
    in_a_row=st.integers(0, 5),
    doors=st.lists(days, max_size=3).map(tuple),
)
years = st.builds(
    YearOfVenue,
    venue=st.sampled_from(["v", "w"]),
    year=st.sampled_from([2026, 2027, 2028]),
    nights=st.lists(days, max_size=3).map(tuple),
    music_days=st.lists(days, max_size=3).map(tuple),
)


@st.composite
def used_times(draw: st.DrawFn) -> UsedTime:
    start = FIRST + timedelta(minutes=draw(minutes))
    return UsedTime(start, start + timedelta(minutes=draw(st.integers(1, 3000))))


@st.composite
def neighbours(draw: st.DrawFn, count: int) -> Neighbour:
    time = draw(st.integers(0, count - 1))
    return Neighbour(time, draw(holders), draw(words), draw(st.frozensets(words)), draw(st.booleans()))


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    asked = [draw(times(index)) for index in range(draw(st.integers(1, 4)))]
    indices = st.sampled_from(range(len(asked)))
    busy = draw(st.sets(indices))
    return Asked(
        applicant=draw(applicants),
        activity=draw(words),
        kind=draw(st.sampled_from(BookingKind)),
        audience=draw(st.sampled_from(Audience)),
        people=draw(numbers),
        track=draw(st.sampled_from(Track)),
        places=tuple(draw(places(number)) for number in range(draw(st.integers(1, 3)))),
        times=tuple(asked),
        now=to_utc_lenient(FIRST + timedelta(minutes=draw(st.integers(-90000, 9000))), COPENHAGEN).astimezone(UTC),
        zone=COPENHAGEN,
        layout=draw(st.none() | words),
        lanes=draw(st.none() | st.integers(1, 9)),
        setup_minutes=draw(numbers),
        clear_up_minutes=draw(numbers),
        responsible_name=draw(words),
        responsible_phone=draw(words),
        series=draw(st.booleans()),
        wait=draw(st.booleans()),
        ask_officer=draw(st.booleans()),
        asked_at=draw(st.none() | intervals().map(lambda interval: interval.start)),
        details=draw(details),
        taken=tuple(
            Taken(
                index,
                tuple(draw(st.lists(holders, max_size=2))),
                lanes_short=1,
                lanes_free=draw(st.integers(0, 3)),
                rest=tuple(draw(st.lists(intervals(), max_size=1))),
                hindrance=draw(st.sampled_from(Hindrance)),
            )
            for index in sorted(busy)
        ),
        beside=tuple(
            Beside(index, "v/0", tuple(draw(st.lists(holders, min_size=1, max_size=2))))
            for index in draw(st.sets(indices, max_size=2))
        ),
        parts=tuple(Part("v/p", draw(words), draw(numbers), (each,)) for each in draw(st.sets(indices, max_size=1))),
        neighbours=tuple(draw(st.lists(neighbours(len(asked)), max_size=3))),
        public_holidays=draw(st.dictionaries(days, words, max_size=3)),
        periods=tuple(("school_holiday", NamedPeriod("Ferie", day, day)) for day in draw(st.lists(days, max_size=2))),
        used_days=tuple(UsedDay(day, draw(minutes), 1) for day in draw(st.sets(days, max_size=3))),
        used_times=tuple(draw(st.lists(used_times(), max_size=3))),
        coming_singles=draw(st.integers(0, 9)),
        standing=draw(standings),
        years=tuple({(each.venue, each.year): each for each in draw(st.lists(years, max_size=3))}.values()),
    )


MUNICIPALITY = read(shipped("municipality"))
rulebooks = st.sampled_from([EVERY_RULE, MUNICIPALITY])


@given(requests(), rulebooks)
def test_judge__any_facts__each_time_has_the_status_that_its_findings_say(asked, book):
    verdict = engine.judge(book, asked)
    whole = {finding.effect for finding in verdict.findings}
    for moment, occurrence in zip(asked.times, verdict.occurrences, strict=True):
        effects = whole | {finding.effect for finding in occurrence.findings}
        if not asked.ask_officer:
            assert (occurrence.status is Status.REFUSED) == (Effect.REFUSE in effects)
        elif Effect.REFUSE in effects:
            firm = any(it.firm and it.effect is Effect.REFUSE for it in (*verdict.findings, *occurrence.findings))
            assert occurrence.status is (Status.REFUSED if firm else Status.WAITING)
        assert all(moment.index in (finding.times or ()) for finding in occurrence.findings)
        if occurrence.status in (Status.GRANTED, Status.CONDITIONAL, Status.HELD):
            assert moment.index not in {taken.time for taken in asked.taken}
    refused = [occurrence.status is Status.REFUSED for occurrence in verdict.occurrences]
    assert (verdict.outcome is Outcome.REFUSED) == all(refused)
    assert (verdict.outcome is Outcome.PARTLY) == (any(refused) and not all(refused))


@given(requests(), rulebooks)
def test_judge__any_facts__twice_is_the_same(asked, book):
    assert engine.judge(book, asked) == engine.judge(book, asked)


@given(requests(), rulebooks, st.sampled_from(["en", "da"]))
def test_judge__any_facts__every_finding_can_be_said(asked, book, language):
    for finding in findings(engine.judge(book, asked)):
        for text in filter(None, (finding.text, finding.remedy)):
            said = say(text, language, COPENHAGEN)
            assert said != text.template or not _fields(text.template)


@settings(max_examples=50)
@given(requests(), st.permutations(EVERY_RULE.entries))
def test_judge__rules_in_any_order__comes_to_the_same_statuses(asked, entries: list[Entry]):
    """Behaviour 25."""
    there, back = (engine.judge(book, asked) for book in (EVERY_RULE, rulebook(*entries)))
    assert [each.status for each in there.occurrences] == [each.status for each in back.occurrences]


@given(requests())
def test_judge__one_time_of_a_request_alone__is_never_worse_off(asked):
    """No rule that does not count lets one time of a series spoil another."""
    book = Rulebook("", "", date(2026, 1, 1), tuple(e for e in EVERY_RULE.entries if e.id not in ("series",)), 14, "")
    together = engine.judge(book, asked)
    for moment, occurrence in zip(asked.times, together.occurrences, strict=True):
        if occurrence.status is Status.GRANTED:
            alone = engine.judge(book, _only(asked, moment))
            assert alone.occurrences[0].status is Status.GRANTED


@given(requests(), rulebooks, st.data())
def test_judge__some_rules_on_some_times_alone__refuse_no_more_than_all_on_all(asked, book, data):
    """So what a few rules refuse wherever and whenever it is asked for is lost (services.obstacles)."""
    counting = {entry.id for entry in book.entries if entry.rule.counts}
    ids = data.draw(st.sets(st.sampled_from(sorted({entry.id for entry in book.entries} - counting))))
    times = data.draw(st.lists(st.sampled_from(asked.times), min_size=1, unique_by=lambda moment: moment.index))
    few = replace(book, entries=tuple(entry for entry in book.entries if entry.id in ids))
    nobody = replace(asked, times=tuple(times), taken=(), beside=(), parts=(), neighbours=())
    together = engine.judge(book, asked).occurrences
    for moment, alone in zip(times, engine.judge(few, nobody).occurrences, strict=True):
        if alone.status in (Status.REFUSED, Status.WAITING):
            assert together[moment.index].status in (Status.REFUSED, Status.WAITING)


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def _only(asked: Asked, moment: Time) -> Asked:
    taken = tuple(each for each in asked.taken if each.time == moment.index)
    return replace(asked, times=(moment,), taken=taken)
