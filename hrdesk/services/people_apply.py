"""Writing an import that was looked at and accepted: thousands of rows in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, select, text, update

from hrdesk.exchange.bulk import collecting_later
from hrdesk.models import AuditEntry, Case, Degree, Person, Post, ServiceRun
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import masked
from hrdesk.services.errors import DomainError
from hrdesk.services.people import load_person, refresh_cases
from hrdesk.services.people_import import ImportPlan, ImportPreview, field_differences
from hrdesk.services.people_match import Planned
from hrdesk.services.people_stored import register_stamp
from hrdesk.services.people_values import (
    PERSON_FIELDS,
    listed,
    searched,
    sort_key,
)
from hrdesk.services.posts import made_up_number, values_of
from hrdesk.services.unit_of_work import UnitOfWork

_CHUNK = 500  # values in one IN list: far below every database's limit
_NAMED = frozenset({"prefix", "first_name", "last_name", "unit"})


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many people an import added and changed, and how many agreed already."""

    new: int
    changed: int
    same: int


def apply_import(uow: UnitOfWork, preview: ImportPreview) -> Result[ImportOutcome]:
    """Write a previewed import, all of it or nothing.

    The caller makes a verified backup first (``backup.back_up``), as before a migration: this runs
    inside a transaction, where no backup can be made. Raises ``import_has_problems``, or
    ``import_outdated`` when the register was changed since the preview.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    if preview.problems:
        raise DomainError("import_has_problems", count=len(preview.problems))
    if uow.dialect == "postgresql":
        # Others may go on reading, but nobody may slip in a person between check and write.
        uow.session.execute(text("LOCK TABLE person, post IN SHARE ROW EXCLUSIVE MODE"))
    if register_stamp(uow) != preview.stamp:
        raise DomainError("import_outdated")
    with collecting_later():
        _Writer(uow, preview.plan, preview.file_name).write()
    outcome = ImportOutcome(len(preview.new), len(preview.changed), preview.same)
    uow.audit(
        "people.imported",
        "person",
        None,
        changes={
            "file": (None, preview.file_name),
            "new": (None, outcome.new),
            "changed": (None, outcome.changed),
            "posts": (None, len(preview.plan.posts)),
        },
    )
    return Result(outcome, changed(("person", None), ("case", None)))


class _Writer:
    """Writes the rows with one statement per table, ids handed out beforehand."""

    def __init__(self, uow: UnitOfWork, plan: ImportPlan, file_name: str) -> None:
        self._uow = uow
        self._session = uow.session
        self._plan = plan
        self._now = uow.clock.now()
        self._post_ids = {number: known[0] for number, known in plan.known_posts.items()}
        self._orphans: list[int] = []
        self._audit: list[dict[str, Any]] = []
        # A new row's values are the row itself; its entry says which file it came from.
        self._source = {"file": (None, file_name)}

    def write(self) -> None:
        touched = self._write_posts()
        new_ids = reserve_ids(self._uow, _table(Person), len(self._plan.new))
        posts = self._own_posts()
        self._add_people(new_ids, posts)
        self._change_people(posts)
        self._write_children(new_ids)
        for some in chunks(self._orphans):
            self._session.execute(delete(_table(Post)).where(_table(Post).c.id.in_(some)))
        self._flush_audit()
        self._follow_up(touched)

    def _write_posts(self) -> list[int]:
        """Write the posts that have numbers; return the ids of those that were there before."""
        known, posts = self._plan.known_posts, self._plan.posts
        new = [number for number in posts if number not in known]
        ids = reserve_ids(self._uow, _table(Post), len(new))
        rows = []
        for post_id, number in zip(ids, new, strict=True):
            self._post_ids[number] = post_id
            rows.append({"id": post_id, "version": 1, **posts[number]._asdict()})
        self._insert(Post, rows)
        old = [number for number in posts if number in known]
        for number in old:
            before, after = known[number][1]._asdict(), posts[number]._asdict()
            differences = {k: (before[k], after[k]) for k in after if before[k] != after[k]}
            self._note("post.edited", "post", known[number][0], differences)
        self._update(Post, [{"id": known[n][0], **posts[n]._asdict()} for n in old])
        return [known[number][0] for number in old]

    def _own_posts(self) -> dict[int, int | None]:
        """Return the post id of each row by its number; make and fill posts without a number."""
        found: dict[int, int | None] = {}
        make: list[Planned] = []
        fill: list[dict[str, Any]] = []
        for one in (*self._plan.new, *self._plan.changed):
            own = one.stored.provisional_post if one.stored is not None else None
            if one.post is not None and not one.post.number:
                if own is None:
                    make.append(one)
                else:
                    found[one.row] = own
                    if one.stored is not None and one.post != one.stored.post:
                        values = one.post._asdict()
                        del values["number"]
                        fill.append({"id": own, **values})
                continue
            found[one.row] = None if one.post is None else self._post_ids[one.post.number]
            if own is not None:
                self._orphans.append(own)
        rows = []
        for post_id, one in zip(reserve_ids(self._uow, _table(Post), len(make)), make, strict=True):
            found[one.row] = post_id
            values = one.post._asdict() if one.post is not None else {}
            rows.append({"id": post_id, "version": 1, **values, "number": made_up_number()})
        self._insert(Post, rows)
        self._update(Post, fill)
        return found

    def _add_people(self, ids: Sequence[int], posts: Mapping[int, int | None]) -> None:
        rows = []
        for person_id, one in zip(ids, self._plan.new, strict=True):
            row = self._person_row(one, posts[one.row])
            row.update(id=person_id, version=1, created_at=self._now)
            rows.append(row)
            self._note("person.created", "person", person_id, self._source)
        self._insert(Person, rows)

    def _change_people(self, posts: Mapping[int, int | None]) -> None:
        rows = []
        for one in self._plan.changed:
            if one.stored is None:
                raise ValueError("a changed row has somebody stored")
            rows.append({**self._person_row(one, posts[one.row]), "id": one.stored.id})
            said = {key: (old, new) for key, old, new in field_differences(one)}
            for name, before in self._plan.former[one.stored.id].items():
                said[name] = (listed(before), listed(getattr(one, name)))
            self._note("person.edited", "person", one.stored.id, said)
        self._update(Person, rows)

    def _person_row(self, one: Planned, post_id: int | None) -> dict[str, Any]:
        return {
            **one.values,
            "post_id": post_id,
            "active": one.active,
            "sort_key": sort_key(one.values),
            "search_text": searched(one.values, one.post),
            "updated_at": self._now,
        }

    def _write_children(self, new_ids: Sequence[int]) -> None:
        owners = [*zip(new_ids, self._plan.new, strict=True)]
        owners += [(one.stored.id, one) for one in self._plan.changed if one.stored is not None]
        for model, name in ((Degree, "degrees"), (ServiceRun, "service_runs")):
            rows: list[dict[str, Any]] = []
            replaced: list[int] = []
            for person_id, one in owners:
                listed_rows = getattr(one, name)
                if listed_rows is None:
                    continue
                if one.stored is not None:
                    replaced.append(person_id)
                rows.extend(
                    {"person_id": person_id, "position": place, **values._asdict()}
                    for place, values in enumerate(listed_rows)
                )
            table = _table(model)
            for some in chunks(replaced):
                self._session.execute(delete(table).where(table.c.person_id.in_(some)))
            self._insert(model, rows)

    def _follow_up(self, touched_posts: Sequence[int]) -> None:
        """Bring cases of people with a new name or unit, and other holders of posts, up to date."""
        planned = {one.stored.id for one in self._plan.changed if one.stored is not None}
        renamed = [
            one.stored.id
            for one in self._plan.changed
            if one.stored is not None and _NAMED & {key for key, _, _ in field_differences(one)}
        ]
        for some in chunks(renamed):
            query = select(Person.id).join(Case).where(Person.id.in_(some)).distinct()
            for person_id in self._session.scalars(query).all():
                refresh_cases(self._uow, load_person(self._uow, person_id))
        for some in chunks(touched_posts):
            query = select(Person.id).where(Person.post_id.in_(some))
            for person_id in self._session.scalars(query).all():
                if person_id not in planned:
                    person = load_person(self._uow, person_id)
                    values = {name: getattr(person, name) for name in PERSON_FIELDS}
                    person.search_text = searched(values, values_of(person.post))
                    refresh_cases(self._uow, person)

    def _note(
        self, action: str, entity: str, entity_id: int, changes: Mapping[str, tuple[Any, Any]]
    ) -> None:
        # Money and tuples become what JSON can hold.
        plain = {key: [_plain(a), _plain(b)] for key, (a, b) in masked(changes).items()}
        self._audit.append(
            {"action": action, "entity": entity, "entity_id": entity_id, "changes": plain}
        )

    def _flush_audit(self) -> None:
        from hrdesk import __version__

        common = {
            "at": self._now,
            "user_id": self._uow.actor.user_id,
            "user_name": self._uow.actor.name,
            "case_id": None,
            "reason": "",
            "program": __version__,
        }
        self._insert(AuditEntry, [{**row, **common} for row in self._audit])

    def _insert(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(_table(model).insert(), rows)

    def _update(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        table = _table(model)
        columns: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in rows[0] if name != "id"
        }
        statement = (
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values(version=table.c.version + 1, **columns)
        )
        self._session.connection().execute(
            statement,
            [
                {("row_id" if name == "id" else f"new_{name}"): v for name, v in row.items()}
                for row in rows
            ],
        )


def reserve_ids(uow: UnitOfWork, table: Table, count: int) -> list[int]:
    """Return ``count`` ids that nobody else will get; must be called in a writing transaction."""
    if not count:
        return []
    if uow.dialect == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        query = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(uow.session.scalars(query))
    # SQLite has one writer at a time, and this transaction is it.
    last = uow.session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """Yield the ids in lists short enough for one statement."""
    rest = iter(ids)
    while some := list(islice(rest, _CHUNK)):
        yield some


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, list)) else str(value)
