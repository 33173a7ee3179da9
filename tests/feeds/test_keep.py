"""What is kept of calendars and of their events: the last asked for, and never more than so much."""

from booking.services.feed_bodies import Bodies, Body
from booking.services.feed_frames import Wish
from booking.services.feed_texts import Texts, Written

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


def test_keep__the_text_of_a_booking__is_written_once_until_it_was_not_needed_for_long() -> None:
    texts = Texts(most=2)
    written = []

    def text(key: str) -> str:
        def write() -> Written:
            written.append(key)
            return Written(key, "Europe/Copenhagen")

        return texts.find(key, write).text

    assert [text(key) for key in "aabacab"] == list("aabacab")
    assert written == ["a", "b", "c", "b"]
