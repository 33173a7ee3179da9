"""What is kept of calendars: the last asked for, and never more than so much."""

from booking.services.feed_bodies import Bodies, Body
from booking.services.feed_frames import Wish

ONE, OTHER, THIRD = Wish("one"), Wish("other"), Wish("third")


def test_keep__of_the_same_edition__is_found() -> None:
    bodies = Bodies(most_octets=10)
    body = Body(b"12345")
    bodies.keep(ONE, "a", body)
    assert bodies.find(ONE, "a") is body
    assert bodies.find(ONE, "b") is bodies.find(OTHER, "a") is None


def test_keep__more_than_there_is_room_for__forgets_what_was_not_asked_for_longest() -> None:
    bodies = Bodies(most_octets=10)
    for wish in (ONE, OTHER):
        bodies.keep(wish, "a", Body(b"12345"))
    assert bodies.find(ONE, "a")
    bodies.keep(THIRD, "a", Body(b"12345"))
    assert [bool(bodies.find(wish, "a")) for wish in (ONE, OTHER, THIRD)] == [True, False, True]


def test_keep__a_newer_edition__takes_the_place_of_the_older() -> None:
    bodies = Bodies(most_octets=10)
    for tag in "abcdef":
        bodies.keep(ONE, tag, Body(b"12345"))
    bodies.keep(OTHER, "a", Body(b"12345"))
    assert bodies.find(ONE, "f")
    assert bodies.find(ONE, "a") is None


def test_keep__larger_than_all_the_room__is_not_kept() -> None:
    bodies = Bodies(most_octets=10)
    bodies.keep(ONE, "a", Body(bytes(11)))
    assert bodies.find(ONE, "a") is None
