"""Every fault of a procedure's text at once, so that whoever edits it sees them all.

The strict reader stops at the first fault; the checks are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.procedure import OFFICE, ProcedureError
from hrdesk.rules.procedure_text import Document, read_document


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at ``place`` (``steps.check.next``), as the strict reader says it.

    ``step`` is the key of the step it belongs to, empty for the procedure as a whole.
    """

    place: str
    message: str
    step: str = ""


def faults_of(text: str) -> tuple[Fault, ...]:
    """Everything that keeps an office's text from being a procedure; none when it may be used."""
    try:
        document = read_document(text)
    except ProcedureError as problem:
        return (Fault(problem.key, problem.message),)
    return tuple(dict.fromkeys(_found(document)))


def _found(document: Document) -> Iterator[Fault]:
    from pydantic import ValidationError

    from hrdesk.rules.procedure_file import ProcedureModel, frozen
    from hrdesk.rules.procedure_paths import faults

    try:
        parsed = ProcedureModel.model_validate(document)
    except ValidationError as problem:
        for error in problem.errors():
            yield _placed(document, error["loc"], error["msg"])
        return
    procedure = frozen(parsed)
    if procedure.id != f"{OFFICE}.{procedure.case_type.value}":
        yield Fault("id", "must be office.case_type")
    try:
        for key, message in faults(procedure):
            yield Fault(key, message, _step_in(key))
    except KeyError:
        return  # a step leads nowhere, which was said: where paths end cannot be asked any more


def _placed(document: Document, path: tuple[Any, ...], message: str) -> Fault:
    """A fault of shape, its step named by key: ``steps.check.usual_days``."""
    named = list(path)
    for at, part in enumerate(path):
        items = document.get(str(path[0])) if at == 1 and isinstance(part, int) else None
        if items is not None and part < len(items):
            named[at] = items[part]["key"]
    place = ".".join(str(part) for part in named)
    return Fault(place, message, _step_in(place))


def _step_in(place: str) -> str:
    parts = place.split(".")
    return parts[1] if parts[0] == "steps" and len(parts) > 1 else ""
