"""The officer's word: judged anew, with reasons kept, and never over another's place."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from booking.errors import Conflict, Invalid, NotAllowed, Stale
from booking.model import Claim, Decision, Occurrence, Organization, Outbox, Unit, db
from booking.services import bookings, cancellations, changes, decisions, people
from booking.services.changes import Change
from booking.services.decisions import Ruling
from booking.services.targets import Scope
from booking.vocabulary import Audience, BookingKind, DeviationCategory, RoleName, Status
from tests.scenes import NOW, WEEKLY, Scene, count, statuses
from tests.services.deciding import decide, market

GRANTED, HELD, REFUSED, WAITING = Status.GRANTED, Status.HELD, Status.REFUSED, Status.WAITING
DEPARTED = {"reason": "Vigtigt for byen", "category": DeviationCategory.CONCRETE_ASSESSMENT}


def test_decide__approved__is_granted_and_kept_with_who(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    assert statuses(booking) == [HELD, HELD]
    after = decide(scene, booking)
    assert statuses(after) == [GRANTED, GRANTED]
    assert [it.expires_at for it in after.occurrences] == [None, None]
    assert count(Decision, decided_by=scene.actor("officer").person, outcome="granted") == 1


def test_decide__refused__frees_the_place_and_says_why(scene: Scene) -> None:
    after = decide(scene, market(scene), approve=False, reason="Der er for mange markeder")
    assert statuses(after) == [REFUSED]
    assert after.occurrences[0].reason == "Der er for mange markeder"
    assert count(Claim) == 0


def test_decide__refused_without_a_reason__is_invalid(scene: Scene) -> None:
    with pytest.raises(Invalid):
        decide(scene, market(scene), approve=False)


def test_decide__some_dates__leaves_the_others(scene: Scene) -> None:
    after = decide(scene, market(scene, rrule=WEEKLY.format(3)), occurrences=("2027-01-19T17:00", "2027-01-19T17:00"))
    assert statuses(after) == [HELD, GRANTED, HELD]


def test_decide__later__judges_anew__behaviour_18(scene: Scene) -> None:
    """What was fine when it was asked for is against a rule that holds by now."""
    booking = market(scene, people=80)
    scene.rule('use = "suspension"')
    scene.change(Organization, "haandbold", suspended_by="Socialministeriet")
    with pytest.raises((Invalid, Conflict)):
        decide(scene, booking)


def test_decide__against_a_rule__needs_reason_and_category(scene: Scene) -> None:
    booking = market(scene, people=80)
    scene.rule('use = "length"\nmax_minutes = 30')
    for ruling in ({}, {"reason": "Vigtigt"}, {"category": DeviationCategory.OTHER}):
        with pytest.raises(Invalid):
            decide(scene, booking, **ruling)
    assert statuses(decide(scene, booking, **DEPARTED)) == [GRANTED]


def test_decide__a_refused_date__is_reopened_where_it_is_free__behaviour_18(scene: Scene) -> None:
    scene.rule('use = "length"\nmax_minutes = 45\neffect = "review"')
    other = scene.book("2027-01-19T17:00-17:30", organization="judo")
    booking = scene.book(rrule=WEEKLY.format(2), accept_partial=True)
    assert statuses(booking) == [HELD, WAITING]
    with pytest.raises(Conflict):
        decide(scene, booking, **DEPARTED)
    cancellations.cancel(other.ref, Scope.ALL, None, "", None, scene.actor("system"), NOW)
    assert statuses(decide(scene, booking)) == [GRANTED, GRANTED]
    assert count(Claim) == 2


def test_decide__a_date_that_was_moved_elsewhere__is_judged_where_it_is(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    elsewhere = Change({"spaces": ("skolen/hal-b",)}, Scope.ONE, "2027-01-19T17:00")
    changes.change(booking.ref, elsewhere, None, scene.actor("system"), NOW)
    decide(scene, booking, approve=False, reason="Nej")
    assert statuses(decide(scene, booking, occurrences=("2027-01-12T17:00", "2027-01-19T17:00"))) == [GRANTED, GRANTED]
    assert count(Claim) == 2
    with db.session() as session:
        assert session.query(Unit.slug).join(Claim, Claim.unit_id == Unit.id).order_by(Unit.slug).all() == [
            ("a",),
            ("b",),
        ]


def test_decide__for_ones_own_organization__is_for_somebody_else(scene: Scene) -> None:
    people.add("officer@town.example", NOW, organization="haandbold")
    with pytest.raises(NotAllowed):
        decide(scene, market(scene))


@pytest.mark.parametrize("who", ["member", "caretaker"])
def test_decide__by_who_is_no_officer__is_not_allowed(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide(scene, market(scene), who=who)


def test_decide__by_an_officer_of_another_venue__is_not_allowed(scene: Scene) -> None:
    people.add("torv@town.example", NOW, role=RoleName.OFFICER, venue="torvet")
    actor = people.authenticate(people.create_token("torv@town.example", NOW), NOW)
    booking = market(scene)
    with pytest.raises(Exception, match=r"booking|role"):
        decisions.decide(booking.ref, Ruling(True), None, actor, NOW)
    assert bookings.find(booking.ref, scene.actor("member")).status is HELD


def test_decide__nothing_that_awaits_it__is_a_conflict(scene: Scene) -> None:
    with pytest.raises(Conflict):
        decide(scene, scene.book())
    with pytest.raises(Conflict):
        decide(scene, market(scene, spaces=("skolen/hal-b",)), now=datetime(2027, 2, 1, tzinfo=UTC))


def test_decide__with_an_old_version__is_stale(scene: Scene) -> None:
    booking = market(scene)
    decide(scene, booking, version=1, approve=False, reason="Nej")
    with pytest.raises(Stale):
        decide(scene, booking, version=1)


def test_decide__just_before_it_expires__keeps_the_place(scene: Scene) -> None:
    booking = market(scene)
    expires = booking.occurrences[0].expires_at
    assert expires
    assert statuses(decide(scene, booking, now=expires - timedelta(seconds=1))) == [GRANTED]


def test_decide__long_after_it_was_asked_for__is_in_time_as_it_was_then(scene: Scene) -> None:
    """A notice counts from the request to the use, not from the decision."""
    scene.rule('use = "lead-time"\ndays = 30')
    booking = market(scene)
    later = booking.occurrences[0].start - timedelta(days=3)
    with db.session() as session:
        session.execute(update(Occurrence).values(expires_at=None))
        session.commit()
    assert statuses(decide(scene, booking, now=later)) == [GRANTED]


def test_decide__what_nobody_may_set_aside__is_a_conflict_whatever_the_reason(scene: Scene) -> None:
    booking = market(scene)
    scene.rule('use = "children-declaration"')
    with pytest.raises(Conflict):
        decide(scene, booking, **DEPARTED)


def test_decide__a_demonstration__cannot_be_refused(scene: Scene) -> None:
    booking = scene.book(kind=BookingKind.DEMONSTRATION)
    with pytest.raises(Conflict, match="demonstration"):
        decide(scene, booking, approve=False, reason="Nej", occurrences=("2027-01-12T17:00",))


def test_decide__by_a_member_of_who_stands_in_the_way__is_for_somebody_else(scene: Scene) -> None:
    """Neither to grant, which takes from one's own, nor to refuse, which keeps for one's own."""
    scene.rule('use = "priority"')
    scene.book(organization="judo", audience=Audience.ADULTS)
    booking = scene.book()
    people.add("officer@town.example", NOW, organization="judo")
    for approve in (True, False):
        with pytest.raises(NotAllowed):
            decide(scene, booking, approve, displace=approve, reason="Derfor", hearing="Hørt")


def test_decide__in_part__grants_some_and_refuses_the_others_in_one_act(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(3))
    after = decide(scene, booking, refuse=("2027-01-19T17:00",), reason="Hallen gøres ren den dag")
    assert statuses(after) == [GRANTED, REFUSED, GRANTED]
    assert after.version == booking.version + 1
    assert count(Decision, act="approved") == count(Decision, act="refused") == 1


def test_decide__in_part_without_a_reason__is_invalid_and_changes_nothing(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    with pytest.raises(Invalid):
        decide(scene, booking, refuse=("2027-01-19T17:00",))
    assert bookings.find(booking.ref, scene.actor("officer")).status is HELD


def test_decide__the_same_date_both_ways__is_invalid(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    start = ("2027-01-19T17:00",)
    for approve in (True, False):
        with pytest.raises(Invalid):
            decide(scene, booking, approve, occurrences=start, refuse=start, reason="Nej")


def test_decide__another_time_instead__is_granted_there(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    later = {"start": "2027-01-12T18:00", "end": "2027-01-12T18:45"}
    after = decide(scene, booking, instead=later, reason="Rengøring til kl. 18")
    assert statuses(after) == [GRANTED, GRANTED]
    assert [it.start.isoformat() for it in after.occurrences] == [
        "2027-01-12T18:00:00+01:00",
        "2027-01-19T18:00:00+01:00",
    ]
    assert [it.original.hour for it in after.occurrences] == [17, 17]
    assert count(Claim) == 2


def test_decide__another_place_instead__is_granted_there(scene: Scene) -> None:
    after = decide(scene, market(scene), instead={"spaces": ("skolen/hal-b",)}, reason="Hal A gøres ren")
    assert (after.spaces, after.status) == (("skolen/hal-b",), GRANTED)
    assert scene.is_free("17:00-18:00")
    assert not scene.is_free("17:00-18:00", spaces=("skolen/hal-b",))


def test_decide__something_else_instead__needs_a_reason_and_a_free_place(scene: Scene) -> None:
    scene.book("18:00-19:00", organization="judo")
    booking = market(scene)
    with pytest.raises(Invalid):
        decide(scene, booking, instead={"spaces": ("skolen/hal-b",)})
    with pytest.raises(Conflict):
        decide(scene, booking, instead={"start": "2027-01-12T18:00"}, reason="Rengøring")


def test_decide__something_else_instead__is_told_once(scene: Scene) -> None:
    decide(scene, market(scene), instead={"spaces": ("skolen/hal-b",)}, reason="Hal A gøres ren")
    assert count(Outbox, topic="booking.granted") == 1
    assert count(Outbox, topic="booking.refused") == 0


def test_decide__something_else_instead_of_dates_at_several_places__is_a_conflict(scene: Scene) -> None:
    booking = market(scene, rrule=WEEKLY.format(2))
    elsewhere = Change({"spaces": ("skolen/hal-b",)}, Scope.ONE, "2027-01-19T17:00")
    changes.change(booking.ref, elsewhere, None, scene.actor("system"), NOW)
    with pytest.raises(Conflict):
        decide(scene, booking, instead={"start": "2027-01-12T18:00"}, reason="Rengøring")


def test_decide__something_else_instead_and_refused__is_invalid(scene: Scene) -> None:
    with pytest.raises(Invalid):
        decide(scene, market(scene), approve=False, instead={"start": "2027-01-12T18:00"}, reason="Nej")
