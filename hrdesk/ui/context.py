"""What every page is given: the database, the user, the workers, and the way to other pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from hrdesk.services.access import Actor, Right
    from hrdesk.services.unit_of_work import Clock, UnitOfWork
    from hrdesk.settings import Settings
    from hrdesk.ui.bus import ChangeBus
    from hrdesk.ui.drafts import Drafts
    from hrdesk.ui.notify import Notifier
    from hrdesk.ui.tasks import TaskRunner


class DatabasePort(Protocol):
    """The open database as the window sees it."""

    clock: Clock

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        """Open a transaction that may write."""
        ...

    def read(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        """Open a transaction for reading only."""
        ...


class OfficeHeader(Protocol):
    """The office's names for titles; ``hrdesk.services.queries.office`` makes it."""

    @property
    def agency_name(self) -> str:
        """The agency's Thai name."""
        ...

    @property
    def unit_name(self) -> str:
        """The office's own unit."""
        ...

    @property
    def agency(self) -> str:
        """The code of the agency's rule set."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """A place in the window: a page, the record it shows, and how it is filtered."""

    page: str
    id: int | None = None
    params: Mapping[str, str] = field(default_factory=dict, hash=False)


def _nowhere(route: Route) -> None:
    del route


@dataclass(slots=True)
class AppContext:
    """Everything a page may use; made once after sign-in.

    Making it binds ``tasks`` to this database, actor, bus and notifier.
    """

    settings: Settings
    database: DatabasePort
    tasks: TaskRunner
    bus: ChangeBus
    actor: Actor
    office: OfficeHeader
    notify: Notifier
    drafts: Drafts
    navigate: Callable[[Route], None] = _nowhere
    forget: Callable[[Route], None] = _nowhere  # back and forward lead there no more
    papers: Any = None

    def __post_init__(self) -> None:
        self.tasks.bind(self)

    def today(self) -> dt.date:
        """Return today in Thailand, by the database's clock."""
        return self.database.clock.today()

    def may(self, right: Right) -> bool:
        """Tell whether the signed-in user has a right; services check it again."""
        return self.actor.may(right)
