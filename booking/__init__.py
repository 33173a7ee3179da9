"""Sambrug: booking of municipal rooms and urban spaces. `create_app` puts the layers together, and decides nothing."""

from pathlib import Path

from flask import Flask, request
from flask_migrate import Migrate
from werkzeug.exceptions import NotFound

from booking import api, commands, feeds, logs, web
from booking.model import engines
from booking.model.database import db
from config import Config

MIGRATIONS = Path(__file__).parent / "model" / "migrations"
LARGEST_REQUEST = 1024 * 1024
"""Bytes; what is larger is answered 413."""


def create_app(config: Config) -> Flask:
    """The application, without a connection to anything yet; safe to fork."""
    app = Flask(__name__, instance_path=str(config.instance_directory), static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    logs.init_app(app, config.log_level)
    app.before_request(_refuse_nul)
    _open_database(app)
    for face in (api, web, feeds, commands):
        face.init_app(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    """Faces find the whole configuration as `current_app.config["SAMBRUG"]`."""
    return {
        "SAMBRUG": config,
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "SESSION_COOKIE_SECURE": config.public_url.startswith("https:"),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engines.engine_options(config.database_url, config.database_pool_size),
    }


def _refuse_nul() -> None:
    """Nothing has a name with a NUL in it, and PostgreSQL cannot even be asked for one."""
    if "\0" in request.path:
        raise NotFound


def _open_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    with app.app_context():
        engines.prepare(db.engine)
