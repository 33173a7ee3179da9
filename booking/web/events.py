"""What a day sheet says of an event: what anybody sees who passes by, as those need it who get ready for it."""

from collections.abc import Iterator, Mapping

from booking.services.days import Entry
from booking.wording import N_, Text

_THERE_IS: Mapping[str, str] = {
    "entrance_fee": N_("Entrance fee"),
    "food": N_("Food for the public"),
    "amplified_music": N_("Amplified music"),
    "open_fire": N_("Open fire"),
    "vehicles": N_("Vehicles on the area"),
    "road_closed": N_("Road closed"),
    "tent_square_metres": N_("Tents: {number} m²"),
    "structures_square_metres": N_("Structures: {number} m²"),
    "stage_centimetres": N_("Stage: {number} cm high"),
}
"""By detail of an event (rules.details.Details)."""
_PLAN = N_("Approved plan: {plan}")


def of_event(entry: Entry) -> Iterator[Text]:
    """A line each; nothing of what there is not."""
    if entry.plan:
        yield Text(_PLAN, {"plan": entry.plan})
    for detail, template in _THERE_IS.items():
        if number := getattr(entry.details, detail):
            yield Text(template, {"number": number})
