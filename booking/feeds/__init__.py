"""How calendar programs reach Sambrug: public iCalendar feeds over HTTP. It must not know tables, rules or pages."""

from flask import Flask

from booking.feeds.calendars import calendars


def init_app(app: Flask) -> None:
    app.register_blueprint(calendars)
