"""What can fail. A "no" from the rules is data (rules.verdict), never one of these.

SambrugError
├── Invalid              the request cannot be read or makes no sense; names each field        422
├── NotFound             no such thing, or none that the caller may know of                    404
├── Gone                 there was such a thing, and it has ended for the caller               410
├── NotSignedIn          no token or session, or one that is unknown, expired or revoked       401
├── NotAllowed           the caller's role does not allow the act                              403
├── Conflict             the act does not fit the present state of the thing                   409
├── Stale                the caller's version is not the present one (RFC 9110 13.1.1)         412
├── VersionMissing       a change came without the version it is based on (RFC 6585 3)         428
└── Unavailable          the database cannot be reached now; nothing was written               503
"""

from collections.abc import Mapping, Sequence

from booking.wording import N_, Text


class SambrugError(Exception):
    """Carries `text`, which a face renders in the reader's language."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.template} {dict(text.values)}")
        self.text = text


class Invalid(SambrugError):
    """`fields` maps a field's path ("dates.3.start") to everything that is wrong with it."""

    def __init__(self, fields: Mapping[str, Sequence[Text]]) -> None:
        super().__init__(Text(N_("The request has errors in: {fields}."), {"fields": ", ".join(fields)}))
        self.fields = fields

    @classmethod
    def field(cls, name: str, template: str, /, **values: object) -> "Invalid":
        """One thing wrong with one field."""
        return cls({name: (Text(template, values),)})


class NotFound(SambrugError):
    """`kind` is what was sought (venue, space, organization, booking ...), `name` what it was called."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(Text(N_("No {kind} is called “{name}”."), {"kind": Text(kind), "name": name}))
        self.kind = kind
        self.name = name


class Gone(SambrugError):
    pass


class NotSignedIn(SambrugError):
    pass


class NotAllowed(SambrugError):
    pass


class Conflict(SambrugError):
    pass


class Stale(SambrugError):
    pass


class VersionMissing(SambrugError):
    pass


class Unavailable(SambrugError):
    pass
