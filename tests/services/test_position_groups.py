"""Position groups: series that count as one, kept with their source."""

from __future__ import annotations

import pytest

from hrdesk.models import AuditEntry
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.position_groups import (
    GroupInput,
    SaveGroup,
    remove_group,
    same_group,
    save_group,
)
from hrdesk.services.queries.law import position_groups

GROUP = GroupInput("กลุ่มบุคคล", ("นักทรัพยากรบุคคล", " นักพัฒนา  ทรัพยากรบุคคล "), "หนังสือตัวอย่าง")


def save(database, admin, group: GroupInput = GROUP, **more) -> int:
    with database.work(admin) as uow:
        return save_group(uow, SaveGroup(group, **more)).value


def same(database, admin, one: str, other: str) -> bool:
    with database.read(admin) as uow:
        return same_group(uow, one, other)


def test_series_of_one_group_count_as_one(database, admin):
    one, other = "นักทรัพยากรบุคคล", "นักพัฒนา ทรัพยากรบุคคล"
    assert not same(database, admin, one, other)
    key = save(database, admin)
    assert same(database, admin, one, other)
    assert same(database, admin, f" {other}", one)
    assert same(database, admin, "นิติกร", "นิติกร")
    assert not same(database, admin, one, "นิติกร")
    assert not same(database, admin, "", "")
    with database.work(admin) as uow:
        gone = remove_group(uow, key, 1).value
    assert not same(database, admin, one, other)
    assert gone.series == (one, other)
    save(database, admin, gone)
    with database.read(admin) as uow:
        assert [entry.action for entry in uow.session.query(AuditEntry)] == [
            "position_group.added", "position_group.removed", "position_group.added",
        ]  # fmt: skip


def test_a_group_is_changed_on_the_version_that_was_shown(database, admin):
    key = save(database, admin)
    wider = GroupInput("กลุ่มบุคคล", (*GROUP.series, "นิติกร"), "หนังสือใหม่")
    assert save(database, admin, wider, group_id=key, version=1) == key
    with database.read(admin) as uow:
        row = position_groups(uow)[0]
    assert (row.version, len(row.series), row.source) == (2, 3, "หนังสือใหม่")
    with pytest.raises(EditConflict):
        save(database, admin, GROUP, group_id=key, version=1)
    with pytest.raises(EditConflict), database.work(admin) as uow:
        remove_group(uow, key, 1)


def test_what_is_no_group_is_refused(database, admin):
    save(database, admin)
    with pytest.raises(DomainError, match="group_name_taken"):
        save(database, admin, GroupInput(" กลุ่มบุคคล", ("ก", "ข"), "หนังสือ"))
    with pytest.raises(Invalid) as caught:
        save(database, admin, GroupInput("", ("ก", "ก "), "ห" * 301))
    assert {(p.field, p.code) for p in caught.value.problems} == {
        ("name", "required"), ("source", "too_long"), ("series", "group_too_few"),
    }  # fmt: skip
    with pytest.raises(DomainError, match="not_found"):
        save(database, admin, GROUP, group_id=99, version=1)
    with pytest.raises(DomainError, match="not_found"), database.work(admin) as uow:
        remove_group(uow, 99, 1)
