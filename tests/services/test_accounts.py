from __future__ import annotations

import datetime as dt

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from hrdesk.models import AuditEntry, User
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.accounts import (
    ChangeOwnPassword,
    CreateUser,
    ResetPassword,
    SaveUser,
    change_own_password,
    create_user,
    deactivate_user,
    reset_password,
    save_user,
    sign_in,
)
from hrdesk.services.errors import DomainError, EditConflict, Invalid, NotAllowed
from hrdesk.services.passwords import hash_password
from hrdesk.services.people import QuickPerson, add_person_quickly
from hrdesk.services.queries.accounts import own_account, user_list

SECRET = "ผมชอบกินข้าวเหนียว"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr("hrdesk.services.passwords._hasher", lambda: cheap)


def _new(database, admin, username="somchai", role=Role.OFFICER, person_id=None, **more):
    with database.work(admin) as uow:
        made = create_user(
            uow,
            CreateUser(
                username,
                more.pop("display_name", "สมชาย ใจดี"),
                role,
                more.pop("password", SECRET),
                person_id,
                must_change_password=False,
            ),
        )
    return made.value


def _person(database, admin, first="สมหญิง") -> int:
    with database.work(admin) as uow:
        return add_person_quickly(uow, QuickPerson("นาง", first, "รักงาน")).value.id


def _user(database, user_id) -> User:
    with database.read(SYSTEM) as uow:
        return uow.session.get(User, user_id)


def _actions(database) -> list[tuple[str, str, int | None]]:
    with database.read(SYSTEM) as uow:
        rows = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.user_name, row.entity_id) for row in rows]


def _refused(database, username, password) -> DomainError:
    with pytest.raises(DomainError) as caught:
        sign_in(database, username, password)
    return caught.value


def test_the_right_password_signs_in_whatever_the_case_of_the_name(database, admin):
    made = _new(database, admin)
    actor = sign_in(database, "  SomChai ", SECRET)
    assert (actor.user_id, actor.role, actor.name) == (made, Role.OFFICER, "สมชาย ใจดี")
    assert _user(database, made).last_sign_in == database.clock.now()
    assert _actions(database)[-1] == ("user.signed_in", "สมชาย ใจดี", made)


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(database, admin):
    _new(database, admin)
    wrong, unknown = _refused(database, "somchai", "x" * 12), _refused(database, "nobody", SECRET)
    assert (wrong.code, wrong.facts) == (unknown.code, unknown.facts) == ("sign_in_failed", {})


def test_the_audit_of_a_failure_never_holds_what_was_typed(database, admin):
    made = _new(database, admin)
    _refused(database, "somchai", "typed-secret")
    _refused(database, "typed-as-name", "typed-secret")
    with database.read(SYSTEM) as uow:
        rows = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "user.sign_in_failed")
        ).all()
    assert [row.entity_id for row in rows] == [made, None]
    assert not any("typed" in f"{row.user_name}{row.changes}{row.reason}" for row in rows)


def test_waiting_grows_from_the_fourth_failure_and_ends_at_five_minutes(database, admin, clock):
    made = _new(database, admin)
    waits = []
    for _ in range(13):
        refused = _refused(database, "somchai", "not this one")
        waits.append(refused.facts.get("seconds", 0))
        until = _user(database, made).blocked_until
        if until is not None:
            clock.moment = until
    assert waits == [0, 0, 0, 2, 5, 15, 30, 60, 120, 240, 300, 300, 300]


def test_while_waiting_even_the_right_password_is_refused_with_the_time_left(
    database, admin, clock
):
    _new(database, admin)
    for _ in range(4):
        _refused(database, "somchai", "not this one")
    clock.moment += dt.timedelta(milliseconds=500)
    refused = _refused(database, "somchai", SECRET)
    assert (refused.code, refused.facts) == ("sign_in_delayed", {"seconds": 2})
    clock.moment += dt.timedelta(seconds=2)
    sign_in(database, "somchai", SECRET)


def test_signing_in_forgets_the_failures(database, admin):
    made = _new(database, admin)
    for _ in range(3):
        _refused(database, "somchai", "not this one")
    sign_in(database, "somchai", SECRET)
    user = _user(database, made)
    assert (user.failures, user.blocked_until) == (0, None)


def test_signing_in_does_not_make_an_open_form_outdated(database, admin):
    made = _new(database, admin)
    before = _user(database, made).version
    _refused(database, "somchai", "not this one")
    sign_in(database, "somchai", SECRET)
    assert _user(database, made).version == before


