"""The first page: what this is, a search for venues, and where machines find the same."""

from flask import Blueprint, render_template

from booking.services import places
from booking.web.venues import by_kind


def attach(pages: Blueprint) -> None:
    pages.add_url_rule("/", "start", _start)


def _start() -> str:
    venues = places.venues()
    return render_template("start/start.html", kinds=by_kind(venues), spaces=sum(len(it.spaces) for it in venues))
