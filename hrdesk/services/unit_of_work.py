"""One transaction of one actor: its session, its clock and its audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hrdesk import __version__
from hrdesk.models import AuditEntry
from hrdesk.services.access import Actor


class Clock(Protocol):
    """Tells the time; tests hand in their own."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""

    def today(self) -> dt.date:
        """Return today's date in Thailand."""


BANGKOK = dt.timezone(dt.timedelta(hours=7), "ICT")


class SystemClock:
    """The clock of this PC; the day is Thailand's whatever zone the PC is set to."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """Return today's date in Thailand."""
        return dt.datetime.now(BANGKOK).date()


@dataclass(frozen=True, slots=True)
class AuditedChange:
    """One of many audited together: whose, what changed from and to, and why."""

    entity_id: int
    changes: Mapping[str, tuple[Any, Any]]
    reason: str = ""


class UnitOfWork:
    """What a service works in: leave its block well and all is stored, badly and nothing is."""

    def __init__(self, session: Session, actor: Actor, clock: Clock) -> None:
        self.session = session
        self.actor = actor
        self.clock = clock
        self.watch: Callable[[int, int], None] | None = None

    def step(self, done: int, total: int) -> None:
        """Say how far a long act is; whoever watches may stop it by raising: nothing is stored."""
        if self.watch is not None:
            self.watch(done, total)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.session.get_bind().dialect.name

    def audit(
        self,
        action: str,
        entity: str,
        entity_id: int | None,
        *,
        case_id: int | None = None,
        changes: Mapping[str, tuple[Any, Any]] | None = None,
        reason: str = "",
    ) -> None:
        """Write who did what into the same transaction.

        ``changes`` maps a field to (old, new); national IDs must be masked by the caller.
        """
        self.session.add(
            AuditEntry(
                at=self.clock.now(),
                user_id=self.actor.user_id,
                user_name=self.actor.name,
                action=action,
                entity=entity,
                entity_id=entity_id,
                case_id=case_id,
                changes=_both(changes or {}),
                reason=reason,
                program=__version__,
            )
        )

    def audit_many(self, action: str, entity: str, entries: Iterable[AuditedChange]) -> None:
        """Write what was done to thousands of one kind in one statement, each as ``audit`` does."""
        common = {
            "at": self.clock.now(),
            "user_id": self.actor.user_id,
            "user_name": self.actor.name,
            "action": action,
            "entity": entity,
            "program": __version__,
        }
        rows = [
            {
                **common,
                "entity_id": each.entity_id,
                "changes": _both(each.changes),
                "reason": each.reason,
            }
            for each in entries
        ]
        if rows:
            self.session.execute(insert(AuditEntry), rows)


def _both(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    return {key: [_plain(old), _plain(new)] for key, (old, new) in changes.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return str(value)
