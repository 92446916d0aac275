"""Opening, migrating, backing up, restoring, and every way the store can fail."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text

from hrdesk.models import AuditEntry, Base, Signatory, User
from hrdesk.models.schema import HEAD, REVISIONS
from hrdesk.services import location as location_module
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.backup import back_up, list_backups, restore, verify
from hrdesk.services.database import Database, test_server
from hrdesk.services.errors import DomainError, EditConflict, NotAllowed
from hrdesk.services.lifecycle import create_database, open_database
from hrdesk.services.location import Location, ServerAddress, on_network
from tests.services.offices import make_person

try_server = test_server  # so that pytest does not take it for a test
del test_server
_REFUSED = "not_stored|append-only"  # SQLite's and PostgreSQL's way of saying it


def _sign(database: Database, name: str) -> None:
    with database.work(SYSTEM) as uow:
        uow.session.add(Signatory(name=name, post="ผู้อำนวยการ"))


def _names(database: Database) -> list[str]:
    with database.read(SYSTEM) as uow:
        return sorted(uow.session.scalars(select(Signatory.name)))


def _refusal(call, *args, **kwargs) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call(*args, **kwargs)
    return caught.value


def test_the_known_revisions_are_those_of_the_scripts():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from hrdesk.models import migrations

    config = Config()
    config.set_main_option("script_location", next(iter(migrations.__path__)))
    scripts = ScriptDirectory.from_config(config)
    assert [s.revision for s in scripts.walk_revisions()][::-1] == list(REVISIONS)
    assert scripts.get_current_head() == HEAD


def test_migrations_make_the_tables_of_the_models(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _p: kind != "table" or "_search" not in name},
        )
        found = compare_metadata(context, Base.metadata)
    ours = [item for item in found if "_search" not in str(item)]
    assert ours == []


def test_sqlite_keeps_what_it_acknowledged(sqlite_database):
    with sqlite_database.engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_failed_block_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.work(SYSTEM) as uow:
        uow.session.add(Signatory(name="ก", post="ข"))
        uow.session.flush()
        raise RuntimeError("power")
    assert _names(database) == []


def test_the_audit_cannot_be_changed_or_deleted(database):
    with database.work(SYSTEM) as uow:
        uow.audit("test.made", "test", 1, changes={"field": ("old", "new")})
    for statement in ("UPDATE audit_entry SET user_name = 'x'", "DELETE FROM audit_entry"):
        with (
            pytest.raises(Exception, match=_REFUSED),
            database.work(SYSTEM) as uow,
        ):
            uow.session.execute(text(statement))
    with database.read(SYSTEM) as uow:
        entries = list(uow.session.scalars(select(AuditEntry)))
    assert [(e.action, e.changes, e.user_name) for e in entries] == [
        ("test.made", {"field": ["old", "new"]}, "hrdesk")
    ]


def test_two_writers_of_one_row_never_overwrite_unseen(database):
    _sign(database, "เดิม")
    with pytest.raises(EditConflict), database.work(SYSTEM) as slow:
        row = slow.session.scalars(select(Signatory)).one()
        slow.session.execute(
            text("UPDATE signatory SET version = version + 1 WHERE id = :i"), {"i": row.id}
        )
        row.name = "ช้า"
        slow.session.flush()
    assert _names(database) == ["เดิม"]


def test_creating_over_an_existing_database_is_refused(database):
    assert _refusal(create_database, database.location).code == "database_exists"


def test_a_foreign_database_is_left_alone(tmp_path):
    file = tmp_path / "theirs.db"
    with sqlite3.connect(file) as theirs:
        theirs.execute("CREATE TABLE customers (id INTEGER)")
    theirs.close()
    before = file.read_bytes()
    refusal = _refusal(create_database, Location.file(file))
    assert refusal.code == "not_ours"
    assert _refusal(open_database, Location.file(file), tmp_path).code == "not_ours"
    assert file.read_bytes()[100:] == before[100:]


def test_a_missing_or_damaged_file_says_so(tmp_path):
    missing = Location.file(tmp_path / "none.db")
    assert _refusal(open_database, missing, tmp_path).code == "database_missing"
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is not a database at all, but long enough to be read" * 40)
    assert _refusal(open_database, Location.file(damaged), tmp_path).code == "database_damaged"


def test_a_newer_database_is_refused_naming_both_versions(database, tmp_path):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(
            text("UPDATE database_info SET value = '7.0.0' WHERE key = 'program_version'")
        )
    refusal = _refusal(open_database, database.location, tmp_path)
    assert refusal.code == "newer_database"
    assert refusal.facts["database_program"] == "7.0.0"
    assert refusal.facts["this_program"] != "7.0.0"


def test_backup_then_restore_brings_the_office_back(database, admin, tmp_path):
    _sign(database, "ก่อนสำรอง")
    made = back_up(database, admin, tmp_path / "backups")
    assert verify(made.path, None) == HEAD
    assert [item.path for item in list_backups(tmp_path / "backups")] == [made.path]
    _sign(database, "หลังสำรอง")
    safety = restore(database, admin, made.path, tmp_path / "backups")
    fresh = open_database(database.location, tmp_path / "backups").database
    try:
        assert _names(fresh) == ["ก่อนสำรอง"]
        _sign(fresh, "เขียนต่อได้")  # sequences and triggers are back
        with pytest.raises(Exception, match=_REFUSED), fresh.work(SYSTEM) as uow:
            uow.session.execute(text("DELETE FROM audit_entry"))
        restore(fresh, admin, safety.path, tmp_path / "backups")
    finally:
        fresh.close()
    again = open_database(database.location, tmp_path / "backups").database
    assert _names(again) == ["ก่อนสำรอง", "หลังสำรอง"]
    again.close()


def test_a_failed_statement_does_not_tell_its_values(database):
    with (
        pytest.raises(Exception, match=r"nowhere|database_failed") as caught,
        database.work(SYSTEM) as uow,
    ):
        uow.session.execute(text("INSERT INTO nowhere VALUES (:it)"), {"it": "1234567890121"})
    shown = caught.value
    while shown is not None:
        assert "1234567890121" not in str(shown)
        shown = shown.__cause__


def test_a_backup_made_while_others_write_is_whole(database, admin, tmp_path):
    make_person(database, "ก่อน")

    def meanwhile(_done: int, _total: int) -> None:
        if len(added) < 12:
            added.append(make_person(database, f"ระหว่าง{len(added)}"))

    added: list[int] = []
    made = back_up(database, admin, tmp_path / "b", progress=meanwhile)
    assert added
    with sqlite3.connect(made.path) as copy:
        assert (
            copy.execute("SELECT count(*) FROM person WHERE first_name = 'ก่อน'").fetchone()[0] == 1
        )
    copy.close()


def test_a_restore_is_told_even_where_its_doer_has_no_account_in_it(database, admin, tmp_path):
    def close_account(closed: bool) -> None:
        with database.work(SYSTEM) as uow:
            uow.session.get_one(User, admin.user_id).active = not closed

    close_account(True)
    made = back_up(database, SYSTEM, tmp_path / "b")
    close_account(False)
    restore(database, admin, made.path, tmp_path / "b", why="ทดลอง")
    fresh = open_database(database.location, tmp_path / "b").database
    with fresh.read(SYSTEM) as uow:
        newest = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert (newest.action, newest.user_name, newest.reason) == (
            "backup.restored", admin.name, "ทดลอง",
        )  # fmt: skip
    fresh.close()


def test_a_second_program_on_the_file_sees_the_restored_data(sqlite_database, tmp_path):
    _sign(sqlite_database, "ก่อนสำรอง")
    made = back_up(sqlite_database, SYSTEM, tmp_path / "b")
    _sign(sqlite_database, "หลังสำรอง")
    other = open_database(sqlite_database.location, tmp_path / "b").database
    assert _names(other) == ["ก่อนสำรอง", "หลังสำรอง"]
    restore(sqlite_database, SYSTEM, made.path, tmp_path / "b")
    assert _names(other) == ["ก่อนสำรอง"]
    _sign(other, "จากอีกเครื่อง")
    other.close()
    assert _names(sqlite_database) == ["ก่อนสำรอง", "จากอีกเครื่อง"]


def test_old_backups_are_pruned_and_rights_are_asked(sqlite_database, tmp_path, clock):
    import datetime as dt

    actor = Actor(1, "ผู้ดูแล", Role.ADMINISTRATOR)
    for day in range(1, 6):
        clock.set(dt.date(2026, 11, day))
        back_up(sqlite_database, actor, tmp_path / "b", keep=3)
    kept = [item.path.name[7:15] for item in list_backups(tmp_path / "b")]
    assert kept == ["20261105", "20261104", "20261103"]
    with pytest.raises(NotAllowed):
        back_up(sqlite_database, Actor(2, "ทั่วไป", Role.GENERAL), tmp_path / "b")


def test_a_damaged_backup_is_never_restored(sqlite_database, tmp_path):
    made = back_up(sqlite_database, SYSTEM, tmp_path / "b")
    content = bytearray(made.path.read_bytes())
    content[4096 * 2 : 4096 * 6] = b"\x00" * 4096 * 4
    made.path.write_bytes(bytes(content))
    _sign(sqlite_database, "ยังอยู่")
    refusal = _refusal(restore, sqlite_database, SYSTEM, made.path, tmp_path / "b")
    assert refusal.code == "backup_damaged"
    assert _names(sqlite_database) == ["ยังอยู่"]


def test_a_full_disk_refuses_and_writes_nothing(sqlite_database):
    with sqlite_database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def fill() -> None:
        with sqlite_database.work(SYSTEM) as uow:
            uow.session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(500):
                uow.session.add(Signatory(name=f"ผู้ลงนาม {number}" * 50, post="ก"))
            uow.session.flush()

    assert _refusal(fill).code == "disk_full"
    assert _names(sqlite_database) == []


def test_a_lost_server_connection_is_told_and_nothing_is_half_written(fresh_postgres, clock):
    database = create_database(Location(fresh_postgres), clock)
    other = Database(Location(fresh_postgres), clock)

    def lose() -> None:
        with database.work(SYSTEM) as uow:
            uow.session.add(Signatory(name="หาย", post="ก"))
            uow.session.flush()
            with other.engine.begin() as killer:
                killer.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE pid <> pg_backend_pid() AND datname = current_database()"
                    )
                )
            uow.session.add(Signatory(name="หายด้วย", post="ก"))
            uow.session.flush()

    assert _refusal(lose).code == "database_lost"
    assert _names(database) == []  # the same program reconnects by itself
    database.close()
    other.close()


def test_the_wizard_tells_what_is_wrong_with_a_server_address(fresh_postgres):
    assert try_server(Location(fresh_postgres)).startswith("1")
    nowhere = ServerAddress("127.0.0.1", "office", "hr", port=1)
    assert _refusal(try_server, Location(nowhere.url())).code == "database_lost"
    wrong = Location(fresh_postgres.replace(fresh_postgres.rsplit("/", 1)[1], "no_such_database"))
    if "?" in fresh_postgres:
        head, tail = fresh_postgres.split("?", 1)
        wrong = Location(f"{head.rsplit('/', 1)[0]}/no_such_database?{tail}")
    assert _refusal(try_server, wrong).code == "server_no_database"


def test_addresses_keep_odd_signs_and_never_show_the_password():
    address = ServerAddress("db.office", "งานบุคคล", "hr", "p@ss/word:1", 5433)
    place = Location(address.url())
    assert place.sqlalchemy_url.startswith("postgresql+psycopg://hr:p%40ss%2Fword%3A1@db.office")
    assert "p@ss" not in place.label
    assert "p%40ss" not in place.label


@pytest.mark.parametrize("path", ["\\\\server\\share\\hr.db", "//server/share/hr.db"])
def test_a_network_path_is_refused_and_postgresql_named(path):
    refusal = _refusal(create_database, Location(f"sqlite:{path}"))
    assert refusal.code == "network_path"
    from hrdesk.ui.messages import sentence

    assert "PostgreSQL" in sentence(refusal)


def test_a_mounted_share_is_recognised(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n//srv/hr {tmp_path}/share\\040one cifs rw 0 0\n",
        encoding="utf-8",
    )
    share = tmp_path / "share one"
    share.mkdir()
    original = location_module._mounted_type
    monkeypatch.setattr(location_module, "_mounted_type", lambda p: original(p, mounts))
    assert on_network(share / "office.db")
    assert not on_network(Path(tmp_path / "local.db"))
