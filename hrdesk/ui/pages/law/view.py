"""One rule as text to read: its values by first day, where they stand, what the office added."""

from __future__ import annotations

import datetime as dt
from html import escape

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTextBrowser, QWidget

from hrdesk.rules.citation import Citation
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.queries.law import AmendmentView, DatedValue, RuleDetail
from hrdesk.ui import theme
from hrdesk.ui.messages import words
from hrdesk.ui.pages.law.sheet import CSV, ONE, RECORDS, sheet_of
from hrdesk.ui.pages.law.words import key_words
from hrdesk.ui.thai_text import breakable, plain

_MOST_ROWS = 400  # of one table; Excel and YAML have them all


class RuleView(QTextBrowser):
    """A rule for reading and copying."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("law_rule")
        self.setAccessibleName("เนื้อหาของกฎ")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self._shown: tuple[RuleDetail, dt.date] | None = None
        theme.watcher().changed.connect(self._rewrite)

    def show_rule(self, detail: RuleDetail, day: dt.date) -> None:
        """Show a rule as it stands on a day."""
        same = self._shown is not None and self._shown[0].id == detail.id
        at = self.verticalScrollBar().value() if same else 0
        self._shown = (detail, day)
        self._rewrite()
        self.verticalScrollBar().setValue(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies without the places where lines may break."""
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = self.textCursor().selectedText().replace("\u2029", "\n")
            QGuiApplication.clipboard().setText(plain(chosen or self.toPlainText()))
            event.accept()
            return
        super().keyPressEvent(event)

    def _rewrite(self) -> None:
        if self._shown is not None:
            self.setHtml(rule_html(*self._shown))


def rule_html(detail: RuleDetail, day: dt.date) -> str:
    """Return a rule as a page: what holds on the day first, then its other values."""
    now = next((each for each in detail.values if each.in_force), None)
    parts = [
        f"<h3>{_text(detail.description)}</h3>",
        _muted(f"{detail.set_label} › {detail.instrument} › {detail.topic}"),
        _muted(f"รหัส {detail.id}"),
    ]
    if now is None or now.value is None:
        said = "ยังไม่ใช้บังคับ" if now is None else "สิ้นสุดการใช้บังคับแล้ว"
        parts.append(_tone("warn", f"ณ วันที่ {thai_date_short(day)} กฎนี้{said}"))
    if now is not None:
        parts.append(_heading(f"ใช้อยู่ ณ วันที่ {thai_date_short(day)}", "good"))
        parts += _dated(detail, now)
    parts += _remarks(detail)
    others = [each for each in reversed(detail.values) if each is not now]
    if others:
        parts.append(_heading("ค่าในช่วงเวลาอื่น"))
        for each in others:
            parts += _dated(detail, each)
    gone = [each for each in detail.amendments if each.withdrawn_at is not None]
    if gone:
        parts.append(_heading("ค่าที่สำนักงานเคยแก้แล้วถอน"))
        parts += [_amendment(each) for each in gone]
    parts.append(_muted(f"ตรวจกับต้นฉบับล่าสุด {thai_date_short(detail.last_checked)}"))
    return "".join(parts)


def _dated(detail: RuleDetail, dated: DatedValue) -> list[str]:
    parts = [f"<p><b>ตั้งแต่ {thai_date_short(dated.effective_on)}</b></p>"]
    if dated.value is None:
        parts.append(_tone("warn", "สิ้นสุดการใช้บังคับ"))
    else:
        parts.append(_value(detail, dated))
    parts += [f"<p>{_cited(each)}</p>" for each in dated.citations]
    if dated.amendment is not None:
        parts.append(_amendment(dated.amendment))
    return parts


def _value(detail: RuleDetail, dated: DatedValue) -> str:
    sheet = sheet_of(detail.unit, dated.value)
    if sheet.mode == ONE:
        shown = key_words(sheet.rows[0][0], detail.labels)
        said = _text(f"{shown} {detail.unit_label}".strip())
        return f"<p style='font-size:15pt; font-weight:600'>{said}</p>"
    labels = detail.labels
    heads = sheet.heads
    if sheet.mode in {RECORDS, CSV}:
        heads = tuple(key_words(head, labels) for head in heads)
    elif detail.unit_label:
        heads = (*heads[:-1], f"{heads[-1]} ({detail.unit_label})")
    rows = []
    for row in sheet.rows[:_MOST_ROWS]:
        codes = len(row) - 1 if sheet.mode not in {RECORDS, CSV} else int(sheet.keyed)
        cells = [
            key_words(text, labels) if place < codes else text for place, text in enumerate(row)
        ]
        rows.append("<tr>" + "".join(_cell(text) for text in cells) + "</tr>")
    more = len(sheet.rows) - _MOST_ROWS
    rest = _muted(f"และอีก {more:,} แถว ดูทั้งหมดได้ใน Excel") if more > 0 else ""
    head = "".join(
        f"<th align='left' bgcolor='{_colour('sunken')}'>{_text(each)}</th>" for each in heads
    )
    # Lines of one pixel: cells with a ground of their own on a ground of the lines' colour.
    return (
        f"<table border='0' cellspacing='1' cellpadding='4' bgcolor='{_colour('line')}'>"
        f"<tr>{head}</tr>{''.join(rows)}</table>{rest}"
    )


def _cell(text: str) -> str:
    side = " align='right'" if arabic_digits(text).replace(".", "", 1).isdecimal() else ""
    return f"<td bgcolor='{_colour('surface')}'{side}>{_text(text)}</td>"


def _cited(citation: Citation) -> str:
    note = f"<br>{_text(citation.note)}" if citation.note else ""
    return f"<span style='color:{_colour('muted')}'>ที่มา:</span> {_text(citation.text)}{note}"


def _remarks(detail: RuleDetail) -> list[str]:
    said = (
        ("ข้อความในต้นฉบับ", detail.original),
        ("โปรแกรมอ่านว่า", detail.reading),
        ("หมายเหตุ", detail.notes),
    )
    return [f"<p><b>{head}:</b> {_text(text)}</p>" for head, text in said if text]


def _amendment(each: AmendmentView) -> str:
    said = f"สำนักงานแก้ไข โดย {each.made_by} เมื่อ {words(each.made_at)} เหตุผล: {each.reason}"
    if each.withdrawn_at is None:
        standing = f" · เรื่องที่กำลังทำและใช้ค่านี้ {each.running:,} เรื่อง" if each.running else ""
        return _tone("info", said + standing)
    gone = f"ถอนโดย {each.withdrawn_by} เมื่อ {words(each.withdrawn_at)}"
    since = f"ค่าที่ให้ใช้ตั้งแต่ {thai_date_short(each.effective_on)}"
    return _muted(f"{since} {said} · {gone} เหตุผล: {each.withdrawn_reason}")


def _heading(text: str, tone: str = "text") -> str:
    return f"<h4 style='color:{_colour(tone)}; margin-top:14px'>{_text(text)}</h4>"


def _tone(tone: str, text: str) -> str:
    return f"<p style='color:{_colour(tone)}'>{_text(text)}</p>"


def _muted(text: str) -> str:
    return _tone("muted", text)


def _text(text: str) -> str:
    return escape(breakable(text)).replace("\n", "<br>")


def _colour(name: str) -> str:
    return theme.colour(name).name()
