"""Somebody to call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_NOBODY = N_("Nobody is named as responsible on site.")
_NAME_SOMEBODY = N_("Name a person of age who is there, with a telephone number.")
_NO_PHONE = N_("The person responsible on site has no telephone number.")
_GIVE_PHONE = N_("Give a number that is answered while the booking lasts.")


@dataclass(frozen=True, kw_only=True)
class ResponsiblePerson(Rule, id="responsible-person"):
    """The request names a person who is responsible on site and can be reached there.

    - phone: whether a telephone number is needed (true).
    - effect: what happens without (refuse).

    Source: DK-07.
    """

    phone: bool = True
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.responsible_name.strip():
            yield found(self.effect, _NOBODY, None, _NAME_SOMEBODY)
        elif self.phone and not asked.responsible_phone.strip():
            yield found(self.effect, _NO_PHONE, None, _GIVE_PHONE)
