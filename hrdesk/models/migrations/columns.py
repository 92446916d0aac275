"""Columns and tables as the migrations since 0003 write them: no defaults, texts never null."""

from typing import Any

import sqlalchemy as sa
from alembic import op


def text(name: str) -> sa.Column[Any]:
    """A text, never null."""
    return sa.Column(name, sa.Text(), nullable=False)


def flag(name: str) -> sa.Column[Any]:
    """True or false."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def number(name: str, nullable: bool = False) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=nullable)


def money(name: str, nullable: bool = False) -> sa.Column[Any]:
    """Baht, held in satang."""
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def json(name: str) -> sa.Column[Any]:
    """A JSON value, never null."""
    return sa.Column(name, sa.JSON(), nullable=False)


def day(name: str, nullable: bool = True) -> sa.Column[Any]:
    """A date."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def moment(name: str, nullable: bool = True) -> sa.Column[Any]:
    """A moment in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def points_to(name: str, target: str, nullable: bool = False, key: bool = False) -> sa.Column[Any]:
    """A foreign key to ``target``'s id."""
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{target}.id"), nullable=nullable, primary_key=key
    )


def table(name: str, *parts: sa.schema.SchemaItem, versioned: bool = False) -> None:
    """Create a table with an id, and a version where two people may edit its rows."""
    version = (number("version"),) if versioned else ()
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, *version)


def index(name: str, *columns: str) -> None:
    """Create an index on the table ``name``."""
    op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))
