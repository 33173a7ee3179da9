"""What organizations look like: as they are read, added and changed."""

from booking.api.fields import Day, Moment, Slug, Whole, Word, Words, YesNo
from booking.api.shapes.shape import Shape
from booking.vocabulary import Openness, OrganizationKind, Track


class _OrganizationFields(Shape):
    """What can be changed."""

    name = Words(200, shortest=1, example="Skovlunde Håndbold")
    kind = Word(OrganizationKind)
    track = Word(Track, about="The legal ground on which it usually books.")
    cvr = Words(8, allow_none=True)
    email = Words(200)
    phone = Words(40)
    members = Whole(0, 10_000_000)
    young_members = Whole(0, 10_000_000, about="Members under 25 (folkeoplysningsloven §25).")
    for_disabled = YesNo(about="Whether its activities are for disabled people (folkeoplysningsloven §21(4)).")
    local = YesNo(about="Whether it belongs to this municipality.")
    openness = Word(Openness)
    approved_from = Day(allow_none=True)
    approved_until = Day(allow_none=True)
    declaration_until = Day(
        allow_none=True,
        about="The last day of its declaration on children's certificates.",
    )
    suspended_by = Words(200, allow_none=True, about="The council's decision (folkeoplysningsloven §4a).")


class OrganizationShape(_OrganizationFields):
    """Who books."""

    slug = Words(80, example="skovlunde-haandbold")
    version = Whole(1, 2**31 - 1)
    created_at = Moment()


class OrganizationChangeShape(_OrganizationFields):
    """What is to be changed; the rest stays. Members may not change track, approval, openness, local, for_disabled or
    suspension.
    """


class NewOrganizationShape(_OrganizationFields):
    """An organization to be added."""

    slug = Slug(required=True, example="skovlunde-haandbold")
    name = Words(200, shortest=1, required=True)
    kind = Word(OrganizationKind, required=True)
    track = Word(Track, required=True)
