"""Who may book, and what for."""

from dataclasses import replace

from booking.rules.catalogue.who import Audiences, BookingKinds, Local, OrganizationKinds, Tracks
from booking.vocabulary import Audience, BookingKind, Effect, OrganizationKind, Status, Track
from tests.rules.asking import CLUB, GROUP, asking, judged, sentences, statuses


def test_book__on_a_ground_that_is_not_allowed__is_refused_with_those_that_are():
    """DK-05: a private party is let, never lent."""
    asked = asking(applicant=GROUP, kind=BookingKind.PRIVATE)
    assert sentences(judged(asked, Tracks(tracks=frozenset({Track.LETTING, Track.OWN_USE})))) == [
        "Hallen is not to be had on this ground: lending. "
        "It is to be had on these: letting for rent and the municipality's own use."
    ]


def test_book__on_a_ground_that_is_allowed__nothing_is_said():
    assert sentences(judged(asking(), Tracks(tracks=frozenset({Track.ASSIGNMENT})))) == []


def test_book__by_another_kind_of_organization__is_refused():
    rule = OrganizationKinds(kinds=frozenset({OrganizationKind.ASSOCIATION}))
    assert statuses(judged(asking(), rule)) == [Status.GRANTED]
    assert sentences(judged(asking(applicant=GROUP), rule)) == [
        "Hallen is not for this kind of organization: ad hoc group. It is for: association."
    ]


def test_book__for_another_use__is_refused_with_the_uses():
    rule = BookingKinds(kinds=frozenset({BookingKind.MEETING, BookingKind.TEACHING}))
    assert sentences(judged(asking(), rule)) == [
        "Hallen is not for this use: training. It is for: meeting and teaching."
    ]


def test_book__for_another_audience__is_refused():
    rule = Audiences(audiences=frozenset({Audience.CHILDREN}))
    assert statuses(judged(asking(), rule)) == [Status.GRANTED]
    assert statuses(judged(asking(audience=Audience.ADULTS), rule)) == [Status.REFUSED]


def test_book__by_an_organization_from_elsewhere__goes_to_an_officer():
    """DK-09: the association belongs here."""
    elsewhere = replace(CLUB, local=False)
    assert statuses(judged(asking(applicant=elsewhere), Local())) == [Status.HELD]
    assert statuses(judged(asking(applicant=elsewhere), Local(effect=Effect.REFUSE))) == [Status.REFUSED]
    assert statuses(judged(asking(), Local())) == [Status.GRANTED]
