"""Puts the refusals of a service beside the fields they are about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.notify import Notifier
from hrdesk.ui.widgets.field import Field


class Form:
    """The fields of one form by the names that the service's command uses."""

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}

    def add(self, name: str, field: Field) -> Field:
        """Take a field under the name of the command's field and return it."""
        self.fields[name] = field
        return field

    def clear(self) -> None:
        """Take all error sentences away: before saving again."""
        for field in self.fields.values():
            field.set_error(None)

    def show(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show each problem at its field, go to the first, and return those without a field."""
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        homeless = []
        wrong = []
        for one in problems:
            field = self.fields.get(one.field or "")
            if field is None:
                homeless.append(one)
            else:
                field.set_error(one)
                wrong.append(field)
        ordered = [field for field in self.fields.values() if field in wrong]
        if ordered:
            self._go_to(ordered[0])
        return tuple(homeless)

    def failed(self, notify: Notifier) -> Callable[[DomainError], None]:
        """Return a ``failed`` for ``tasks.act``: fields first, the rest in the strip."""

        def show(problem: DomainError) -> None:
            for one in self.show(problem):
                notify.error(one)

        return show

    def missing(self, values: dict[str, object]) -> DomainError | None:
        """Return an ``Invalid`` naming the required fields that are empty, or None."""
        problems = tuple(
            DomainError("required", field=name)
            for name, field in self.fields.items()
            if field.required and values.get(name) in (None, "")
        )
        return Invalid(problems) if problems else None

    @staticmethod
    def _go_to(field: Field) -> None:
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        parent = field.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(field)
