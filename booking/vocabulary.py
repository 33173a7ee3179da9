"""The closed lists of words that the model, the rules and every face speak; meanings in docs/glossary.md."""

from enum import StrEnum


class VenueKind(StrEnum):
    SCHOOL = "school"
    LIBRARY = "library"
    SPORTS_HALL = "sports_hall"
    SWIMMING_POOL = "swimming_pool"
    CULTURE_HOUSE = "culture_house"
    CLUBHOUSE = "clubhouse"
    SQUARE = "square"
    STREET = "street"
    GREEN_AREA = "green_area"


class Access(StrEnum):
    """How people get in."""

    OPEN = "open"
    FOB = "fob"
    CODE = "code"
    STAFF = "staff"


class OrganizationKind(StrEnum):
    ASSOCIATION = "association"
    ADULT_EDUCATION = "adult_education"
    NETWORK = "network"
    AD_HOC_GROUP = "ad_hoc_group"
    INSTITUTION = "institution"
    COMPANY = "company"
    CITIZEN = "citizen"


class Track(StrEnum):
    """The legal ground of a booking (DK-01): the municipality's own use, assignment under Folkeoplysningsloven
    chapter 6 (anvisning), lending under the municipal mandate (udlån), or letting for rent (leje)."""

    OWN_USE = "own_use"
    ASSIGNMENT = "assignment"
    LENDING = "lending"
    LETTING = "letting"


class BookingKind(StrEnum):
    TRAINING = "training"
    TEACHING = "teaching"
    MATCH = "match"
    TOURNAMENT = "tournament"
    MEETING = "meeting"
    REHEARSAL = "rehearsal"
    PUBLIC_EVENT = "public_event"
    MARKET = "market"
    DEMONSTRATION = "demonstration"
    OVERNIGHT = "overnight"
    PRIVATE = "private"
    MAINTENANCE = "maintenance"
    OTHER = "other"


class Audience(StrEnum):
    CHILDREN = "children"
    YOUNG = "young"
    ADULTS = "adults"
    SENIORS = "seniors"
    MIXED = "mixed"


class Alcohol(StrEnum):
    """What is served (DK-68)."""

    NONE = "none"
    BEER_AND_WINE = "beer_and_wine"
    SPIRITS = "spirits"


class Openness(StrEnum):
    """Whether an organization takes in everyone who shares its purpose (DK-19)."""

    OPEN = "open"
    LIMITED = "limited"
    CLOSED = "closed"


class RoleName(StrEnum):
    CARETAKER = "caretaker"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


class Status(StrEnum):
    """What became of one occurrence; HOLDING lists the statuses in which it holds its place."""

    GRANTED = "granted"
    HELD = "held"
    CONDITIONAL = "conditional"
    WAITING = "waiting"
    NOTED = "noted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    DISPLACED = "displaced"


HOLDING = frozenset({Status.GRANTED, Status.HELD, Status.CONDITIONAL})
ENDED = frozenset({Status.REFUSED, Status.CANCELLED, Status.DISPLACED})


class Effect(StrEnum):
    """What a finding does to the occurrences that it concerns."""

    REFUSE = "refuse"
    REVIEW = "review"
    CONDITION = "condition"
    DISPLACE = "displace"
    INFORM = "inform"


class Way(StrEnum):
    """How a time that another holds can yet be had: beside them, instead of them, by parting it, elsewhere, later."""

    SHARE = "share"
    YIELD = "yield"
    SPLIT = "split"
    ALTERNATIVE = "alternative"
    WAIT = "wait"


class Outcome(StrEnum):
    GRANTED = "granted"
    PARTLY = "partly"
    REVIEW = "review"
    REFUSED = "refused"


class Act(StrEnum):
    """What a decision did."""

    ASKED = "asked"
    CHANGED = "changed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISPLACED = "displaced"
    PROMOTED = "promoted"


BY_RULES = frozenset({Act.ASKED, Act.CHANGED, Act.PROMOTED})
"""The acts that the rules decide by themselves; the others are an officer's."""


class DeviationCategory(StrEnum):
    """Why an officer departs from what the rules found, or takes back what was granted."""

    CONCRETE_ASSESSMENT = "concrete_assessment"
    AGREEMENT = "agreement_between_parties"
    SPECIAL_GROUP = "special_group"
    OVERRIDING_NEED = "overriding_need"
    EQUAL_TREATMENT = "equal_treatment"
    ERROR_CORRECTED = "error_corrected"
    TERMS_NOT_KEPT = "terms_not_kept"
    OTHER = "other"


class JobState(StrEnum):
    """How far a long piece of work has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ClosureKind(StrEnum):
    """A closure closes; a reopening lifts closures of a wider scope (DK-35)."""

    CLOSED = "closed"
    REOPENED = "reopened"


class Seen(StrEnum):
    """What a caretaker or a lock observed of an occurrence."""

    OPENED = "opened"
    USED = "used"
    CHECKED = "checked"
    LOCKED = "locked"
    NO_SHOW = "no_show"
    DAMAGE = "damage"
    DOOR_LEFT_OPEN = "door_left_open"
    NOTE = "note"
