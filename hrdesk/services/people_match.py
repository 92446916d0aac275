"""Whom each row of an imported file is about, and everything that speaks against the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.exchange.columns import SheetSpec
from hrdesk.exchange.people import DEGREES, PEOPLE, SERVICE_RUNS
from hrdesk.exchange.workbook import CellProblem, FormFile, SheetRow, shown_value
from hrdesk.rules.codes import Agency
from hrdesk.rules.identity import check_position_number
from hrdesk.services.errors import DomainError
from hrdesk.services.people import agency_of
from hrdesk.services.people_stored import Register, StoredPerson
from hrdesk.services.people_values import (
    PERSON_FIELDS,
    DegreeValues,
    RunValues,
    check_person,
    check_run,
    run_values,
)
from hrdesk.services.posts import PostValues, post_values
from hrdesk.services.unit_of_work import UnitOfWork

_OWN_REF = re.compile(r"P([1-9][0-9]{0,9})")
_PEOPLE_KEYS = tuple(column.key for column in PEOPLE.columns)
_COLUMN_OF_POST = {"post.title": "post_title", "post.level": "level"}


def reference(person_id: int) -> str:
    """Return the reference that an export gives a person and an import recognises."""
    return f"P{person_id}"


@dataclass(slots=True)
class Planned:
    """A row that is right as far as it is known: whom it is about and what it is to say.

    ``degrees`` and ``service_runs`` are None when the file has none: what is stored stays.
    """

    row: int
    stored: StoredPerson | None
    values: dict[str, Any]
    post: PostValues | None
    active: bool
    degrees: list[DegreeValues] | None = None
    service_runs: list[RunValues] | None = None


class Matcher:
    """Goes through a file once; afterwards holds the plan, the problems and the warnings."""

    def __init__(self, uow: UnitOfWork, file: FormFile, register: Register) -> None:
        self._file = file
        self._register = register
        self._own_file = bool(file.database_id) and file.database_id == register.database_id
        self._today = uow.clock.today()
        self._agency: Agency = agency_of(uow)
        self._problems: list[CellProblem] = list(file.problems)
        self._planned: list[Planned] = []
        self._first_row: dict[tuple[str, Any], int] = {}
        self._told: set[tuple[str, int]] = set()
        self._by_ref: dict[str, Planned | None] = {}
        self._by_id: dict[str, Planned | None] = {}
        self._in_file: set[int] = set()
        self.warnings: list[CellProblem] = []
        self.posts: dict[str, PostValues] = {}

    def match(self) -> list[Planned]:
        """Return what can be done; rows with problems are left out."""
        for row in self._file.rows[PEOPLE.key]:
            self._person(row)
        self._settle_posts()
        self._rows_of(DEGREES, "degrees", DegreeValues)
        self._rows_of(SERVICE_RUNS, "service_runs", run_values)
        return self._planned

    def all_problems(self) -> tuple[CellProblem, ...]:
        """Return every problem, sheet by sheet and row by row."""
        order = {spec.title: place for place, spec in enumerate((PEOPLE, DEGREES, SERVICE_RUNS))}
        return tuple(sorted(self._problems, key=lambda one: (order[one.sheet], one.row)))

    def _person(self, row: SheetRow) -> None:
        cells = dict(zip(_PEOPLE_KEYS, row.values, strict=True))
        before = len(self._problems)
        self._once(row, "ref", cells["ref"], "ref_twice")
        self._once(row, "national_id", cells["national_id"], "national_id_twice")
        repeated = len(self._problems) > before
        stored = self._whom(row, cells)
        if stored is not None:
            self._in_file.add(stored.id)
            if not repeated:
                self._once(row, "ref", stored.id, "person_twice")
        planned = None
        if not row.bad:
            planned = self._plan(row, cells, stored)
        if len(self._problems) > before:
            planned = None
        if planned is not None:
            self._planned.append(planned)
        # A faulty row is remembered too, so that its degrees are not called ownerless.
        if cells["ref"]:
            self._by_ref[cells["ref"]] = planned
        national_id = planned.values["national_id"] if planned else cells["national_id"]
        if national_id:
            self._by_id[national_id] = planned

    def _whom(self, row: SheetRow, cells: Mapping[str, Any]) -> StoredPerson | None:
        """Return the stored person a row is about, None for somebody new."""
        national_id = cells["national_id"]
        by_id = self._register.by_national_id.get(national_id) if national_id else None
        stored = by_id
        own = _OWN_REF.fullmatch(cells["ref"] or "") if self._own_file else None
        if own is not None:
            stored = self._register.people.get(int(own[1]))
            if stored is None:
                self._fault(PEOPLE, row.number, "ref", cells["ref"], "ref_unknown")
                return None
            known = stored.values["national_id"]
            if national_id and known and known != national_id:
                self._fault(
                    PEOPLE,
                    row.number,
                    "national_id",
                    national_id,
                    "ref_of_other",
                    holder=stored.name,
                )
            elif by_id is not None and by_id.id != stored.id:
                self._fault(
                    PEOPLE,
                    row.number,
                    "national_id",
                    national_id,
                    "national_id_taken",
                    holder=by_id.name,
                )
        return stored

    def _plan(
        self, row: SheetRow, cells: Mapping[str, Any], stored: StoredPerson | None
    ) -> Planned | None:
        values = {name: cells[name] for name in PERSON_FIELDS}
        active = cells["active"]
        if stored is None:
            self._check_namesakes(row, values)
            active = True if active is None else active
        else:
            values["national_id"] = values["national_id"] or stored.values["national_id"]
            active = stored.active if active is None else active
        for key, code, facts in check_person(values, self._today):
            self._fault(PEOPLE, row.number, key, values[key], code, **facts)
        try:
            post = post_values(
                cells["post_number"],
                cells["post_title"],
                cells["post_type"],
                cells["level"],
                cells["job_series"],
                cells["unit"],
                self._linked(cells, stored),
            )
        except DomainError as problem:
            key = _COLUMN_OF_POST[problem.field or ""]
            self._fault(PEOPLE, row.number, key, cells[key], problem.code, **problem.facts)
            return None
        return Planned(row.number, stored, values, post, active)

    def _linked(self, cells: Mapping[str, Any], stored: StoredPerson | None) -> bool:
        """Return whether the post is linked: as the row says, else as it is known, else not."""
        said: bool | None = cells["linked_level"]
        if said is not None:
            return said
        known = self._register.posts.get(cells["post_number"])
        post = known[1] if known is not None else None
        if post is None and stored is not None and stored.provisional_post is not None:
            post = stored.post
        return bool(post is not None and post.linked_level)

    def _check_namesakes(self, row: SheetRow, values: Mapping[str, Any]) -> None:
        name = (values["first_name"], values["last_name"])
        stored = self._register.by_name.get(name)
        if not values["national_id"]:
            # Without an ID nothing tells a namesake from the same person entered twice.
            if stored:
                self._fault(PEOPLE, row.number, "last_name", name[1], "same_name_needs_id")
            self._once(row, "last_name", name, "same_name_twice")
        elif stored:
            self._warn(row.number, "last_name", name[1], "same_name", count=len(stored))

    def _settle_posts(self) -> None:
        """Find posts claimed twice, and what each post is to be: its active holder decides."""
        register = self._register
        taken = {
            person.post.number: person
            for person in register.people.values()
            if person.active and person.post is not None and person.id not in self._in_file
        }
        claimed: dict[str, Planned] = {}
        for one in self._planned:
            if one.post is None or not one.post.number:
                continue
            number = one.post.number
            if one.active:
                self._claim(one, number, taken, claimed)
        for one in self._planned:
            if one.post is None or not one.post.number:
                continue
            number = one.post.number
            if number not in self.posts:
                known = register.posts.get(number)
                self.posts[number] = known[1] if known is not None else one.post
            one.post = self.posts[number]

    def _claim(
        self,
        one: Planned,
        number: str,
        taken: Mapping[str, StoredPerson],
        claimed: dict[str, Planned],
    ) -> None:
        holder, other = taken.get(number), claimed.get(number)
        if holder is not None:
            self._fault(
                PEOPLE,
                one.row,
                "post_number",
                number,
                "post_taken",
                holder=holder.name,
                number=number,
            )
        if other is not None:
            self._twice(PEOPLE, "post_number", number, "post_twice", other.row, one.row)
            return
        claimed[number] = one
        self.posts[number] = one.post  # type: ignore[assignment]
        code = check_position_number(number, self._agency)
        if code is not None:
            self._warn(one.row, "post_number", number, code, number=number)

    def _rows_of(self, spec: SheetSpec, name: str, make: Any) -> None:
        """Hand each row of degrees or service to the person of the file it belongs to."""
        columns = [column.key for column in spec.columns]
        for row in self._file.rows[spec.key]:
            ref, national_id, _name, *values = row.values
            owner = self._owner(spec, row, ref, national_id)
            if row.bad or owner is None:
                continue
            made = make(*values)
            faults = list(check_run(made)) if isinstance(made, RunValues) else []
            for key, code, facts in faults:
                value = values[columns.index(key) - 3]
                self._fault(spec, row.number, key, value, code, **facts)
            listed = getattr(owner, name)
            if listed is None:
                listed = []
                setattr(owner, name, listed)
            listed.append(made)

    def _owner(
        self, spec: SheetSpec, row: SheetRow, ref: str | None, national_id: str | None
    ) -> Planned | None:
        if "national_id" in row.bad:
            return None
        if not ref and not national_id:
            self._fault(spec, row.number, "ref", "", "owner_missing")
            return None
        if ref and ref not in self._by_ref:
            self._fault(spec, row.number, "ref", ref, "owner_unknown")
            return None
        if national_id and national_id not in self._by_id:
            self._fault(spec, row.number, "national_id", national_id, "owner_unknown")
            return None
        by_ref = self._by_ref.get(ref) if ref else None
        by_id = self._by_id.get(national_id) if national_id else None
        if by_ref is not None and by_id is not None and by_ref is not by_id:
            self._fault(spec, row.number, "ref", ref, "owner_differs")
            return None
        return by_ref or by_id

    def _once(self, row: SheetRow, key: str, value: Any, code: str) -> None:
        """Tell both rows when a value that may stand once stands twice."""
        if value is None or value == "":
            return
        first = self._first_row.setdefault((code, value), row.number)
        if first != row.number:
            told = "" if code in ("person_twice", "same_name_twice") else value
            self._twice(PEOPLE, key, told, code, first, row.number)

    def _twice(
        self, spec: SheetSpec, key: str, value: Any, code: str, first: int, second: int
    ) -> None:
        if (code, first) not in self._told:
            self._told.add((code, first))
            self._fault(spec, first, key, value, code, other=str(second))
        self._fault(spec, second, key, value, code, other=str(first))

    def _fault(
        self, spec: SheetSpec, row: int, key: str, value: Any, code: str, **facts: Any
    ) -> None:
        self._problems.append(_problem(spec, row, key, value, code, facts))

    def _warn(self, row: int, key: str, value: Any, code: str, **facts: Any) -> None:
        self.warnings.append(_problem(PEOPLE, row, key, value, code, facts))


def _problem(
    spec: SheetSpec, row: int, key: str, value: Any, code: str, facts: Mapping[str, Any]
) -> CellProblem:
    column = spec.column(key)
    return CellProblem(spec.title, row, column.heading, shown_value(column, value), code, facts)
