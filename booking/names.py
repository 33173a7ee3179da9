"""What people call the words of `vocabulary`: an English name for each, ready for translation."""

from collections.abc import Mapping
from enum import StrEnum

from booking.vocabulary import (
    Access,
    Act,
    Alcohol,
    Audience,
    BookingKind,
    ClosureKind,
    DeviationCategory,
    Effect,
    JobState,
    Openness,
    OrganizationKind,
    Outcome,
    RoleName,
    Seen,
    Status,
    Track,
    VenueKind,
    Way,
)
from booking.wording import N_

# By class first: members of different classes are equal where their values are ("open", "refused", "granted").
NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    VenueKind: {
        VenueKind.SCHOOL: N_("school"),
        VenueKind.LIBRARY: N_("library"),
        VenueKind.SPORTS_HALL: N_("sports hall"),
        VenueKind.SWIMMING_POOL: N_("swimming pool"),
        VenueKind.CULTURE_HOUSE: N_("culture house"),
        VenueKind.CLUBHOUSE: N_("clubhouse"),
        VenueKind.SQUARE: N_("square"),
        VenueKind.STREET: N_("street"),
        VenueKind.GREEN_AREA: N_("green area"),
    },
    Access: {
        Access.OPEN: N_("no key needed"),
        Access.FOB: N_("key fob"),
        Access.CODE: N_("door code"),
        Access.STAFF: N_("opened by staff"),
    },
    Way: {
        Way.SHARE: N_("share"),
        Way.YIELD: N_("others yield"),
        Way.SPLIT: N_("split"),
        Way.ALTERNATIVE: N_("alternative"),
        Way.WAIT: N_("wait"),
    },
    JobState: {
        JobState.WAITING: N_("waiting its turn"),
        JobState.RUNNING: N_("running"),
        JobState.DONE: N_("done"),
        JobState.FAILED: N_("failed"),
    },
    Alcohol: {
        Alcohol.NONE: N_("no alcohol"),
        Alcohol.BEER_AND_WINE: N_("beer and wine"),
        Alcohol.SPIRITS: N_("spirits"),
    },
    OrganizationKind: {
        OrganizationKind.ASSOCIATION: N_("association"),
        OrganizationKind.ADULT_EDUCATION: N_("adult education school"),
        OrganizationKind.NETWORK: N_("network"),
        OrganizationKind.AD_HOC_GROUP: N_("ad hoc group"),
        OrganizationKind.INSTITUTION: N_("municipal institution"),
        OrganizationKind.COMPANY: N_("company"),
        OrganizationKind.CITIZEN: N_("citizen"),
    },
    Track: {
        Track.OWN_USE: N_("the municipality's own use"),
        Track.ASSIGNMENT: N_("assignment to an association"),
        Track.LENDING: N_("lending"),
        Track.LETTING: N_("letting for rent"),
    },
    BookingKind: {
        BookingKind.TRAINING: N_("training"),
        BookingKind.TEACHING: N_("teaching"),
        BookingKind.MATCH: N_("match"),
        BookingKind.TOURNAMENT: N_("tournament"),
        BookingKind.MEETING: N_("meeting"),
        BookingKind.REHEARSAL: N_("rehearsal"),
        BookingKind.PUBLIC_EVENT: N_("public event"),
        BookingKind.MARKET: N_("market"),
        BookingKind.DEMONSTRATION: N_("demonstration"),
        BookingKind.OVERNIGHT: N_("overnight stay"),
        BookingKind.PRIVATE: N_("private event"),
        BookingKind.MAINTENANCE: N_("maintenance"),
        BookingKind.OTHER: N_("another activity"),
    },
    Audience: {
        Audience.CHILDREN: N_("children"),
        Audience.YOUNG: N_("young people"),
        Audience.ADULTS: N_("adults"),
        Audience.SENIORS: N_("seniors"),
        Audience.MIXED: N_("all ages"),
    },
    Openness: {
        Openness.OPEN: N_("open to everyone"),
        Openness.LIMITED: N_("open to some"),
        Openness.CLOSED: N_("closed circle"),
    },
    RoleName: {
        RoleName.CARETAKER: N_("caretaker"),
        RoleName.OFFICER: N_("officer"),
        RoleName.ADMINISTRATOR: N_("administrator"),
    },
    Status: {
        Status.GRANTED: N_("granted"),
        Status.HELD: N_("held, awaiting an officer"),
        Status.CONDITIONAL: N_("held, conditions outstanding"),
        Status.WAITING: N_("on the waiting list"),
        Status.NOTED: N_("noted"),
        Status.REFUSED: N_("refused"),
        Status.CANCELLED: N_("cancelled"),
        Status.DISPLACED: N_("displaced by other use"),
    },
    Effect: {
        Effect.REFUSE: N_("refuses"),
        Effect.REVIEW: N_("sends to an officer"),
        Effect.CONDITION: N_("sets a condition"),
        Effect.DISPLACE: N_("displaces another booking"),
        Effect.INFORM: N_("informs"),
    },
    Outcome: {
        Outcome.GRANTED: N_("granted"),
        Outcome.PARTLY: N_("partly granted"),
        Outcome.REVIEW: N_("under review by an officer"),
        Outcome.REFUSED: N_("refused"),
    },
    Act: {
        Act.ASKED: N_("asked for"),
        Act.CHANGED: N_("changed"),
        Act.APPROVED: N_("approved"),
        Act.REFUSED: N_("refused"),
        Act.WITHDRAWN: N_("withdrawn"),
        Act.DISPLACED: N_("displaced by other use"),
        Act.PROMOTED: N_("given the place that was waited for"),
    },
    DeviationCategory: {
        DeviationCategory.CONCRETE_ASSESSMENT: N_("a concrete assessment of the case"),
        DeviationCategory.AGREEMENT: N_("an agreement between the parties"),
        DeviationCategory.SPECIAL_GROUP: N_("regard for a group with special needs"),
        DeviationCategory.OVERRIDING_NEED: N_("an overriding need of the municipality"),
        DeviationCategory.EQUAL_TREATMENT: N_("equal treatment"),
        DeviationCategory.ERROR_CORRECTED: N_("an error that is put right"),
        DeviationCategory.TERMS_NOT_KEPT: N_("terms that were not kept"),
        DeviationCategory.OTHER: N_("another reason"),
    },
    ClosureKind: {
        ClosureKind.CLOSED: N_("closed"),
        ClosureKind.REOPENED: N_("open after all"),
    },
    Seen: {
        Seen.OPENED: N_("opened"),
        Seen.USED: N_("used"),
        Seen.CHECKED: N_("checked"),
        Seen.LOCKED: N_("locked"),
        Seen.NO_SHOW: N_("nobody came"),
        Seen.DAMAGE: N_("damage"),
        Seen.DOOR_LEFT_OPEN: N_("door left open"),
        Seen.NOTE: N_("note"),
    },
}


def name_of(word: StrEnum) -> str:
    """The English name, to be translated; a word of another list is its own name."""
    return NAMES.get(type(word), {}).get(word, word.value)
