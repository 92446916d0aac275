"""Law cases of whole salary rounds: people in short, what they get, what is used and left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hrdesk.rules.explanation import plain
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.salary.contract_round import compute_contract, contract_limits
from hrdesk.rules.salary.percentage_round import (
    PercentageOptions,
    compute_percentage,
    percentage_limits,
    table_notes,
)
from hrdesk.rules.salary.proposal import propose_contract, propose_percentage, propose_step
from hrdesk.rules.salary.round_totals import Limits, totals
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow
from hrdesk.rules.salary.step_round import compute_step, step_limits

LADDER = "ทั่วไป ปฏิบัติงาน"


def exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def people(given: list[dict[str, Any]], **usual: Any) -> list[RoundPerson]:
    """``count`` people of each entry; ``group`` official_1, unit ก, score 90 unless told."""
    found: list[RoundPerson] = []
    for entry in given:
        each = {"group": "official_1", "unit": "ก", "score": "90", "level": "ดี", **usual, **entry}
        for _ in range(each.get("count", 1)):
            found.append(
                RoundPerson(
                    id=len(found), name=f"คนที่ {len(found)}", group=each["group"],
                    unit=each["unit"], ladder=each.get("ladder", ""), salary=Decimal(each["salary"]),
                    score=exact(each["score"]), level=each["level"],
                    facts=each.get("facts", {"service_months": 12}),
                    earlier=exact(each.get("april")), choice=exact(each.get("choice")),
                )
            )  # fmt: skip
    return found


def step_round(
    given: list[dict[str, Any]],
    law: dict[str, Any],
    number: int = 1,
    april: dict[str, str] | None = None,
    special_counts: bool = True,
) -> dict[str, Any]:
    held = LawBook.load().at(**law)
    all_ = people(given, ladder=LADDER)
    rows = compute_step(all_, held, number)
    used = None if april is None else {key: Decimal(each) for key, each in april.items()}
    limits = step_limits(all_, held, number, used, special_counts=special_counts)
    return _told(all_, rows, limits, propose_step(all_, rows, held, limits).amounts)


def contract_round(given: list[dict[str, Any]], law: dict[str, Any]) -> dict[str, Any]:
    held = LawBook.load().at(**law)
    all_ = people(given)
    rows = compute_contract(all_, held)
    limits = contract_limits(all_, held)
    return _told(all_, rows, limits, propose_contract(all_, rows, held).amounts)


def percentage_round(
    given: list[dict[str, Any]], law: dict[str, Any], **options: Any
) -> dict[str, Any]:
    held: Law = LawBook.load().at(**law)
    all_ = people(given, ladder="K2")
    wanted = PercentageOptions(
        table=options.get("table", ""),
        bands={key: Decimal(each) for key, each in options.get("bands", {}).items()},
        budget=exact(options.get("budget")),
        share=exact(options.get("share")),
    )
    rows = compute_percentage(all_, held, wanted)
    limits = percentage_limits(all_, held, wanted)
    told = _told(all_, rows, limits, propose_percentage(all_, rows, held, wanted).amounts)
    return {**told, "law_notes": len(table_notes(held, wanted.table))}


def _told(
    all_: list[RoundPerson], rows: tuple[RoundRow, ...], limits: Limits, proposal: Any
) -> dict[str, Any]:
    found = totals(rows, all_, limits)
    whole = found.whole
    return plain(
        {
            "heads": whole.heads,
            "payroll": whole.payroll,
            "places": whole.places,
            "placed": whole.placed,
            "budget": whole.budget,
            "spent": whole.spent,
            "special": whole.special,
            "left": whole.left,
            "over": sorted(
                [share.key or "all" for share in (whole, *found.groups.values()) if share.over]
            ),
            "groups": {
                key: {"heads": each.heads, "places": each.places, "budget": each.budget,
                      "left": each.left}
                for key, each in found.groups.items()
            },
            "needs": sorted({need for row in rows for need in row.needs}),
            "wanting": len(limits.needs),
            "choices": [row.choice for row in rows],
            "allowed": [list(row.allowed) for row in rows],
            "raised": [row.raised for row in rows],
            "specials": [row.special for row in rows],
            "salaries": [row.new_salary for row in rows],
            "problems": [bool(row.problem) for row in rows],
            "eligible": [row.eligible for row in rows],
            "proposal": [proposal[each.id] for each in all_],
        }
    )  # fmt: skip


ROUND_CHECKS = {
    "step_round": step_round,
    "contract_round": contract_round,
    "percentage_round": percentage_round,
}
