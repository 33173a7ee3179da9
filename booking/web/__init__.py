"""Pages for people, in Danish and English; this package must not know tables, queries or rules."""

from flask import Blueprint, Flask

from booking.web import addresses, days, errors, headers, health, language, start, venues, writing

pages = Blueprint("web", __name__, template_folder="templates", static_folder="static", static_url_path="/static")
for part in (language, writing, addresses, headers, start, venues, days, errors):
    part.attach(pages)


def init_app(app: Flask) -> None:
    """Serve the pages from `app`: everything outside /api and /calendars."""
    app.url_map.converters["page"] = errors.NoPage
    app.register_blueprint(pages)
    app.register_blueprint(health.health)
