"""The audit: who did what and when, old and new; triggers refuse every change to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base


class AuditEntry(Base):
    """One action, written in the same transaction as what it did."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_entity_entity_id_id", "entity", "entity_id", "id"),
        Index("ix_audit_entry_case_id_id", "case_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    user_id: Mapped[int | None]
    user_name: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[int | None]
    case_id: Mapped[int | None] = mapped_column(default=None)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(default="")
    program: Mapped[str] = mapped_column(default="")
