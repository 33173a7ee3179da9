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
_TOO_YOUNG = N_("The person responsible on site is {age}, and must be {min_age} or more.")
_NAME_SOMEBODY_OLDER = N_(
    "Name a person of {min_age} or more who is there, too; if you know nobody, the municipality helps you find one."
)
_AGE_NOT_SAID = N_("The person responsible on site must be {min_age} or more, and the age is not said.")
_SAY_AGE = N_("Say how old the person responsible is.")


@dataclass(frozen=True, kw_only=True)
class ResponsiblePerson(Rule, id="responsible-person"):
    """The request names a person who is responsible on site and can be reached there.

    - phone: whether a telephone number is needed (true).
    - min_age: years that the person must be (18; 21 where alcohol is served; 0: any age).
    - age_said: whether the age must be said, too (false; true where alcohol is served).
    - effect: what happens without (refuse).

    Source: DK-07, DK-68.
    """

    phone: bool = True
    min_age: int = 0
    age_said: bool = False
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.responsible_name.strip():
            yield found(self.effect, _NOBODY, None, _NAME_SOMEBODY)
        elif self.phone and not asked.responsible_phone.strip():
            yield found(self.effect, _NO_PHONE, None, _GIVE_PHONE)
        yield from self._age(asked.details.responsible_age)

    def contradictions(self) -> Iterator[str]:
        if self.age_said and not self.min_age:
            yield "the age must be said, and any age will do; give min_age, or leave age_said out"

    def _age(self, age: int | None) -> Iterator[Found]:
        if age is not None and age < self.min_age:
            yield found(self.effect, _TOO_YOUNG, None, _NAME_SOMEBODY_OLDER, age=age, min_age=self.min_age)
        elif age is None and self.age_said:
            yield found(self.effect, _AGE_NOT_SAID, None, _SAY_AGE, min_age=self.min_age)
