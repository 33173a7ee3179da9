"""What some rules need to know of an event beyond its time and place, as the one who asks says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args, get_type_hints

from booking.vocabulary import Alcohol


@dataclass(frozen=True, slots=True)
class Details:
    """Each is None where it was not said. A rulebook says which of them must be, and when (rule `needs`).

    Persons are counted, areas are whole square metres, lengths centimetres.
    """

    alcohol: Alcohol | None = None
    closed_circle: bool | None = None
    entrance_fee: bool | None = None
    commercial: bool | None = None
    food: bool | None = None
    amplified_music: bool | None = None
    open_fire: bool | None = None
    vehicles: bool | None = None
    road_closed: bool | None = None
    open_to_all: bool | None = None
    lifesaver: bool | None = None
    awake_guard: bool | None = None
    displaced_agree: bool | None = None
    neighbours_told: bool | None = None
    for_disabled: bool | None = None
    responsible_age: int | None = None
    young_people: int | None = None
    sleeping_people: int | None = None
    sleeping_in_one_room: int | None = None
    tent_square_metres: int | None = None
    structures_square_metres: int | None = None
    stage_centimetres: int | None = None
    passage_centimetres: int | None = None
    second_choice: str | None = None


NOT_SAID = Details()


KINDS: Mapping[str, type] = {name: get_args(hint)[0] for name, hint in get_type_hints(Details).items()}
"""The type of each detail where it was said."""
