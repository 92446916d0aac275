"""What may go wrong in a user's action, as codes and facts; the window owns the sentences."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """An action was refused: a stable code, the facts of this refusal, and the field it is about.

    ``field`` names the command's field (``received_on``) so that the window can show the sentence
    beside it; ``None`` means the whole action.
    """

    def __init__(self, code: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.code, self.field, self.facts))


def _rebuild(code: str, field: str | None, facts: dict[str, Any]) -> DomainError:
    return DomainError(code, field=field, **facts)


class Invalid(DomainError):
    """Several fields are wrong at once; ``problems`` holds one error for each."""

    def __init__(self, problems: tuple[DomainError, ...]) -> None:
        super().__init__("invalid", count=len(problems))
        self.problems = problems


class EditConflict(DomainError):
    """Somebody else saved this record meanwhile.

    ``facts``: ``who``, ``when`` (aware datetime), ``differences`` as a tuple of
    (field, value saved by the other person, value typed here).
    """

    def __init__(self, **facts: Any) -> None:
        super().__init__("edit_conflict", **facts)


class NotAllowed(DomainError):
    """The signed-in person's role does not have this right."""

    def __init__(self, right: str) -> None:
        super().__init__("not_allowed", right=right)
