"""How a committee fits its rule, point by point, in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel

from hrdesk.rules.explanation import Explanation
from hrdesk.services.queries.committees import CommitteeLaw
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


def show_check(label: QLabel, law: CommitteeLaw, rule: str) -> None:
    """Write into a label whether the committee fits, with the clause."""
    text, tone = check_words(law, rule)
    label.setText(breakable(text))
    label.setAccessibleName(text)
    set_role(label, "plain", tone)


def check_words(law: CommitteeLaw, rule: str) -> tuple[str, str]:
    """Return what is said of the composition, and its tone."""
    if not rule:
        if not law.rules:
            return (
                "กฎของหน่วยงานนี้ไม่กำหนดองค์ประกอบของคณะกรรมการไว้ โปรดตรวจกับประกาศของหน่วยงาน",
                "muted",
            )
        return "ยังไม่ได้เลือกองค์ประกอบตามกฎ จึงไม่ได้ตรวจ", "muted"
    if law.check is None:
        return f"ตรวจองค์ประกอบไม่ได้: {law.problem}", "warn"
    source = " · ".join(dict.fromkeys(_sources(law.check.explanation)))
    if law.check.fits:
        return f"✓ ครบตามองค์ประกอบ ({source})", "good"
    lines = [f"✗ {finding.message}" for finding in law.check.findings]
    return "\n".join([f"ไม่ตรงตามองค์ประกอบ {len(lines)} ข้อ ({source})", *lines]), "warn"


def _sources(tree: Explanation) -> Iterator[str]:
    for cited in tree.citations:
        yield f"{cited.instrument} {cited.clause}".strip()
    for child in tree.children:
        yield from _sources(child)
