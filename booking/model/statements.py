"""Statements whose text stays the same whatever they are given, so that each is built, parsed and planned once.

A list of numbers, or of rows to write, is one parameter.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Dialect,
    Executable,
    Insert,
    Row,
    TextClause,
    bindparam,
    insert,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from booking.model.database import Base

Values = Mapping[str, Any]


def one_of(column: InstrumentedAttribute[Any], numbers: Collection[int] | str) -> ColumnElement[bool]:
    """Whether the column is one of the numbers, however many, or of those in the parameter of this name; as `in_`."""
    if isinstance(numbers, str):
        return _OneOf(column, bindparam(numbers, type_=_Numbers()))
    return _OneOf(column, bindparam("numbers", list(numbers), _Numbers(), unique=True))


def rows(session: Session, query: Executable, given: Values | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a query for columns, at half the cost that the session has, which must be ready for entities."""
    session.flush()
    return session.connection().execute(query, given).all()


def insert_row(session: Session, kind: type[Base], values: Values) -> int:
    """Write a row that has an `id`; the id. Columns not given get their defaults."""
    number: int = session.connection().execute(_insert_one(kind), values).scalar_one()
    return number


def insert_rows(session: Session, kind: type[Base], values: Sequence[Values]) -> None:
    """Write rows that all have the same columns; others get what the database itself gives them."""
    if _is_postgresql(session):
        session.execute(_insert_json(kind, tuple(values[0])), {"rows": _as_json(values)})
    else:
        session.execute(insert(kind), values)


def insert_numbered(session: Session, kind: type[Base], values: Sequence[Values]) -> Sequence[int]:
    """As `insert_rows`, for rows that have an `id`; the ids in their order: rows are numbered as they are given."""
    if _is_postgresql(session):
        statement = _insert_json(kind, tuple(values[0]), " RETURNING id")
        return sorted(session.scalars(statement, {"rows": _as_json(values)}))
    key = kind.__table__.c.id
    return sorted(session.scalars(insert(kind).returning(key), values))


class _Numbers(TypeDecorator[list[int]]):
    """An array on PostgreSQL, JSON on SQLite."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(BigInteger()) if dialect.name == "postgresql" else JSON()


class _OneOf(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:
        """A condition as it stands: SQLite, which has no booleans, would else compare it with 1 and use no index."""
        return self


@compiles(_OneOf, "postgresql")
def _any(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"({column} = ANY ({numbers}))"


@compiles(_OneOf, "sqlite")
def _in(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, numbers = (compiler.process(part, **options) for part in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({numbers})))"


@lru_cache
def _insert_one(kind: type[Base]) -> Insert:
    table = Base.metadata.tables[kind.__tablename__]
    return insert(table).returning(table.c.id)


@lru_cache
def _insert_json(kind: type[Base], columns: tuple[str, ...], ending: str = "") -> TextClause:
    """The table's own row type says how the JSON is read. Rows are read, written and numbered in their order."""
    table, names = kind.__tablename__, ", ".join(columns)
    source = f"json_populate_recordset(CAST(NULL AS {table}), CAST(:rows AS json))"
    return text(f"INSERT INTO {table} ({names}) SELECT {names} FROM {source}{ending}")


def _as_json(values: Sequence[Values]) -> str:
    return json.dumps(values, default=datetime.isoformat)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
