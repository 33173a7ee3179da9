"""What is said of an event to those who get ready for it: a line for each thing that there is."""

from collections.abc import Iterator, Mapping

from booking.rules.details import Details
from booking.vocabulary import Alcohol
from booking.wording import N_, Text

_THERE_IS: Mapping[str, str] = {
    "entrance_fee": N_("Entrance fee"),
    "food": N_("Food for the public"),
    "alcohol": N_("Alcohol: {number}"),
    "amplified_music": N_("Amplified music"),
    "open_fire": N_("Open fire"),
    "vehicles": N_("Vehicles on the area"),
    "road_closed": N_("Road closed"),
    "sleeping_people": N_("Stay overnight: {number}"),
    "tent_square_metres": N_("Tents: {number} m²"),
    "structures_square_metres": N_("Structures: {number} m²"),
    "stage_centimetres": N_("Stage: {number} cm high"),
}
"""By detail of an event (rules.details.Details)."""
_PLAN = N_("Approved plan: {plan}")


def of_event(plan: str, details: Details) -> Iterator[Text]:
    """Nothing of what there is not, nor of details that the reader may not know and that are left out therefore."""
    if plan:
        yield Text(_PLAN, {"plan": plan})
    for detail, template in _THERE_IS.items():
        number = getattr(details, detail)
        if number and number is not Alcohol.NONE:
            yield Text(template, {"number": number})
