"""What a rule is: parameters and one question; a subclass with an id joins the catalogue by being imported."""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar

from booking.rules.facts import Asked, Gather, Place, Time
from booking.vocabulary import Effect
from booking.wording import Text

Key = TypeVar("Key", bound=Hashable)


class Basis(StrEnum):
    """The day whose version of the rulebook counts: the day of use, or the day on which it was asked for."""

    USE = "use"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields; the engine adds the rule's id, its source and the place."""

    effect: Effect
    text: Text
    remedy: Text | None
    times: tuple[int, ...] | None


class Rule(ABC):
    """One rule of the catalogue. A subclass is a frozen, keyword-only dataclass whose fields are its parameters.

    Its docstring is the rule's documentation: what it does, its parameters with units and typical values, its source.
    A rule that `counts` is asked last and is told which times are lost anyway; one that is `firm` nobody may set aside.
    One that is `confidential`, or gathers the standing, judges by what only the organization itself is told.
    `basis` holds unless a rulebook says otherwise.
    """

    id: ClassVar[str]
    gathers: ClassVar[frozenset[Gather]] = frozenset()
    counts: ClassVar[bool] = False
    firm: ClassVar[bool] = False
    confidential: ClassVar[bool] = False
    basis: ClassVar[Basis] = Basis.USE
    _known: ClassVar[dict[str, type["Rule"]]] = {}

    def __init_subclass__(cls, id: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if id:
            cls.id = id
            Rule._known[id] = cls

    @abstractmethod
    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        """What the rule finds for one place and the times at which it applies there."""

    def contradictions(self) -> Iterator[str]:
        """What is wrong between its parameters, and what to do about it; each by itself is of its type."""
        return iter(())


def found(
    effect: Effect,
    template: str,
    times: Sequence[Time] | None = None,
    remedy: str | None = None,
    **values: Any,
) -> Found:
    """A finding whose message and remedy share their values; without `times` it concerns the whole request."""
    return Found(
        effect,
        Text(template, values),
        Text(remedy, values) if remedy else None,
        None if times is None else tuple(time.index for time in times),
    )


def together(times: Iterable[Time], key: Callable[[Time], Key]) -> Mapping[Key, Sequence[Time]]:
    """The times by what is to be said of them, so that a series hears it once."""
    groups: dict[Key, list[Time]] = {}
    for moment in times:
        groups.setdefault(key(moment), []).append(moment)
    return groups


def written(text: str) -> Text:
    """Words of a rulebook as a template without fields."""
    return Text(text.replace("{", "{{").replace("}", "}}"))


@cache
def catalogue() -> Mapping[str, type[Rule]]:
    """Every rule there is, by id; a module in rules/catalogue is all it takes to add one."""
    package = importlib.import_module("booking.rules.catalogue")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(Rule._known.items()))
