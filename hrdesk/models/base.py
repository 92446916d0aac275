"""The declarative base, exact column types and names of constraints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, LargeBinary, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

__all__ = ["Base", "Moment", "Money", "SortText", "Versioned"]


class Money(TypeDecorator[Decimal]):
    """Baht held as a whole number of satang, so that no database ever rounds it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn baht into satang; a float or a third decimal is a ``ValueError``."""
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("money is Decimal, never float")
        satang = value * 100
        if satang != satang.to_integral_value():
            raise ValueError("money has at most two decimals")
        return int(satang)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Turn satang into baht."""
        return None if value is None else Decimal(value) / 100


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; only aware datetimes go in and come out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Refuse naive datetimes, which would silently mean another moment elsewhere."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:
        """Give the moment back as aware UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        if moment.tzinfo is None:
            return moment.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC)


# Sort keys are compared by code point in every database, whatever its locale.
SortText = Text().with_variant(Text(collation="C"), "postgresql")


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        dt.date: Date(),
        dt.datetime: Moment(),
        Decimal: Money(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Versioned:
    """A row that two people may edit: the version they read must still be the one stored."""

    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": version}
