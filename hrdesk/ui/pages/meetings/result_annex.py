"""The annex of a contest's result: what went in, what came out, and why, as a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hrdesk.rules.explanation import Explanation
from hrdesk.services.queries.results import FinalResult, ResultView, RunRow
from hrdesk.ui.messages import words
from hrdesk.ui.pages.calculator.output import annex, make_pdf
from hrdesk.ui.pages.calculator.results import Line, reasons
from hrdesk.ui.pages.meetings.result_model import (
    WORK,
    ShownRow,
    kept_rows,
    live_rows,
    marks_status,
    points_words,
    remark_words,
)
from hrdesk.ui.pages.meetings.words import ROLES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hrdesk.documents.papers.explanation import ExplanationAnnex
    from hrdesk.documents.text import Text
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.calculator.tree import ResultTree

Pairs = tuple[tuple[str, str], ...]
Facts = tuple[tuple[str, "Text"], ...]
DRAFT = "ร่าง ยังไม่เป็นที่สุด"
_TREE_WIDTHS = (290, 110, 70)  # pixels


def live_annex(ctx: AppContext, view: ResultView) -> ExplanationAnnex:
    """Return the annex of a result that is not final yet, and says so."""
    facts = (*_head(view.title, view.posts, view.kind), ("สถานะ", DRAFT))
    return _annex(ctx, f"{view.title} ({DRAFT})", facts, live_rows(view), view.explanation)


def kept_annex(ctx: AppContext, kept: FinalResult, view: ResultView) -> ExplanationAnnex:
    """Return the annex of a result as it was made final."""
    inputs = kept.inputs
    facts = (
        *_head(inputs["title"], inputs["posts"], inputs["kind"]),
        ("ชุดคะแนน", inputs["scheme"]["title"]),
        *(
            (f"– {each['label']}", f"เต็ม {each['maximum']}")
            for each in inputs["scheme"]["criteria"]
        ),
        *((ROLES.get(each["role"], each["role"]), _member(each)) for each in inputs["members"]),
        ("ใบคะแนนที่ตรวจทานแล้ว", f"{len(inputs['sheets']):,} ใบ"),
        *_run_facts(kept.run),
        *(("ทำให้เป็นที่สุดเพราะ", kept.despite) for _ in (1,) if kept.despite),
    )
    rows = kept_rows(kept, view)
    title = f"{inputs['title']} (ผลฉบับที่ {kept.run.number})"
    return _annex(ctx, title, facts, rows, kept.explanation)


def _run_facts(run: RunRow) -> Facts:
    from hrdesk.documents.text import Run

    found: list[tuple[str, Text]] = [
        ("เป็นที่สุดเมื่อ", f"{words(run.made_at)} โดย {run.made_by}"),
    ]
    if run.reason:
        found.append(("แก้ไขฉบับก่อนเพราะ", run.reason))
    if run.superseded:
        found.append(("สถานะ", "มีฉบับใหม่แทนแล้ว"))
    # Codes to be compared keep their digits on a paper with Thai ones.
    found.append(("หลักเกณฑ์ที่ใช้", Run(run.law, as_typed=True)))
    found.append(("รหัสตรวจสอบ (SHA-256)", Run(run.sha256, as_typed=True)))
    return tuple(found)


def print_annex(ctx: AppContext, owner: QWidget, data: ExplanationAnnex) -> None:
    """Make the annex and show it for printing."""
    from hrdesk.ui.printing import preview

    digits, font = ctx.settings.text("digits"), ctx.settings.text("font_file")
    ctx.tasks.work(
        owner,
        lambda _progress: make_pdf(data, digits, font),
        lambda pdf: preview(ctx, owner, f"วิธีคิดคะแนน {data.title}", pdf),
        label="กำลังจัดหน้ากระดาษ",
    )


def result_line(row: ShownRow) -> Line:
    """Return one candidate's result as a line with its reasons below."""
    said = " · ".join((points_words(row), *_decided(row)))
    below = tuple(Line(label, value) for label, value in _remarks(row))
    return Line(_head_words(row), said, children=below)


def head_line(row: ShownRow) -> Line:
    """Return the same for the tree on the screen: long words stand in its last column."""
    below = tuple(Line(label, clause=value) for label, value in _remarks(row))
    of = f"จาก {row.maximum}" if row.maximum else ""
    clause = " · ".join(part for part in (of, *_decided(row)) if part)
    return Line(_head_words(row), row.total, "คะแนน" * bool(row.total), clause, children=below)


def widen(tree: ResultTree) -> None:
    """Give the names of criteria the room that the calculator's short results do not need."""
    for at, width in enumerate(_TREE_WIDTHS):
        tree.setColumnWidth(at, width)


def _head_words(row: ShownRow) -> str:
    return f"ลำดับที่ {row.rank} {row.name}" if row.rank is not None else row.name


def _decided(row: ShownRow) -> tuple[str, ...]:
    said = [marks_status(row).word]
    if row.decided:
        said.append("ลำดับตามมติคณะกรรมการ")
    if row.chosen:
        said.append("ได้รับเลือก")
    if row.work_result:
        said.append(row.work_result)
    if row.proposal:
        said.append(f"ข้อเสนอแนวคิด {row.proposal}")
    return tuple(said)


def _remarks(row: ShownRow) -> Pairs:
    found = (
        ("เหตุผลและหมายเหตุ", remark_words(row)),
        ("ขั้นต่อไป", row.then),
        ("เหตุที่ไม่ผ่าน", row.why),
    )
    return tuple(pair for pair in found if pair[1])


def _annex(
    ctx: AppContext,
    title: str,
    facts: Facts,
    rows: Sequence[ShownRow],
    explanation: Explanation,
) -> ExplanationAnnex:
    about = (ctx.office.agency_name, "", ctx.today())
    results = tuple(result_line(row) for row in rows)
    return annex(title, facts, results, (reasons(explanation),), about)


def _head(title: str, posts: int, kind: str) -> Pairs:
    head = (("วาระ", title),)
    return head if kind == WORK else (*head, ("จำนวนตำแหน่ง", f"{posts:,}"))


def _member(stored: Mapping[str, Any]) -> str:
    return str(stored["name"]) + ("" if stored["present"] else " (ไม่มาประชุม)")
