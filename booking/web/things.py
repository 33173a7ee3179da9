"""Equipment and layouts that have a name in every language; others are shown in the municipality's own words."""

from collections.abc import Iterable, Mapping

from booking.services import wording
from booking.web.language import language
from booking.wording import N_

KNOWN = frozenset(
    {
        N_("amplifiers"),
        N_("chairs"),
        N_("concert"),
        N_("drums"),
        N_("goals"),
        N_("grand piano"),
        N_("grand stand"),
        N_("groups"),
        N_("kitchen"),
        N_("lane ropes"),
        N_("lift"),
        N_("mats"),
        N_("mirrors"),
        N_("nets"),
        N_("ovens"),
        N_("piano"),
        N_("power outlets"),
        N_("projector"),
        N_("rows"),
        N_("score board"),
        N_("screen"),
        N_("smart board"),
        N_("sound system"),
        N_("sport"),
        N_("stage"),
        N_("stage lights"),
        N_("standing"),
        N_("starting blocks"),
        N_("tables"),
        N_("trampolines"),
        N_("wall bars"),
        N_("workbenches"),
    }
)


def thing(name: str) -> str:
    """The thing in the reader's language."""
    plain = name.replace("_", " ")
    return wording.gettext(plain, language()) if plain in KNOWN else plain


def equipment(things: Mapping[str, int]) -> str:
    """Goals (2), projector"""
    return _listed(f"{thing(name)} ({count})" if count > 1 else thing(name) for name, count in things.items())


def layouts(known: Mapping[str, Mapping[str, int]]) -> str:
    """Rows (120), tables (60)"""
    capacities = {name: layout.get("capacity") for name, layout in known.items()}
    return _listed(f"{thing(name)} ({many})" if many else thing(name) for name, many in capacities.items())


def _listed(items: Iterable[str]) -> str:
    text = ", ".join(items)
    return text[:1].upper() + text[1:]
