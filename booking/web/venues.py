"""Venues, their spaces, and who holds them in a week."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request

from booking.services import opening_hours, places, weeks
from booking.services.weeks import Week
from booking.vocabulary import VenueKind
from booking.web.dates import asked_date, now
from booking.web.linked_data import linked
from booking.web.things import thing
from booking.web.timetables import timetables


def attach(pages: Blueprint) -> None:
    pages.add_url_rule("/venues/", "venues", _venues)
    pages.add_url_rule("/venues/<venue>", "venue", _venue)
    pages.add_url_rule("/venues/<venue>/<space>", "space", _space)


def by_kind(venues: Iterable[Any]) -> Mapping[VenueKind, Sequence[Any]]:
    """The venues of each kind that has any, in the order of the kinds."""
    order = list(VenueKind)
    ordered = sorted(venues, key=lambda venue: order.index(venue.kind))
    return {kind: list(them) for kind, them in groupby(ordered, key=lambda venue: venue.kind)}


def matching(venues: Sequence[Any], words: str) -> Sequence[Any]:
    """The venues in whose name, address or spaces every one of the words is found."""
    wanted = words.casefold().split()
    return [venue for venue in venues if all(word in _told(venue) for word in wanted)]


def _told(venue: Any) -> str:
    told = [venue.name, venue.street, venue.post_code, venue.town]
    for space in venue.spaces:
        told += [space.name, *space.tags, *space.equipment, *map(thing, space.equipment)]
    return " ".join(told).casefold()


def _venues() -> str:
    words = request.args.get("q", "").strip()[:100]
    everything = places.venues()
    found = matching(everything, words)
    return render_template("venues/list.html", kinds=by_kind(found), found=found, total=len(everything), words=words)


def _venue(venue: str) -> str:
    at = now()
    week = weeks.week(venue, asked_date(at), at)
    hours = opening_hours.weekly_hours(venue, None)
    return render_template("venues/venue.html", linked=linked(week, hours), **_shown(week))


def _space(venue: str, space: str) -> str:
    at = now()
    week = weeks.week(venue, asked_date(at), at, space)
    return render_template("venues/space.html", space=week.space, **_shown(week))


def _shown(week: Week) -> dict[str, Any]:
    day = asked_date(now())
    return {"venue": week.venue, "week": week, "day": day, "plan": timetables(week)}
