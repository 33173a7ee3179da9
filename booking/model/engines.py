"""How the two databases are opened: pools, time limits, and when a transaction begins."""

from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Engine, event

LOCK_WAIT_SECONDS = 10
STATEMENT_SECONDS = 60
CONNECT_SECONDS = 5
RECYCLE_SECONDS = 1800


def engine_options(url: str, pool_size: int) -> dict[str, Any]:
    """Arguments of `create_engine`. Connections are opened on first use, so never before a server forks."""
    pool = {"pool_size": pool_size, "pool_timeout": LOCK_WAIT_SECONDS, "pool_recycle": RECYCLE_SECONDS}
    if url.startswith("sqlite"):
        return {**pool, "connect_args": {"timeout": LOCK_WAIT_SECONDS}}
    return {**pool, "connect_args": {"connect_timeout": CONNECT_SECONDS, "options": _postgresql_session()}}


def _postgresql_session() -> str:
    """READ COMMITTED: services lock what they judge, and must see what others committed while they waited."""
    settings = {
        "timezone": "UTC",
        "default_transaction_isolation": r"read\ committed",
        "lock_timeout": f"{LOCK_WAIT_SECONDS}s",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{STATEMENT_SECONDS}s",
        "application_name": "sambrug",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def prepare(engine: Engine) -> None:
    """Give a SQLite engine its pragmas and its transactions; PostgreSQL gets all it needs in `engine_options`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: SQLiteConnection, _record: object) -> None:
    """WAL lets readers go on while one writes; FULL keeps what was committed even when the power fails."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """With the execution option `writes=True` the write lock is taken at once.

    A transaction that read first and then wants to write fails without waiting when another wrote in between.
    """
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
