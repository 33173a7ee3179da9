"""What venues and spaces look like."""

from marshmallow import fields

from booking.api.fields import Computed, Inside, Many, Number, Own, Whole, Word, Words, YesNo
from booking.api.shapes.shape import Shape
from booking.vocabulary import Access, VenueKind


class PositionShape(Shape):
    """Degrees, WGS 84."""

    latitude = Number(required=True, example=55.7317)
    longitude = Number(required=True, example=12.3633)


class AddressShape(Shape):
    street = Words(200)
    post_code = Words(12)
    town = Words(100)


class ContactShape(Shape):
    """Whom to ask at the administration."""

    name = Words(200, attribute="contact_name")
    email = Words(200, attribute="contact_email")
    phone = Words(40, attribute="contact_phone")


class LayoutShape(Shape):
    """A way to furnish a space."""

    capacity = Whole(0, 1_000_000)
    setup_minutes = Whole(0, 1440)
    clear_up_minutes = Whole(0, 1440)
    plan = Words(40, about="Number of its approved plan of where people stand and sit (pladsfordelingsplan).")


class PartShape(Shape):
    """A unit that the space needs: spaces that share one get in each other's way."""

    unit = Words(80, attribute="unit.slug")
    name = Words(200, attribute="unit.name")
    lanes = Whole(1, 1_000_000, allow_none=True, about="How many of its lanes the space needs; null: all.")
    of = Whole(1, 1_000_000, attribute="unit.lanes", about="How many lanes the unit has.")


class SpaceShape(Shape):
    """What people book."""

    ref = Computed(
        lambda space: f"{space.venue.slug}/{space.slug}",
        example="baltorpskolen/hal-a",
        description="What a request calls it.",
    )
    venue = Words(80, attribute="venue.slug")
    slug = Words(80)
    name = Words(200)
    kind = Words(40, example="hall")
    capacity = Whole(0, 1_000_000, about="Most persons; 0: no limit.")
    minimum = Whole(0, 1_000_000, about="Fewest persons; 0: no limit.")
    access = Word(Access)
    tags = Many(Words(80))
    equipment = fields.Dict(keys=fields.String(), values=fields.Integer())
    layouts = fields.Dict(keys=fields.String(), values=Inside(LayoutShape))
    description = Words(100_000)
    bookable = Computed(lambda space: not space.not_bookable, "boolean")
    not_bookable = Words(100_000, about="Why it cannot be booked; empty where it can.")
    parts = Many(Inside(PartShape))


class VenueShape(Shape):
    """A municipal building or an urban space."""

    slug = Words(80, example="baltorpskolen")
    name = Words(200)
    kind = Word(VenueKind)
    address = Own(AddressShape)
    position = Own(PositionShape, needs="latitude")
    contact = Own(ContactShape)
    timezone = Words(60, example="Europe/Copenhagen")
    description = Words(100_000)
    names_users = YesNo(about="Whether public pages and feeds name the organization.")
    spaces = Many(Inside(SpaceShape))
