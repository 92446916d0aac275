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
    from hrdesk.ui.context import AppContext

Pairs = tuple[tuple[str, str], ...]
DRAFT = "ร่าง ยังไม่เป็นที่สุด"


def live_annex(ctx: AppContext, view: ResultView) -> ExplanationAnnex:
    """Return the annex of a result that is not final yet, and says so."""
    facts = (*_head(view.title, view.posts, view.kind), ("สถานะ", DRAFT))
    return _annex(ctx, f"{view.title} ({DRAFT})", facts, live_rows(view), view.explanation, "")


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
        *run_facts(kept.run),
    )
    rows = kept_rows(kept, view)
    title = f"{inputs['title']} (ผลฉบับที่ {kept.run.number})"
    return _annex(ctx, title, facts, rows, kept.explanation, f"หลักเกณฑ์ {kept.run.law}")


def run_facts(run: RunRow) -> Pairs:
    """Return when and by whom a result was made final, and its hash."""
    found = [("เป็นที่สุดเมื่อ", f"{words(run.made_at)} โดย {run.made_by}")]
    if run.reason:
        found.append(("แก้ไขฉบับก่อนเพราะ", run.reason))
    if run.superseded:
        found.append(("สถานะ", "มีฉบับใหม่แทนแล้ว"))
    return (*found, ("รหัสตรวจสอบ (SHA-256)", run.sha256))


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
    """Return one candidate's result as the head of its reasons."""
    place = f"ลำดับที่ {row.rank} " if row.rank is not None else ""
    said = [points_words(row), marks_status(row).word]
    if row.decided:
        said.append("ลำดับตามมติคณะกรรมการ")
    if row.chosen:
        said.append("ได้รับเลือก")
    said += [
        part for part in (row.work_result, row.proposal and f"ข้อเสนอแนวคิด {row.proposal}") if part
    ]
    below = tuple(
        Line(label, value)
        for label, value in (
            ("เหตุผลและหมายเหตุ", remark_words(row)),
            ("ขั้นต่อไป", row.then),
            ("เหตุที่ไม่ผ่าน", row.why),
        )
        if value
    )
    return Line(f"{place}{row.name}", " · ".join(said), children=below)


def _annex(
    ctx: AppContext,
    title: str,
    facts: Pairs,
    rows: Sequence[ShownRow],
    explanation: Explanation,
    law: str,
) -> ExplanationAnnex:
    about = (ctx.office.agency_name, law, ctx.today())
    results = tuple(result_line(row) for row in rows)
    return annex(title, facts, results, (reasons(explanation),), about)


def _head(title: str, posts: int, kind: str) -> Pairs:
    head = (("วาระ", title),)
    return head if kind == WORK else (*head, ("จำนวนตำแหน่ง", f"{posts:,}"))


def _member(stored: Mapping[str, Any]) -> str:
    return str(stored["name"]) + ("" if stored["present"] else " (ไม่มาประชุม)")
