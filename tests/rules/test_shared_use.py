"""Uses that go together share a place; those that do not stand in each other's way."""

import pytest

from booking.rules import sharing
from booking.rules.catalogue.shared_use import Alike, SharedUse
from booking.rules.facts import Beside, Taken
from booking.vocabulary import Audience, BookingKind, Effect, Status, Way
from tests.rules.asking import a_holder, a_place, asking, entry, findings, judged, rulebook, sentences, statuses

FIELD = a_place(lanes=4, capacity=60, space="park/bane", name="Banen")
ALIKE = SharedUse(alike=frozenset({Alike.KIND, Alike.AUDIENCE}), apart=frozenset({BookingKind.TOURNAMENT}))


def beside(*holders, **asked):
    return asking(places=(FIELD,), beside=(Beside(0, "park/bane", holders),), **asked)


@pytest.mark.parametrize(
    ("rule", "people", "lanes"),
    [
        (SharedUse(), 20, 1),
        (SharedUse(lanes=2), 20, 2),
        (SharedUse(people_per_lane=15), 30, 2),
        (SharedUse(people_per_lane=15), 31, 3),
        (SharedUse(people_per_lane=1), 50, 4),
    ],
)
def test_share__a_use_that_shares__takes_as_many_lanes_as_the_rule_says(rule, people, lanes):
    assert sharing.lanes(rulebook(rule), asking(places=(FIELD,), people=people)) == lanes


@pytest.mark.parametrize(
    "asked",
    [
        asking(places=(FIELD,), kind=BookingKind.TOURNAMENT),
        asking(places=(FIELD,), lanes=3),
        asking(places=(a_place(lanes=1),)),
        asking(places=(a_place(lanes=6, whole=False),)),
        asking(places=(FIELD, a_place(lanes=4, whole=False))),
    ],
)
def test_share__who_takes_all_or_named_a_number_or_a_lane__takes_what_was_asked(asked):
    assert sharing.lanes(rulebook(ALIKE), asked) is None


def test_share__no_rule_of_shared_use__takes_the_whole_place():
    assert sharing.lanes(rulebook(), asking(places=(FIELD,))) is None


def test_share__two_parties_that_go_together__are_both_there_and_told_so():
    verdict = judged(beside(a_holder(audience=Audience.CHILDREN)), ALIKE)
    assert statuses(verdict) == [Status.GRANTED]
    assert [it.effect for it in findings(verdict)] == [Effect.INFORM]


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (a_holder(audience=Audience.ADULTS), "and the two do not go together"),
        (a_holder(audience=Audience.CHILDREN, kind=BookingKind.TOURNAMENT), "and the two do not go together"),
        (a_holder(audience=Audience.CHILDREN, people=41), "all together there would be too many persons"),
    ],
)
def test_share__two_that_do_not_go_together__the_first_stands_in_the_way(other, says):
    verdict = judged(beside(other, people=20), ALIKE)
    assert statuses(verdict) == [Status.REFUSED]
    assert verdict.everything_lost_is_taken
    assert says in sentences(verdict)[-1]


def test_share__exactly_as_many_persons_as_the_place_holds__fit():
    assert statuses(judged(beside(a_holder(audience=Audience.CHILDREN, people=40), people=20), ALIKE)) == [
        Status.GRANTED
    ]


@pytest.mark.parametrize("alike", list(Alike))
def test_share__what_both_must_have_in_common__keeps_others_apart(alike):
    rule = SharedUse(alike=frozenset({alike}))
    same = a_holder(
        kind=BookingKind.TRAINING, audience=Audience.CHILDREN, activity="Handball", organization="skovlunde-haandbold"
    )
    other = a_holder(kind=BookingKind.MATCH, audience=Audience.ADULTS, activity="chess", organization="skak")
    assert statuses(judged(beside(same), rule)) == [Status.GRANTED]
    assert statuses(judged(beside(other), rule)) == [Status.REFUSED]


def test_share__audiences_that_are_kept_apart__never_meet():
    rule = SharedUse(audiences_apart=frozenset({Audience.CHILDREN}))
    assert statuses(judged(beside(a_holder(audience=Audience.CHILDREN)), rule)) == [Status.GRANTED]
    assert statuses(judged(beside(a_holder(audience=Audience.ADULTS)), rule)) == [Status.REFUSED]


def test_share__a_rule_for_other_places__is_not_asked():
    elsewhere = entry(ALIKE)
    assert statuses(judged(beside(a_holder(audience=Audience.ADULTS)), elsewhere)) == [Status.REFUSED]
    assert statuses(judged(beside(a_holder(audience=Audience.ADULTS)))) == [Status.GRANTED]


@pytest.mark.parametrize(("audience", "changes"), [(Audience.CHILDREN, [{"lanes": 2}]), (Audience.ADULTS, [])])
def test_share__more_lanes_than_are_free__are_told_of_those_only_if_the_parties_go_together(audience, changes):
    """What is proposed can be had."""
    in_the_way = Taken(0, (a_holder(audience=audience),), lanes_short=1, lanes_free=2)
    verdict = judged(asking(places=(FIELD,), lanes=3, taken=(in_the_way,)), ALIKE)
    proposed = [it for said in verdict.occurrences for it in said.proposals if it.way is Way.SHARE]
    assert [it.change for it in proposed] == changes