def test_an_attempt_counts_before_the_password_is_looked_at(database, admin, monkeypatch):
    made = _new(database, admin)

    def pulled_plug(*_args: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("hrdesk.services.accounts.verify_password", pulled_plug)
    with pytest.raises(KeyboardInterrupt):
        sign_in(database, "somchai", SECRET)
    assert _user(database, made).failures == 1


def test_a_closed_account_is_told_so_only_after_its_right_password(database, admin):
    made = _new(database, admin)
    with database.work(admin) as uow:
        deactivate_user(uow, made, 1)
    assert _refused(database, "somchai", "not this one").code == "sign_in_failed"
    assert _refused(database, "somchai", SECRET).code == "account_inactive"
    assert _actions(database)[-1][0] == "user.inactive_refused"


def test_an_old_hash_is_made_anew_at_sign_in(database, admin):
    made = _new(database, admin)
    old = PasswordHasher(time_cost=2, memory_cost=512, parallelism=1).hash(SECRET)
    with database.work(SYSTEM) as uow:
        uow.session.get(User, made).password_hash = old
    sign_in(database, "somchai", SECRET)
    with database.read(SYSTEM) as uow:
        stored = uow.session.scalars(select(User.password_hash).where(User.id == made)).one()
    assert stored != old
    assert stored.startswith("$argon2id$")
    sign_in(database, "somchai", SECRET)


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("", "required"),
        ("ab", "username_form"),
        ("two words", "username_form"),
        ("a/b/c", "username_form"),
        ("x" * 41, "username_form"),
        ("SOMCHAI", "username_taken"),
    ],
)
def test_user_names_that_are_refused(database, admin, username, code):
    _new(database, admin)
    with pytest.raises(DomainError) as caught:
        _new(database, admin, username)
    assert (caught.value.code, caught.value.field) == (code, "username")


@pytest.mark.parametrize("username", ["กิ่งแก้ว", "somchai.j", "a_b-c@doh"])
def test_user_names_that_are_accepted(database, admin, username):
    assert _new(database, admin, username)


def test_all_faults_of_a_new_account_are_told_at_once(database, admin):
    with pytest.raises(Invalid) as caught, database.work(admin) as uow:
        create_user(uow, CreateUser("x", " ", Role.GENERAL, "short"))
    assert [(p.field, p.code) for p in caught.value.problems] == [
        ("username", "username_form"),
        ("display_name", "required"),
        ("password", "password_short"),
        ("person", "general_needs_person"),
    ]


def test_a_person_has_at_most_one_account(database, admin):
    person = _person(database, admin)
    _new(database, admin, "first", Role.GENERAL, person)
    with pytest.raises(DomainError) as caught:
        _new(database, admin, "second", Role.GENERAL, person)
    assert (caught.value.code, caught.value.facts) == ("person_has_account", {"username": "first"})


def test_changing_an_account_is_audited_with_old_and_new(database, admin):
    made = _new(database, admin)
    with database.work(admin) as uow:
        version = save_user(uow, SaveUser(made, 1, "สมชาย ใจกล้า", Role.SECRETARY)).value
    assert version == 2
    with database.read(SYSTEM) as uow:
        entry = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.changes == {
        "display_name": ["สมชาย ใจดี", "สมชาย ใจกล้า"],
        "user_role": ["hr_officer", "committee_secretary"],
    }


def test_the_second_to_save_is_told_who_was_faster(database, admin):
    made = _new(database, admin)
    with database.work(admin) as uow:
        save_user(uow, SaveUser(made, 1, "ชื่อหนึ่ง", Role.OFFICER))
    with pytest.raises(EditConflict) as caught, database.work(admin) as uow:
        save_user(uow, SaveUser(made, 1, "ชื่อสอง", Role.OFFICER))
    assert caught.value.facts["differences"] == (("display_name", "ชื่อหนึ่ง", "ชื่อสอง"),)
    assert caught.value.facts["who"] == admin.name


def test_the_last_administrator_stays(database, admin):
    version = _user(database, admin.user_id).version
    for refused in (
        lambda uow: deactivate_user(uow, admin.user_id, version),
        lambda uow: save_user(uow, SaveUser(admin.user_id, version, "x", Role.OFFICER)),
        lambda uow: save_user(
            uow, SaveUser(admin.user_id, version, "x", Role.ADMINISTRATOR, None, active=False)
        ),
    ):
        with pytest.raises(DomainError) as caught, database.work(admin) as uow:
            refused(uow)
        assert caught.value.code == "last_administrator"
    _new(database, admin, "second", Role.ADMINISTRATOR)
    with database.work(admin) as uow:
        deactivate_user(uow, admin.user_id, version)
    assert not _user(database, admin.user_id).active


