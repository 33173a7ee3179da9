"""The kinds of values in the API's shapes, and what is said when a value is of another kind."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from booking.wording import N_, Text

_SAID: Mapping[str, str] = {
    "required": N_("This is needed."),
    "null": N_("This must not be null."),
    "validator_failed": N_("This cannot be used."),
}


_DIGITS = re.compile("-?[0-9]+")
_MOST_DIGITS = 20


class _Says(fields.Field[Any]):
    """Mixed into a field: `said` has its own templates; errors are Texts, rendered in the caller's language.

    `about` and `example` are for the document.
    """

    said: Mapping[str, str] = {}

    def __init__(self, *given: Any, about: str = "", example: Any = None, **settings: Any) -> None:
        documented = {"description": about} if about else {}
        if example is not None:
            documented["example"] = example
        metadata = {**documented, **settings.pop("metadata", {})}
        super().__init__(*given, metadata=metadata, **settings)

    def make_error(self, key: str, **values: Any) -> ValidationError:
        return ValidationError([Text({**_SAID, **self.said}[key], values)])


class Words(_Says, fields.String):
    """Text."""

    said = {"invalid": N_("This must be text."), "invalid_utf8": N_("This must be text.")}

    def __init__(self, longest: int, *, shortest: int = 0, **settings: Any) -> None:
        super().__init__(validate=Size(shortest, longest), **settings)


class Slug(Words):
    """What something is called in addresses."""

    said = {**Words.said, "slug": N_("Use small letters a-z, digits and hyphens.")}
    pattern = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")

    def __init__(self, **settings: Any) -> None:
        pattern = {"pattern": f"^{self.pattern.pattern}$"}
        super().__init__(80, shortest=1, metadata=pattern, **settings)

    def _validate(self, value: Any) -> None:
        super()._validate(value)
        if self.pattern.fullmatch(value) is None:
            raise self.make_error("slug")


class Whole(_Says, fields.Integer):
    """A whole number within limits, which are part of the document; with `text`, digits as a query has them."""

    said = {"invalid": N_("This must be a whole number."), "too_large": N_("This number is too large.")}

    def __init__(self, least: int, most: int, *, text: bool = False, **settings: Any) -> None:
        super().__init__(validate=Between(least, most), **settings)
        self.text = text

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        """True is not 1, and 2.0 is not written as a whole number."""
        digits = isinstance(value, str) and len(value) <= _MOST_DIGITS and _DIGITS.fullmatch(value)
        if not (digits if self.text else isinstance(value, int) and not isinstance(value, bool)):
            raise self.make_error("invalid", input=value)
        return int(value)


class Number(_Says, fields.Float):
    said = {
        "invalid": N_("This must be a number."),
        "too_large": N_("This number is too large."),
        "special": N_("This must be a number."),
    }


class YesNo(_Says, fields.Boolean):
    """true or false; in a query also the texts."""

    truthy = {True, "true"}
    falsy = {False, "false"}
    said = {"invalid": N_("This must be true or false.")}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        """1 is not true: Python holds them for equal."""
        if not isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Day(_Says, fields.Date):
    """A local date, YYYY-MM-DD."""

    said = {
        "invalid": N_("This must be a day such as 2027-01-12."),
        "format": N_("This must be a day such as 2027-01-12."),
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        """date.fromisoformat reads more forms than RFC 3339 has, and years that no calendar here reaches."""
        if not isinstance(value, str) or len(value) != 10 or not value.isascii() or value[4::3] != "--":
            raise self.make_error("invalid", input=value)
        day = super()._deserialize(value, attr, data, **kwargs)
        if not 1900 <= day.year <= 2200:
            raise ValidationError([Text(N_("This day lies too far away."))])
        return day


class Moment(_Says, fields.AwareDateTime):
    """In answers only: RFC 3339 with offset."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(format="iso", dump_only=True, **settings)


class Word(_Says, fields.Enum):
    """One of a closed list of words."""

    said = {"unknown": N_("This must be one of: {choices}.")}

    def __init__(self, words: type[StrEnum], **settings: Any) -> None:
        super().__init__(words, by_value=fields.String(), **settings)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("unknown", choices=self.choices_text)
        return super()._deserialize(value, attr, data, **kwargs)


class Many(_Says, fields.List):
    """A list of at most `most`."""

    said = {"invalid": N_("This must be a list.")}

    def __init__(self, inner: Any, *, least: int = 0, most: int | None = None, **settings: Any) -> None:
        if most is not None:
            settings["validate"] = Size(least, most, N_("Give between {min} and {max} of these."))
        super().__init__(inner, **settings)


class Inside(_Says, fields.Nested):
    """A shape within a shape."""

    said = {"type": N_("This must be an object.")}


class Own(Inside):
    """A shape within a shape, filled from the same thing; null where it lacks what `needs` names."""

    def __init__(self, shape: type[Schema], *, needs: str | None = None, **settings: Any) -> None:
        super().__init__(shape, allow_none=needs is not None, **settings)
        self.needs = needs

    def get_value(self, obj: Any, attr: str, accessor: Any = None, default: Any = None) -> Any:
        return obj if self.needs is None or getattr(obj, self.needs) is not None else None


class Computed(_Says, fields.Function):
    """In answers only: worked out from the thing. `type` is JSON Schema's."""

    def __init__(self, work_out: Callable[[Any], Any], type: str | list[str] = "string", **metadata: Any) -> None:
        super().__init__(work_out, metadata={"type": type, **metadata})


class Between(validate.Range):
    """min <= value <= max."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(min=least, max=most)

    def _format_error(self, value: Any, message: str) -> Any:
        return [Text(N_("Give a number between {min} and {max}."), {"min": str(self.min), "max": str(self.max)})]


class Size(validate.Length):
    """min <= len(value) <= max."""

    def __init__(self, least: int, most: int, template: str = N_("Write between {min} and {max} characters.")) -> None:
        super().__init__(min=least or None, max=most)
        self.template = template

    def _format_error(self, value: Any, message: str) -> Any:
        return [Text(self.template, {"min": self.min or 0, "max": self.max})]
