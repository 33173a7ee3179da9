"""How calendar programs reach Sambrug: iCalendar feeds over HTTP, public ones and a person's own.

It must not know tables, rules or pages.
"""

from flask import Flask

from booking.feeds import private
from booking.feeds.beside import beside
from booking.feeds.calendars import calendars


def init_app(app: Flask) -> None:
    app.register_blueprint(calendars)
    private.init_app(app)
    app.register_blueprint(beside)