def test_an_administrator_who_no_longer_works_does_not_count(database, admin):
    second = _new(database, admin, "second", Role.ADMINISTRATOR)
    with database.work(admin) as uow:
        deactivate_user(uow, second, 1)
    with pytest.raises(DomainError) as caught, database.work(admin) as uow:
        deactivate_user(uow, admin.user_id, 1)
    assert caught.value.code == "last_administrator"


def test_a_given_password_must_be_changed_and_ends_the_waiting(database, admin):
    made = _new(database, admin)
    for _ in range(5):
        try:
            sign_in(database, "somchai", "not this one")
        except DomainError:
            database.clock.moment += dt.timedelta(seconds=3)
    with database.work(admin) as uow:
        reset_password(uow, ResetPassword(made, "รหัสที่ให้ชั่วคราว"))
    actor = sign_in(database, "somchai", "รหัสที่ให้ชั่วคราว")
    with database.read(actor) as uow:
        assert own_account(uow).must_change_password
    with database.work(actor) as uow:
        change_own_password(uow, ChangeOwnPassword("รหัสที่ให้ชั่วคราว", SECRET))
    with database.read(actor) as uow:
        assert not own_account(uow).must_change_password
    sign_in(database, "somchai", SECRET)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("not the old one", "a whole new phrase", [("old", "password_wrong")]),
        (SECRET, SECRET, [("new", "password_same")]),
        (SECRET, "somchai", [("new", "password_short")]),
        ("wrong", "1234567890", [("old", "password_wrong"), ("new", "password_common")]),
    ],
)
def test_own_passwords_that_are_refused(database, admin, old, new, expected):
    _new(database, admin)
    actor = sign_in(database, "somchai", SECRET)
    with pytest.raises(DomainError) as caught, database.work(actor) as uow:
        change_own_password(uow, ChangeOwnPassword(old, new))
    problems = getattr(caught.value, "problems", (caught.value,))
    assert [(p.field, p.code) for p in problems] == expected
    sign_in(database, "somchai", SECRET)


def test_no_password_reaches_the_audit(database, admin):
    made = _new(database, admin)
    with database.work(admin) as uow:
        reset_password(uow, ResetPassword(made, "a temporary phrase"))
    with database.read(SYSTEM) as uow:
        rows = uow.session.scalars(select(AuditEntry)).all()
        stored = uow.session.scalars(select(User.password_hash).where(User.id == made)).one()
    text = " ".join(f"{row.changes}{row.reason}" for row in rows)
    assert "temporary" not in text
    assert SECRET not in text
    assert stored not in text


@pytest.mark.parametrize("who", ["officer", "secretary", "general"])
def test_only_administrators_touch_accounts(database, request, admin, who):
    actor = request.getfixturevalue(who)
    for refused in (
        lambda uow: create_user(uow, CreateUser("abc", "x", Role.OFFICER, SECRET)),
        lambda uow: save_user(uow, SaveUser(admin.user_id, 1, "x", Role.OFFICER)),
        lambda uow: deactivate_user(uow, admin.user_id, 1),
        lambda uow: reset_password(uow, ResetPassword(admin.user_id, SECRET)),
        user_list,
    ):
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            refused(uow)


def test_the_list_of_users_has_those_at_work_first_in_thai_order(database, admin):
    _new(database, admin, "kasem", display_name="เกษม งามดี")
    _new(database, admin, "khajorn", display_name="ขจร งามดี")
    gone = _new(database, admin, "kamol", display_name="กมล งามดี")
    with database.work(admin) as uow:
        deactivate_user(uow, gone, 1)
    with database.read(admin) as uow:
        names = [row.display_name for row in user_list(uow)]
    assert names == ["เกษม งามดี", "ขจร งามดี", "ผู้ใช้ admin", "กมล งามดี"]


def test_thai_typed_in_two_spellings_is_one_password():
    from hrdesk.services.passwords import verify_password

    assert verify_password(hash_password("cafe\u0301 at noon"), "caf\u00e9 at noon")


def test_an_account_closed_meanwhile_changes_nothing_more(database, admin, officer):
    with database.work(SYSTEM) as uow:
        uow.session.get(User, officer.user_id).active = False
    with pytest.raises(DomainError) as refused, database.work(officer) as uow:
        uow.audit("test.made", "test", 1)
    assert refused.value.code == "account_changed"
    assert "test.made" not in [action for action, *_ in _actions(database)]
