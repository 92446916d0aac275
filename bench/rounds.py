"""A salary round of 30,000 people: computed with explanations, one choice, the whole made final."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.data import FIRST, LAST, UNITS, large_office
from bench.report import Row
from hrdesk.models import Appraisal, AppraisalRound, PayrollRow, PayrollSnapshot, SalaryRound
from hrdesk.rules.salary.steps import ladder_names, read_ladder
from hrdesk.services.access import SYSTEM
from hrdesk.services.appraisal_final import close_round
from hrdesk.services.database import Database
from hrdesk.services.payrolls import freeze
from hrdesk.services.queries.salary_rounds import RoundMeeting, round_view, with_choices
from hrdesk.services.salary_choices import SetChoice, propose_round, set_choices
from hrdesk.services.salary_compute import Basis, basis_of
from hrdesk.services.salary_final import finalise_round
from hrdesk.services.salary_rounds import copy_round, record_meeting

PEOPLE = 30_000
CHOICES = 60
_DAY = dt.date(2026, 4, 1)
_SCHEMES = {"step": "steps", "contract": "contract rates", "percentage": "percentages"}


def measure(folder: Path) -> Iterator[Row]:
    """Measure the computing of each scheme, then a round of steps as its page and its end see it."""
    database = large_office(folder / "rounds.db", 100, PEOPLE)
    ids = {scheme: _make(database, scheme) for scheme in _SCHEMES}
    for scheme, label in _SCHEMES.items():
        with database.read(SYSTEM) as uow:
            stored = uow.session.get_one(SalaryRound, ids[scheme])
            basis, view = basis_of(uow, stored), round_view(uow, stored.id)
        yield Row(
            f"round of {label}, {PEOPLE:,} people: computed with every explanation",
            _seconds(basis, view), "s", absolute=5,
        )  # fmt: skip
    step = ids["step"]
    begun = time.perf_counter()
    with database.read(SYSTEM) as uow:
        round_view(uow, step)
    yield Row(
        f"round of steps, {PEOPLE:,} people: read from the database and computed",
        time.perf_counter() - begun, "s",
    )  # fmt: skip
    with database.work(SYSTEM) as uow:
        propose_round(uow, step)
    stored, shown = _choices(database, step)
    yield Row("one choice: stored, its row computed", stored, "ms", absolute=50)
    yield Row("one choice: row, problems and all totals shown anew", shown, "ms", absolute=50)
    begun = time.perf_counter()
    with database.work(SYSTEM) as uow:
        copy_round(uow, step, "ทดลอง")
    yield Row("what-if copy of a round", time.perf_counter() - begun, "s")
    yield Row("round made final: kept, hashed, 30,000 histories", _final(database, step), "s")
    database.close()


def _seconds(basis: Basis, view: Any) -> float:
    """Return the seconds of rows, limits, totals, proposal and every explanation."""
    from hrdesk.rules.salary.round_totals import totals

    begun = time.perf_counter()
    rows = basis.rows(view.people)
    limits = basis.limits(view.people, None)
    totals(rows, view.people, limits)
    basis.proposal(view.people, rows, limits)
    trees = [row.explain() for row in rows]
    taken = time.perf_counter() - begun
    assert len(trees) == PEOPLE
    return taken


def _choices(database: Database, round_id: int) -> tuple[float, float]:
    """Return the 95th percentiles of storing a choice and of the view after it, in milliseconds."""
    with database.read(SYSTEM) as uow:
        view = round_view(uow, round_id)
    stored, shown = [], []
    able = [line for line, row in zip(view.lines, view.rows, strict=True) if line.chosen]
    for line in able[: CHOICES * 7 : 7]:
        wanted = Decimal("0.5") if line.chosen == 1 else Decimal(1)
        command = SetChoice(round_id, line.row_id, wanted, "ตามมติ", line.choice_version)
        begun = time.perf_counter()
        with database.work(SYSTEM) as uow:
            done = set_choices(uow, round_id, [command]).value
        middle = time.perf_counter()
        view = with_choices(view, done, {line.row_id: wanted})
        shown.append((time.perf_counter() - middle) * 1000)
        stored.append((middle - begun) * 1000)
    return tuple(statistics.quantiles(each, n=20)[-1] for each in (stored, shown))  # type: ignore[return-value]


def _final(database: Database, round_id: int) -> float:
    with database.work(SYSTEM) as uow:
        propose_round(uow, round_id, keep=False)
        round_ = uow.session.get_one(SalaryRound, round_id)
        results = uow.session.get_one(AppraisalRound, round_.appraisal_round_id)
        close_round(uow, results.id, results.version, "วัดเวลา")
        version = round_.version
        meeting = RoundMeeting(dt.date(2026, 3, 20), "1/2569", "เห็นชอบ")
        version = record_meeting(uow, round_id, version, meeting).value
    begun = time.perf_counter()
    with database.work(SYSTEM) as uow:
        finalise_round(uow, round_id, version)
    return time.perf_counter() - begun


def _make(database: Database, scheme: str) -> int:
    """Make a frozen payroll, its results and an open round; returns the round's id."""
    chance = random.Random(2569)
    number = 2 if scheme == "contract" else 1
    day = _DAY if number == 1 else _DAY.replace(month=10)
    with database.work(SYSTEM) as uow:
        round_ = SalaryRound(
            scheme=scheme, year=2569, number=number, effective_on=day, law_day=day, snapshot_id=0,
            options={"bands": {"ดี": "2.5", "ดีมาก": "2.8", "ดีเด่น": "3"}},
        )  # fmt: skip
        law = basis_of(uow, round_).law
        snapshot = PayrollSnapshot(scheme=scheme, taken_on=day.replace(day=1), source="bench")
        uow.session.add(snapshot)
        uow.session.flush()
        place = _places(scheme, law)
        rows = [_row(n, snapshot.id, place, chance) for n in range(1, PEOPLE + 1)]
        uow.session.execute(insert(PayrollRow.__table__), rows)
        round_.snapshot_id = snapshot.id
        round_.appraisal_round_id = _appraisal(uow, len(rows), scheme, chance)
        uow.session.add(round_)
        uow.session.flush()
        if scheme != "step":  # ladders of the step payroll are drawn from all, levels not
            snapshot.frozen_at = uow.clock.now()
            from hrdesk.services.payroll_rows import fingerprint

            snapshot.sha256 = fingerprint(uow, snapshot)
        else:
            freeze(uow, snapshot.id)
        return round_.id


