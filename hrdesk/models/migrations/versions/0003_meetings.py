"""Committees, meetings, contests, score sheets, and results that were made final."""

import sqlalchemy as sa
from alembic import op

from hrdesk.models.migrations import columns as make

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


def _committees() -> None:
    make.table(
        "committee",
        make.text("name"), make.text("kind"), make.text("rule"), make.text("target_level"), make.text("order_number"),
        make.day("order_dated"), make.day("term_from"), make.day("term_to"), make.day("successor_on"),
        make.text("note"), make.flag("active"), versioned=True,
    )  # fmt: skip
    make.table(
        "committee_member",
        make.points_to("committee_id", "committee"), make.number("position"), make.text("role"),
        make.text("name"), make.points_to("person_id", "person", True), make.text("post"), make.text("type"),
        make.text("level"), make.text("job_series"), make.text("office"), make.flag("same_series"),
        make.flag("in_hr"), make.flag("related"), make.day("left_on"),
    )  # fmt: skip
    make.index("committee_member", "committee_id")


def _meetings() -> None:
    make.table(
        "meeting",
        make.points_to("committee_id", "committee"), make.number("year"), make.number("number"),
        make.day("held_on", False), make.text("starts_at"), make.text("place"), make.json("agenda"),
        make.day("papers_sent_on"), make.number("quorum", True), make.text("checking"), make.text("opened_at"),
        make.text("closed_at"), make.text("state"), make.text("in_attendance"), make.json("minutes"),
        make.text("note"), sa.UniqueConstraint("committee_id", "year", "number"), versioned=True,
    )  # fmt: skip
    make.index("meeting", "committee_id")
    make.index("meeting", "held_on")
    op.create_table(
        "meeting_attendance",
        make.points_to("meeting_id", "meeting", key=True),
        make.points_to("member_id", "committee_member", key=True),
        make.text("state"), make.text("note"),
    )  # fmt: skip


def _contests() -> None:
    make.table(
        "contest",
        make.points_to("meeting_id", "meeting"), make.number("position"), make.text("kind"), make.text("title"),
        make.text("post_title"), make.text("post_number"), make.text("level"), make.text("job_series"),
        make.text("unit"), make.number("posts"), make.text("scheme"), make.json("own_scheme"), make.json("methods"),
        make.day("law_day", False), make.text("state"), versioned=True,
    )  # fmt: skip
    make.index("contest", "meeting_id")
    make.table(
        "candidate",
        make.points_to("contest_id", "contest"), make.number("position"),
        make.points_to("case_id", "case_file", True), make.points_to("person_id", "person", True),
        make.text("name"), make.text("post"), make.text("unit"), make.json("works"), make.text("outlet"),
        make.text("mission_group"), make.text("publication_reason"), make.json("methods"), make.json("exempt"),
        make.text("exempt_reason"), make.money("pass_mark", True),
        make.number("tie_order", True), make.text("tie_reason"), make.flag("chosen"), make.text("chosen_reason"),
        make.text("work_result"), make.text("result_note"), make.text("proposal_grade"), make.flag("withdrawn"),
        versioned=True,
    )  # fmt: skip
    make.index("candidate", "contest_id")
    make.index("candidate", "case_id")
    op.create_table(
        "recusal",
        make.points_to("candidate_id", "candidate", key=True),
        make.points_to("member_id", "committee_member", key=True),
        make.text("reason"),
    )


def _sheets() -> None:
    make.table(
        "score_sheet",
        make.points_to("contest_id", "contest"), make.points_to("candidate_id", "candidate"),
        make.points_to("member_id", "committee_member"), make.number("generation"), make.text("state"),
        make.json("points"), make.json("second"), make.text("second_by"), make.number("entered_by_id", True),
        make.text("entered_by"), make.moment("entered_at"), make.text("verified_by"), make.moment("verified_at"),
        make.text("reason"), sa.UniqueConstraint("candidate_id", "member_id", "generation"),
        versioned=True,
    )  # fmt: skip
    make.index("score_sheet", "contest_id")


def _runs() -> None:
    make.table(
        "calculation_run",
        make.text("kind"), make.number("subject_id"), make.number("number"), make.json("inputs"),
        make.json("outputs"), make.json("explanation"), make.text("law_set"), make.text("law_version"),
        make.text("law_hash"), make.text("program"), make.text("sha256"),
        make.points_to("supersedes_id", "calculation_run", True), make.text("reason"), make.text("made_by"),
        make.moment("made_at", False),
    )  # fmt: skip
    make.index("calculation_run", "kind", "subject_id")
