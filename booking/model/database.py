"""What every table is made of: the declarative base, keys, and times; `db` hands out sessions."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Identity, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; ValueError for a naive one.

    PostgreSQL keeps timestamptz, SQLite the text 'YYYY-MM-DD HH:MM:SS.ffffff', so that comparing text compares times.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"naive datetime {value!r}: the database stores UTC only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A row's number. SQLite numbers rows itself only where the type is INTEGER, which holds 64 bits there too."""

BigId = Annotated[int, mapped_column(BigKey, Identity(), primary_key=True)]


def word(kind: type[StrEnum], length: int, *, checked: bool = False) -> Enum:
    """A column that holds one word of a closed list, as it is spelled in the API; `checked` by the database itself
    too.
    """
    return Enum(
        kind,
        native_enum=False,
        length=length,
        create_constraint=checked,
        values_callable=lambda words: [word.value for word in words],
        name=kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """Every table's class. Constraints are named alike on both databases, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})
