"""The office's own law, procedures, templates and number books; cards, probation, objections.

A case gets the law it stands on, and may have no person; an issued paper may have no case.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _law()
    _procedures()
    _staff()
    _papers()
    _people()
    _cases()
    _issued_papers()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _flag(name: str, default: bool) -> sa.Column[Any]:
    return sa.Column(
        name, sa.Boolean(), nullable=False, server_default=sa.true() if default else sa.false()
    )


def _number(name: str, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _json(name: str, empty: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default=empty)


def _day(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _points_to(name: str, target: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{target}.id"), nullable=nullable)


def _table(name: str, *parts: sa.schema.SchemaItem, versioned: bool = False) -> None:
    version = (_number("version"),) if versioned else ()
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, *version)


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def _law() -> None:
    _table(
        "law_amendment",
        _text("rule"), _day("effective_on", False), _text("value"), _json("tables", "{}"),
        _text("instrument"), _text("clause"), _day("dated"), _day("gazette"), _text("note"),
        _text("reason"), _text("based_on"), _text("made_by"), _moment("made_at"),
        _text("withdrawn_by"), _moment("withdrawn_at", True), _text("withdrawn_reason"),
    )  # fmt: skip
    _index("law_amendment", "rule", "effective_on")
    _table(
        "office_day",
        _day("day", False), _flag("works", False), _text("name"), _text("source"),
        _text("added_by"), _moment("added_at"), sa.UniqueConstraint("day"),
    )  # fmt: skip
    _table(
        "position_group",
        _text("name"), _json("series", "[]"), _text("source"), sa.UniqueConstraint("name"),
        versioned=True,
    )  # fmt: skip


def _procedures() -> None:
    _table(
        "office_procedure",
        _text("procedure_id"), _number("number"), _text("case_type"), _text("title"), _text("text"),
        _text("based_on"), _day("in_force_from"), _text("reason"), _text("sha256"),
        _text("edited_by"), _moment("edited_at"), _text("released_by"),
        _moment("released_at", True), sa.UniqueConstraint("procedure_id", "number"),
        versioned=True,
    )  # fmt: skip
    _table(
        "case_wait",
        _points_to("case_id", "case_file", False), _text("key"), _text("title"),
        _day("started_on", False), _day("due_on"), _text("due_reason"), _text("before_step"),
        _text("state"), _day("ended_on"), _text("outcome"), _text("outcome_label"),
        _text("remark"), _text("ended_by"),
    )  # fmt: skip
    _index("case_wait", "case_id")
    _index("case_wait", "due_on")
    _table(
        "objection",
        _points_to("case_id", "case_file", False), _day("received_on", False), _text("objector"),
        _text("subject"), _text("result"), _day("decided_on"), _text("decision"),
        _text("made_by"), _moment("made_at"), versioned=True,
    )  # fmt: skip
    _index("objection", "case_id")


def _staff() -> None:
    _table(
        "probation",
        _points_to("person_id", "person", False), _points_to("case_id", "case_file"),
        _day("started_on", False), _number("months"), _number("extensions", "0"),
        _day("ends_on", False), _text("result"), _day("result_on"), _text("note"),
        _text("made_by"), _moment("made_at"), versioned=True,
    )  # fmt: skip
    for column in ("person_id", "case_id", "ends_on"):
        _index("probation", column)
    _table(
        "state_officer_card",
        _number("year"), _number("number"), _points_to("person_id", "person", False),
        _points_to("case_id", "case_file"), _text("person_name"), _text("position"), _text("unit"),
        _text("cause"), _day("issued_on", False), _day("expires_on", False), _text("state"),
        _day("state_on"), _text("state_reason"), _text("note"), _text("made_by"),
        _moment("made_at"), sa.UniqueConstraint("year", "number"), versioned=True,
    )  # fmt: skip
    _index("state_officer_card", "person_id")
    _index("state_officer_card", "state", "expires_on")
    _table(
        "assessment_bar",
        _points_to("person_id", "person", False), _points_to("case_id", "case_file"),
        _day("dealt_with_on", False), _day("barred_through", False), _text("decided_by"),
        _text("reason"), _day("cancelled_on"), _text("cancelled_reason"), _text("made_by"),
        _moment("made_at"), versioned=True,
    )  # fmt: skip
    _index("assessment_bar", "person_id")


def _papers() -> None:
    _table(
        "paper_template",
        _text("name"), _number("number"), _text("text"), _text("reason"), _text("edited_by"),
        _moment("edited_at"), _text("released_by"), _moment("released_at", True),
        sa.UniqueConstraint("name", "number"), versioned=True,
    )  # fmt: skip
    _table(
        "issued_number",
        _text("book"), _number("year"), _number("number"), _text("shown"), _text("title"),
        _text("addressee"), _day("dated", False), _points_to("case_id", "case_file"),
        _text("search_text"), _text("issued_by"), _moment("issued_at"), _text("voided_by"),
        _moment("voided_at", True), _text("void_reason"),
        sa.UniqueConstraint("book", "year", "number"), versioned=True,
    )  # fmt: skip
    _index("issued_number", "case_id")
    _table("paper_batch", _text("kind"), _text("title"), _number("count"), _text("made_by"),
           _moment("made_at"))  # fmt: skip


def _people() -> None:
    op.add_column("post", _flag("linked_level", False))
    op.add_column("service_run", _flag("entitled", True))
    for name in ("related_share", "ruled_meeting", "ruled_reason", "ruled_by"):
        op.add_column("service_run", _text(name))
    op.add_column("service_run", _day("ruled_on"))


def _cases() -> None:
    with op.batch_alter_table("case_file") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        for name in ("law_set", "law_version", "law_hash"):
            table.add_column(_text(name))
        table.add_column(_number("law_upto", "0"))
        table.add_column(_json("facts", "{}"))
        table.add_column(_day("expected_on"))
        table.add_column(sa.Column("slip_code", sa.Text(), nullable=True))
        table.create_unique_constraint("uq_case_file_slip_code", ["slip_code"])
    op.add_column("case_step", _json("checks", "{}"))
    op.add_column("attachment", _flag("restricted", False))
    if op.get_bind().dialect.name == "sqlite":
        _search_triggers()


def _search_triggers() -> None:
    """Building case_file anew took its triggers along; the search itself kept its rows."""
    new = "INSERT INTO case_file_search(rowid, search_text) VALUES (new.id, new.search_text);"
    old = (
        "INSERT INTO case_file_search(case_file_search, rowid, search_text) "
        "VALUES ('delete', old.id, old.search_text);"
    )
    op.execute(f"CREATE TRIGGER case_file_search_ai AFTER INSERT ON case_file BEGIN {new} END")
    op.execute(f"CREATE TRIGGER case_file_search_ad AFTER DELETE ON case_file BEGIN {old} END")
    op.execute(
        "CREATE TRIGGER case_file_search_au AFTER UPDATE OF search_text ON case_file "
        f"BEGIN {old} {new} END"
    )


def _issued_papers() -> None:
    targets = {
        "person_id": "person",
        "batch_id": "paper_batch",
        "number_id": "issued_number",
        "replaces_id": "issued_paper",
    }
    with op.batch_alter_table("issued_paper") as table:
        table.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        for name, target in targets.items():
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(f"fk_issued_paper_{name}", target, [name], ["id"])
        table.add_column(_text("template"))
        table.add_column(_json("people", "[]"))
    _index("issued_paper", "batch_id")
    _index("issued_paper", "number_id")
