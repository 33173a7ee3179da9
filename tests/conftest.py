"""What every test may ask for: the application on either database, a client, a command runner, servers."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from booking import create_app
from booking.model import db
from tests.databases import Databases, PostgreSQLDatabases, SQLiteDatabases, settings
from tests.postgresql import PostgreSQLServer
from tests.rooms import Room
from tests.serving import Server, served

BACKENDS = ("sqlite", "postgresql")
ROOM = "SAMBRUG_TEST_DIRECTORY"
room = pytest.StashKey[Room]()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[room] = Room()
        os.environ[ROOM] = str(config.stash[room].directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    if room in config.stash:
        PostgreSQLDatabases(config.stash[room].directory).drop_all()
        config.stash[room].clear_away()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize("backend", marker.args if marker else BACKENDS, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """ "sqlite" or "postgresql": a test that stores data runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def kinds() -> dict[str, Databases]:
    directory = Path(os.environ[ROOM])
    return {"sqlite": SQLiteDatabases(directory), "postgresql": PostgreSQLDatabases(directory)}


@pytest.fixture(scope="session")
def apps(kinds: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """One application a kind of database and test process, made when first asked for."""
    made: dict[str, Flask] = {}

    def app_on(backend: str) -> Flask:
        if backend not in made:
            made[backend] = create_app(settings(kinds[backend].create(), tmp_path_factory.mktemp("instance")))
        return made[backend]

    yield app_on
    for backend, app in made.items():
        with app.app_context():
            db.engine.dispose()
        kinds[backend].drop(app.config["SAMBRUG"].database_url)


@pytest.fixture
def app(backend: str, apps: Callable[[str], Flask], kinds: dict[str, Databases]) -> Flask:
    """The application on an empty database. Services need `with app.app_context():`, or the fixture app_context."""
    app = apps(backend)
    if backend == "sqlite":
        with app.app_context():
            db.engine.dispose()
    kinds[backend].empty(app.config["SAMBRUG"].database_url)
    return app


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """For tests of services. Not together with `client`: a request would share the session, and hide what it keeps."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def database_url(backend: str, kinds: dict[str, Databases]) -> Iterator[str]:
    """A migrated, empty database that this process has not open: for tests with processes of their own."""
    url = kinds[backend].create()
    yield url
    kinds[backend].drop(url)


@pytest.fixture
def own_postgresql() -> Iterator[PostgreSQLServer]:
    """A durable PostgreSQL server that the test may kill and start again; `migrate` makes a database ready."""
    server = PostgreSQLServer(Path(os.environ[ROOM]) / secrets.token_hex(4), durable=True)
    server.create()
    server.start()
    yield server
    with suppress(RuntimeError):
        server.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Callable[..., AbstractContextManager[Server]]:
    """`with serve(database_url, workers=4) as server:` gives a real gunicorn; `server.url`, `.stop()`, `.kill()`."""
    return partial(served, directory=tmp_path)
