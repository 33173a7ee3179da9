"""The law behind a decision about a place, and where one can turn with it (forvaltningsloven §§ 24 and 25)."""

from collections.abc import Iterator

from booking.services.letter_cases import Case
from booking.vocabulary import Track, VenueKind
from booking.wording import N_, Text

_ROADS = frozenset({VenueKind.STREET, VenueKind.SQUARE})
_GROUNDS = {
    Track.ASSIGNMENT: N_(
        "Folkeoplysningsloven § 21: the municipality assigns suitable premises that are vacant. Activities for "
        "children and young people normally come first, then adult education, then activities for adults (§ 21(3)). "
        "Premises especially suited to disabled people normally go to their activities before anything else (§ 21(4))."
    ),
    Track.LENDING: N_(
        "No act gives a right to borrow the place. The municipality lends it under the municipal mandate "
        "(kommunalfuldmagten), on objective grounds and on equal terms."
    ),
    Track.LETTING: N_(
        "No act gives a right to rent the place. The municipality lets it under the municipal mandate "
        "(kommunalfuldmagten), on objective grounds and on equal terms."
    ),
    Track.OWN_USE: N_(
        "The municipality uses its places for its own purposes first; what is then vacant is assigned or lent "
        "(folkeoplysningsloven § 21(1) and the municipal mandate)."
    ),
}
_ROAD_LAW = N_("Lov om offentlige veje § 80: to use a street or a square for something special takes a permission.")
_NO_APPEAL = N_("The decision cannot be brought before another administrative authority.")
_NO_APPEAL_BUT_ROADS = N_(
    "Complaints about legal questions under lov om offentlige veje go to Vejdirektoratet, within four weeks of the day "
    "you got this decision. Otherwise it cannot be brought before another administrative authority."
)
_LOCAL = N_("In the municipality: {complaint}")
_ANKESTYRELSEN = N_(
    "Ankestyrelsen supervises that municipalities keep the law. You can write to it, but it handles no complaints and "
    "need not take up the case."
)


def grounds(case: Case) -> Iterator[Text]:
    """The acts and principles that the decision rests on."""
    on_road = [place.venue_kind in _ROADS for it in case.decisions for place in it.asked.places]
    if any(on_road):
        yield Text(_ROAD_LAW)
    if not all(on_road):
        yield Text(_GROUNDS[case.asked.track])


def complaint(case: Case) -> Iterator[Text]:
    """The guidance on complaints: no appeal, save on roads; what there is in the municipality; who supervises."""
    roads = any(place.venue_kind in _ROADS for it in case.decisions for place in it.asked.places)
    yield Text(_NO_APPEAL_BUT_ROADS if roads else _NO_APPEAL)
    if case.book.complaint:
        yield Text(_LOCAL, {"complaint": Text(case.book.complaint.replace("{", "{{").replace("}", "}}"))})
    yield Text(_ANKESTYRELSEN)
