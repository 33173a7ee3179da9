"""The caretaker's day sheet, as everyone may see it: without contact data."""

from flask import Blueprint, render_template

from booking.services import days
from booking.web.dates import asked_date, now


def attach(pages: Blueprint) -> None:
    pages.add_url_rule("/day/<venue>", "day", _day)


def _day(venue: str) -> str:
    at = now()
    sheet = days.day(venue, asked_date(at), None, at)
    return render_template("days/day.html", sheet=sheet, venue=sheet.venue)
