"""What a rulebook looks like."""

from booking.api.fields import Computed, Day, Inside, Many, Whole, Words, YesNo
from booking.api.shapes.shape import Shape
from booking.services import serial


class RuleShape(Shape):
    """A rule in force: what it is called, which rule of the catalogue it uses, where and for whom, with what values."""

    id = Words(200)
    use = Words(200, attribute="rule.id")
    parameters = Computed(lambda it: serial.data(it.rule), "object")
    scope = Computed(lambda it: serial.data(it.scope), "object", description="What is empty or null applies to all.")
    source = Words(1000, about="Where the rule comes from.")
    assumed = YesNo(about="Whether the value is assumed, and no source says so.")


class RulebookShape(Shape):
    """The rules in force from a day."""

    name = Words(80)
    version = Words(40)
    effective_from = Day()
    review_days = Whole(0, 100_000, about="How long a held place waits for an officer.")
    digest = Words(64)
    rules = Many(Inside(RuleShape), attribute="entries")
