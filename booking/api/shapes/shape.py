"""What every shape is made of: strict when it is read, in the order in which its fields are written."""

from typing import Any

from marshmallow import RAISE, Schema

from booking.wording import N_, Text

_SAID: dict[str, Any] = {
    "unknown": Text(N_("There is no field of this name.")),
    "type": Text(N_("This must be an object.")),
}


class Shape(Schema):
    """An object whose every field is named; others are errors."""

    class Meta:
        unknown = RAISE

    error_messages = _SAID
