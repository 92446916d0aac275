"""Two people on one record: what differs is chosen field by field, and saved again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hrdesk.services.changes import Result
from hrdesk.services.errors import EditConflict
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.tab import settle


def settle_command(
    ctx: AppContext,
    parent: QWidget,
    problem: EditConflict,
    command: Any,
    version: Callable[[UnitOfWork], int],
    save: Callable[[UnitOfWork, Any], Result[int]],
    done: Callable[[int], object],
    noun: str,
) -> None:
    """Ask which values hold and save ``command`` with them over the version stored now."""
    names = {field.name for field in dataclasses.fields(command)}

    def again(chosen: dict[str, Any]) -> None:
        taken = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in chosen.items()
            if key in names
        }

        def store(now: int) -> None:
            mixed = dataclasses.replace(command, version=now, **taken)
            ctx.tasks.act(parent, lambda uow: save(uow, mixed), done)

        ctx.tasks.query(parent, version, store)

    if problem.facts.get("differences"):
        settle(parent, problem, again, noun)
    else:
        again({})
