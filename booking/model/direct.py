"""One row, asked of the driver itself: for what is asked so often that SQLAlchemy would cost more than the query.

SQLAlchemy writes the statement for the kind of database, says how values are read, and lends a connection of its pool.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Engine, PoolProxiedConnection, Select
from sqlalchemy.exc import DBAPIError

from booking.model.statements import Values

_logger = logging.getLogger(__name__)
"""Every statement is told at level DEBUG, as SQLAlchemy tells its own to those who listen."""


@dataclass(frozen=True, slots=True)
class _Written:
    """`places` are the names of its parameters in order, where they have no names in it; `readers` one a column."""

    sql: str
    writers: Sequence[tuple[str, Callable[[Any], Any]]]
    places: Sequence[str] | None
    readers: Sequence[Callable[[Any], Any] | None]


def first(engine: Engine, statement: Select[*tuple[Any, ...]], given: Values) -> tuple[Any, ...] | None:
    """The first row there is, outside of any transaction; `given` may have more than the statement asks for.

    DBAPIError as SQLAlchemy has it. A connection that is lost takes the others of the pool with it: they are as old.
    """
    written = _written(statement, engine.dialect)
    _logger.debug("%s", written.sql)
    lent = None
    try:
        lent = engine.raw_connection()
        return _read(written, _fetched(lent, written, given))
    except engine.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemys(error, engine, lent, written.sql) from error
    finally:
        if lent is not None:
            lent.close()


def _as_sqlalchemys(error: Exception, engine: Engine, lent: PoolProxiedConnection | None, sql: str) -> Exception:
    dialect = engine.dialect
    lost = lent is not None and dialect.is_disconnect(error, lent.driver_connection, None)  # type: ignore[arg-type]
    if lent is not None and lost:
        lent.invalidate(error)
        engine.dispose()
    kind = dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, kind, connection_invalidated=lost, dialect=dialect)


def _fetched(lent: PoolProxiedConnection, written: _Written, given: Values) -> Any:
    driver: Any = lent.driver_connection
    values = {**given, **{name: write(given[name]) for name, write in written.writers}}
    if written.places is not None:
        return driver.execute(written.sql, [values[name] for name in written.places]).fetchone()
    driver.autocommit = True
    try:
        return driver.execute(written.sql, values).fetchone()
    finally:
        driver.autocommit = False


def _read(written: _Written, row: Any) -> tuple[Any, ...] | None:
    if row is None:
        return None
    return tuple(read(value) if read else value for read, value in zip(written.readers, row, strict=True))


@lru_cache
def _written(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Written:
    compiled: Any = statement.compile(dialect=dialect)
    writers = ((name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in compiled.binds.items())
    return _Written(
        compiled.string,
        [(name, write) for name, write in writers if write],
        compiled.positiontup,
        [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in statement.selected_columns],
    )
