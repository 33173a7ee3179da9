"""Databases for tests: migrated once a run, copied for each process, emptied for each test."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import flask_migrate
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from booking import create_app
from booking.model import Base, db
from config import Config
from tests.postgresql import PostgreSQLServer
from tests.rooms import one_at_a_time

SECRET_KEY = "nobody-depends-on-what-this-key-signs-0123456789"


def settings(database_url: str, directory: Path, **environment: str) -> Config:
    """Settings as the environment would give them; everything that is written goes below `directory`."""
    return Config.from_env(
        {
            "DATABASE_URL": database_url,
            "SECRET_KEY": SECRET_KEY,
            "INSTANCE_DIRECTORY": str(directory),
            "LOG_LEVEL": "WARNING",
            **environment,
        }
    )


def migrate(database_url: str, directory: Path) -> None:
    """Bring the database to the newest version, as `flask db upgrade` does."""
    app = create_app(settings(database_url, directory))
    with app.app_context():
        try:
            flask_migrate.upgrade()
        finally:
            db.engine.dispose()


class Databases(Protocol):
    """One kind of database."""

    def create(self) -> str:
        """A migrated, empty database of its own; returns its DATABASE_URL."""

    def empty(self, url: str) -> None:
        """Forget every row; numbering begins anew."""

    def drop(self, url: str) -> None:
        """Remove the database."""


@dataclass(frozen=True, slots=True)
class SQLiteDatabases:
    """Files in the test run's directory."""

    directory: Path

    def create(self) -> str:
        url = f"sqlite:///{self.directory / secrets.token_hex(8)}.sqlite"
        self.empty(url)
        return url

    def empty(self, url: str) -> None:
        self.drop(url)
        shutil.copyfile(self._template(), _file(url))

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            _file(url).with_name(_file(url).name + ending).unlink(missing_ok=True)

    def _template(self) -> Path:
        template = self.directory / "template.sqlite"
        if not template.exists():
            with one_at_a_time(self.directory):
                if not template.exists():
                    draft = self.directory / "draft.sqlite"
                    self.drop(f"sqlite:///{draft}")
                    migrate(f"sqlite:///{draft}", self.directory)
                    draft.rename(template)
        return template


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


@dataclass(frozen=True, slots=True)
class PostgreSQLDatabases:
    """Databases of the server that TEST_POSTGRESQL_URL names, or of one started for this test run."""

    directory: Path

    def create(self) -> str:
        with one_at_a_time(self.directory):
            template = self._template()
            return _create(self._server(), f"{self.prefix}_{secrets.token_hex(4)}", template)

    def empty(self, url: str) -> None:
        """A test leaves few rows: DELETE is ten times faster than TRUNCATE. The replica role passes over triggers."""
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("SET lock_timeout = '5s'; SET session_replication_role = replica")
            names = [sql.Identifier(table.name) for table in Base.metadata.sorted_tables]
            connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(name) for name in names))
            connection.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")

    def drop(self, url: str) -> None:
        with psycopg.connect(self._server(), autocommit=True) as connection:
            name = sql.Identifier(make_url(url).database or "")
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def drop_all(self) -> None:
        """What this test run left on a server that goes on running."""
        if "TEST_POSTGRESQL_URL" not in os.environ:
            return
        with psycopg.connect(self._server(), autocommit=True) as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix])
            for (name,) in rows.fetchall():
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def prefix(self) -> str:
        return self.directory.name.replace("-", "_").lower()

    def _server(self) -> str:
        if given := os.environ.get("TEST_POSTGRESQL_URL"):
            return given
        server = PostgreSQLServer(self.directory / "shared")
        if not server.directory.exists():
            server.create()
            server.start()
        return server.url

    def _template(self) -> str:
        name = f"{self.prefix}_template"
        done = self.directory / "template.postgresql"
        if not done.exists():
            self.drop(f"postgresql:///{name}")
            migrate(_create(self._server(), name, "template0"), self.directory)
            done.touch()
        return name


def _create(server: str, name: str, template: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(create)
    return make_url(server).set(database=name).render_as_string(hide_password=False)