def _places(scheme: str, law: Any) -> list[tuple[str, str, str, str, tuple[Decimal, ...]]]:
    """Type, level, ladder, group and the salaries there may be."""
    if scheme == "step":
        groups = law.read("sao.step.group-of").value
        return [
            (*name.split(" "), name, groups[name], read_ladder(law, name).salaries)
            for name in ladder_names(law)
        ]  # type: ignore[misc]
    if scheme == "contract":
        return [("", "", "", "", tuple(Decimal(pay) for pay in range(9000, 20000, 10)))]
    return [
        (row["level"][0], row["label"], row["level"], "",
         tuple(Decimal(pay) for pay in range(int(row["minimum"]), int(row["maximum"]), 10)))
        for row in law.read("dms.pct.bases").value
    ]  # fmt: skip


def _row(n: int, snapshot: int, places: list[Any], chance: random.Random) -> dict[str, Any]:
    type_, level, ladder, group, salaries = chance.choice(places)
    return {
        "snapshot_id": snapshot, "line": n, "person_id": n, "version": 1,
        "name": f"นาย{FIRST[n % len(FIRST)]} {LAST[n // 7 % len(LAST)]} {n}",
        "employment": "local_official", "post_number": str(n), "post_title": "นักวิชาการ",
        "type": type_, "level": level, "unit": UNITS[n % len(UNITS)], "ladder": ladder,
        "quota_group": group, "salary": chance.choice(salaries), "special": [],
        "facts": {
            "service_months": 12,
            "leave": [{"kind": "ลาป่วย", "days": chance.randint(0, 25), "times": 3}],
        },
        "note": "",
    }  # fmt: skip


def _appraisal(uow: Any, people: int, scheme: str, chance: random.Random) -> int:
    number = list(_SCHEMES).index(scheme) + 1
    staff = {"step": "official", "contract": "contract", "percentage": "civil_servant"}[scheme]
    round_ = AppraisalRound(year=2569, number=number, first=dt.date(2025, 10, 1), last=dt.date(2026, 3, 31))  # fmt: skip
    uow.session.add(round_)
    uow.session.flush()
    uow.session.execute(
        insert(Appraisal),
        [
            {"round_id": round_.id, "person_id": n, "staff": staff,
             "achievement": str(chance.randint(6000, 10000) / Decimal(100)), "competency": "80"}
            for n in range(1, people + 1)
        ],
    )  # fmt: skip
    return round_.id
