"""Results made final: how each is stored with its hash, and whether it still is what was stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk import __version__
from hrdesk.models import CalculationRun
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Final:
    """What is made final: whose, and the figures as plain JSON.

    ``law`` maps set, version and hash of the law it stands on; ``number`` counts the results of one
    subject, ``supersedes_id`` is the one corrected, with the ``reason``.
    """

    kind: str
    subject_id: int
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    explanation: Mapping[str, Any]
    law: Mapping[str, str]
    number: int = 1
    supersedes_id: int | None = None
    reason: str = ""


def keep(uow: UnitOfWork, *finals: Final) -> list[CalculationRun]:
    """Store results with their hashes, all in one flush, and return them; checks no right."""
    now = uow.clock.now()
    runs = [
        CalculationRun(
            kind=each.kind,
            subject_id=each.subject_id,
            number=each.number,
            inputs=dict(each.inputs),
            outputs=dict(each.outputs),
            explanation=dict(each.explanation),
            **{f"law_{key}": value for key, value in each.law.items()},
            program=__version__,
            sha256=_fingerprint(each.inputs, each.outputs, each.explanation),
            supersedes_id=each.supersedes_id,
            reason=each.reason,
            made_by=uow.actor.name,
            made_at=now,
        )
        for each in finals
    ]
    uow.session.add_all(runs)
    uow.session.flush()
    return runs


def intact(run: CalculationRun) -> bool:
    """Tell whether a kept result is what was stored."""
    return _fingerprint(run.inputs, run.outputs, run.explanation) == run.sha256


def _fingerprint(
    inputs: Mapping[str, Any], outputs: Mapping[str, Any], explanation: Mapping[str, Any]
) -> str:
    """The SHA-256 of a result's canonical JSON."""
    content = json.dumps(
        {"inputs": inputs, "outputs": outputs, "explanation": explanation},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()
