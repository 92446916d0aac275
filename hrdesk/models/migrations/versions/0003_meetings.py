"""Committees, meetings, contests, score sheets, and results that were made final."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _committees()
    _meetings()
    _contests()
    _sheets()
    _runs()


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _day(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _points_to(name: str, target: str, nullable: bool = False, key: bool = False) -> sa.Column[Any]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{target}.id"), nullable=nullable, primary_key=key
    )


def _table(name: str, *parts: sa.schema.SchemaItem, versioned: bool = False) -> None:
    version = (_number("version"),) if versioned else ()
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, *version)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _committees() -> None:
    _table(
        "committee",
        _text("name"), _text("kind"), _text("rule"), _text("target_level"), _text("order_number"),
        _day("order_dated"), _day("term_from"), _day("term_to"), _day("successor_on"),
        _text("note"), _flag("active"), versioned=True,
    )  # fmt: skip
    _table(
        "committee_member",
        _points_to("committee_id", "committee"), _number("position"), _text("role"),
        _text("name"), _points_to("person_id", "person", True), _text("post"), _text("type"),
        _text("level"), _text("job_series"), _text("office"), _flag("same_series"),
        _flag("in_hr"), _flag("related"), _day("left_on"),
    )  # fmt: skip
    _index("committee_member", "committee_id")


def _meetings() -> None:
    _table(
        "meeting",
        _points_to("committee_id", "committee"), _number("year"), _number("number"),
        _day("held_on", False), _text("starts_at"), _text("place"), _json("agenda"),
        _day("papers_sent_on"), _number("quorum", True), _text("checking"), _text("opened_at"),
        _text("closed_at"), _text("state"), _text("in_attendance"), _json("minutes"),
        _text("note"), sa.UniqueConstraint("committee_id", "year", "number"), versioned=True,
    )  # fmt: skip
    _index("meeting", "committee_id")
    _index("meeting", "held_on")
    op.create_table(
        "meeting_attendance",
        _points_to("meeting_id", "meeting", key=True),
        _points_to("member_id", "committee_member", key=True),
        _text("state"), _text("note"),
    )  # fmt: skip


def _contests() -> None:
    _table(
        "contest",
        _points_to("meeting_id", "meeting"), _number("position"), _text("kind"), _text("title"),
        _text("post_title"), _text("post_number"), _text("level"), _text("job_series"),
        _text("unit"), _number("posts"), _text("scheme"), _json("own_scheme"), _json("methods"),
        _day("law_day", False), _text("state"), versioned=True,
    )  # fmt: skip
    _index("contest", "meeting_id")
    _table(
        "candidate",
        _points_to("contest_id", "contest"), _number("position"),
        _points_to("case_id", "case_file", True), _points_to("person_id", "person", True),
        _text("name"), _text("post"), _text("unit"), _json("works"), _text("outlet"),
        _text("mission_group"), _text("publication_reason"), _json("methods"), _json("exempt"),
        _text("exempt_reason"), sa.Column("pass_mark", sa.BigInteger(), nullable=True),
        _number("tie_order", True), _text("tie_reason"), _flag("chosen"), _text("chosen_reason"),
        _text("work_result"), _text("result_note"), _text("proposal_grade"), _flag("withdrawn"),
        versioned=True,
    )  # fmt: skip
    _index("candidate", "contest_id")
    _index("candidate", "case_id")
    op.create_table(
        "recusal",
        _points_to("candidate_id", "candidate", key=True),
        _points_to("member_id", "committee_member", key=True),
        _text("reason"),
    )


def _sheets() -> None:
    _table(
        "score_sheet",
        _points_to("contest_id", "contest"), _points_to("candidate_id", "candidate"),
        _points_to("member_id", "committee_member"), _number("generation"), _text("state"),
        _json("points"), _json("second"), _text("second_by"), _number("entered_by_id", True),
        _text("entered_by"), _moment("entered_at"), _text("verified_by"), _moment("verified_at"),
        _text("reason"), sa.UniqueConstraint("candidate_id", "member_id", "generation"),
        versioned=True,
    )  # fmt: skip
    _index("score_sheet", "contest_id")


def _runs() -> None:
    _table(
        "calculation_run",
        _text("kind"), _number("subject_id"), _number("number"), _json("inputs"),
        _json("outputs"), _json("explanation"), _text("law_set"), _text("law_version"),
        _text("law_hash"), _text("program"), _text("sha256"),
        _points_to("supersedes_id", "calculation_run", True), _text("reason"), _text("made_by"),
        _moment("made_at", False),
    )  # fmt: skip
    _index("calculation_run", "kind", "subject_id")
