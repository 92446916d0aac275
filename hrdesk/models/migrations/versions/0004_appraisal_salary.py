"""Appraisal rounds, payrolls, salary rounds and salary history; an index for the indicators."""

import sqlalchemy as sa

from hrdesk.models.migrations import columns as make

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _appraisal()
    _payroll()
    _rounds()
    _history()
    make.index("case_step", "done_on")


def _appraisal() -> None:
    make.table(
        "appraisal_round",
        make.number("year"), make.number("number"), make.day("first", False),
        make.day("last", False), make.points_to("committee_id", "committee", True),
        make.points_to("case_id", "case_file", True), make.day("screened_on"),
        make.day("posted_on"), make.text("state"), make.text("note"),
        sa.UniqueConstraint("year", "number"), versioned=True,
    )  # fmt: skip
    make.table(
        "appraisal",
        make.points_to("round_id", "appraisal_round"), make.points_to("person_id", "person"),
        make.text("staff"), make.text("post_title"), make.text("post_number"),
        make.text("level"), make.text("unit"), make.points_to("appraiser_id", "person", True),
        make.text("appraiser"), make.text("appraiser_post"), make.json("indicators"),
        make.json("competencies"), make.json("development"), make.json("opinions"),
        make.day("agreed_on"), make.text("achievement"), make.text("competency"),
        make.day("informed_on"), make.text("acknowledgement"), make.day("acknowledged_on"),
        make.text("witness"), make.text("screened"), make.text("screening_note"),
        make.text("imported_from"), make.text("note"),
        sa.UniqueConstraint("round_id", "person_id"), versioned=True,
    )  # fmt: skip
    make.index("appraisal", "person_id")


def _payroll() -> None:
    make.table(
        "payroll_snapshot",
        make.text("scheme"), make.day("taken_on", False), make.number("number"),
        make.text("source"), make.moment("frozen_at"), make.text("frozen_by"),
        make.text("sha256"), make.text("note"),
        sa.UniqueConstraint("scheme", "taken_on", "number"), versioned=True,
    )  # fmt: skip
    make.table(
        "payroll_row",
        make.points_to("snapshot_id", "payroll_snapshot"), make.number("line"),
        make.points_to("person_id", "person"), make.text("name"), make.text("employment"),
        make.text("post_number"), make.text("post_title"), make.text("type"),
        make.text("level"), make.text("unit"), make.text("ladder"), make.text("quota_group"),
        make.money("salary"), make.json("special"), make.json("facts"), make.text("note"),
        sa.UniqueConstraint("snapshot_id", "person_id"), versioned=True,
    )  # fmt: skip
    make.index("payroll_row", "person_id")


def _rounds() -> None:
    make.table(
        "salary_round",
        make.text("scheme"), make.number("year"), make.number("number"),
        make.day("effective_on", False), make.day("law_day", False),
        make.points_to("snapshot_id", "payroll_snapshot"),
        make.points_to("earlier_id", "salary_round", True),
        make.points_to("appraisal_round_id", "appraisal_round", True), make.text("name"),
        make.points_to("copy_of_id", "salary_round", True), make.json("options"),
        make.points_to("committee_id", "committee", True), make.json("meeting"),
        make.points_to("case_id", "case_file", True), make.text("state"),
        make.points_to("supersedes_id", "salary_round", True), make.text("reason"),
        make.text("order_number"), make.day("order_dated"),
        make.points_to("paper_id", "issued_paper", True), make.text("note"), versioned=True,
    )  # fmt: skip
    make.index("salary_round", "scheme", "year")
    make.table(
        "salary_choice",
        make.points_to("round_id", "salary_round"), make.points_to("row_id", "payroll_row"),
        make.text("amount"), make.text("reason"), make.text("chosen_by"),
        make.moment("chosen_at", False), sa.UniqueConstraint("round_id", "row_id"),
        versioned=True,
    )  # fmt: skip
    make.index("salary_choice", "row_id")


def _history() -> None:
    make.table(
        "salary_award",
        make.points_to("person_id", "person"), make.text("kind"),
        make.day("effective_on", False), make.json("inputs"), make.json("outputs"),
        make.json("explanation"), make.money("salary_before", True), make.money("salary", True),
        make.text("state"), make.text("order_number"), make.day("order_dated"),
        make.points_to("paper_id", "issued_paper", True),
        make.points_to("run_id", "calculation_run", True), make.text("note"), versioned=True,
    )  # fmt: skip
    make.index("salary_award", "person_id")
    make.table(
        "salary_record",
        make.points_to("person_id", "person"), make.day("effective_on", False),
        make.text("kind"), make.text("detail"), make.money("old_salary", True),
        make.money("new_salary"), make.money("special"), make.text("order_number"),
        make.day("order_dated"), make.points_to("round_id", "salary_round", True),
        make.points_to("run_id", "calculation_run", True),
        make.points_to("superseded_by_id", "salary_record", True), make.text("note"),
        make.text("recorded_by"), make.moment("recorded_at", False),
    )  # fmt: skip
    make.index("salary_record", "person_id", "effective_on")
