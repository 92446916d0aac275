"""The words of sheets and totals on the pages of points."""

from __future__ import annotations

from decimal import Decimal

from hrdesk.rules.contest_result import Standing
from hrdesk.rules.explanation import canonical
from hrdesk.services.queries.scores import GridCandidate, GridMember
from hrdesk.ui.models.columns import Status
from hrdesk.ui.pages.scoring.board import Board, Pair

STATES = {
    "draft": Status("กำลังกรอก", "muted", "edit"),
    "entered": Status("รอตรวจทาน", "info", "clock"),
    "verified": Status("ตรวจทานแล้ว", "good", "check_circle"),
    "rejected": Status("ส่งกลับให้แก้", "bad", "returned"),
}
EMPTY = Status("ยังไม่กรอก", "muted", "planned")
WHOLE = Status("ครบ รอส่งตรวจ", "warn", "check")
ABSENT = Status("ไม่มาประชุม", "muted", "close")
RECUSED = Status("ไม่ร่วมพิจารณา", "muted", "close")


def sheet_status(board: Board, pair: Pair) -> Status:
    """Return how a sheet stands, in words."""
    if not board.members[pair[1]].present:
        return ABSENT
    if pair in board.grid.recused:
        return RECUSED
    sheet = board.grid.sheet(*pair)
    if sheet.state != "draft":
        return STATES[sheet.state]
    if not sheet.points:
        return EMPTY
    missing = board.missing(pair)
    return WHOLE if not missing else Status(f"ขาด {missing} ช่อง", "muted", "edit")


def passed_status(standing: Standing) -> Status | None:
    """Return whether a candidate passes by the sheets that are whole; None before the first."""
    if standing.score is None:
        return None
    if standing.score.passed:
        return Status("ผ่าน", "good", "check_circle")
    return Status("ไม่ผ่าน", "bad", "close")


def figure(value: Decimal) -> str:
    """Return a mean or per cent with its two decimals, so that they stand under each other."""
    return f"{value:.2f}"


def points_words(value: Decimal | None) -> str:
    """Return points as they were given, a dash where there are none."""
    return "–" if value is None else canonical(value)


def candidate_words(candidate: GridCandidate) -> str:
    """Return a candidate's number and name."""
    return f"{candidate.number}. {candidate.name}"


def member_words(member: GridMember) -> str:
    """Return a member's name, the chair marked."""
    return f"{member.name} (ประธาน)" if member.role == "chair" else member.name
