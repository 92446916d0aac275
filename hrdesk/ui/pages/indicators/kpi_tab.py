"""The four indicators as cards, with the matters and the reasons behind the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.queries.indicators import CountedCase, Indicator, Indicators
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.calculator.results import Line, as_text, reasons
from hrdesk.ui.pages.indicators.year_tab import YearTab
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList, export_excel, print_list
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.empty_state import EmptyState

IDS = ("1", "2", "3", "4")
_REACHED = Status("นับแล้ว", "good", "check_circle")
_NOT_YET = Status("ยังไม่ถึง", "muted", "planned")

COLUMNS = (
    Column("number", "เลขที่", width=80),
    Column("name", "ชื่อ–สกุล", width=150, stretch=True),
    Column("unit", "สังกัด", width=120),
    Column("received_on", "รับเรื่อง", width=95),
    Column("reached_on", "ถึงขั้นนี้", width=95),
    Column("state", "ผล", width=95, status=lambda row: _REACHED if row.reached_on else _NOT_YET),
)
SUMMARY = (
    Column("title", "ตัวชี้วัด", width=420),
    Column("counted", "นับได้", "right", 80),
    Column("all", "จากทั้งหมด", "right", 90),
    Column("percent", "ร้อยละ", "right", 90),
)


class IndicatorCard(QFrame):
    """One indicator: the share large, n of m below, and what it measures."""

    def __init__(self, id_: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"indicator_{id_}")
        set_role(self, "card")
        self.number = QPushButton("–", self)
        self.number.setObjectName(f"indicator_figure_{id_}")
        self.number.setCheckable(True)
        set_role(self.number, "figure")
        self.count = QLabel(self)
        self.count.setObjectName(f"indicator_count_{id_}")
        self.title = QLabel(self)
        self.title.setObjectName(f"indicator_title_{id_}")
        self.title.setWordWrap(True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.title, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 6, 8, 8)
        rows.setSpacing(2)
        for widget in (self.number, self.count):
            rows.addWidget(widget)
        rows.addWidget(self.title, 1)

    def show_indicator(self, shown: Indicator) -> None:
        """Show an indicator; nothing to count is said in words."""
        self.number.setText(f"{shown.percent}%" if shown.percent else "–")
        words = f"{shown.counted:,} จาก {shown.all:,} เรื่อง" if shown.all else "ไม่มีเรื่องให้นับ"
        self.count.setText(words)
        self.title.setText(breakable(f"{shown.id}. {shown.title}"))
        self.number.setAccessibleName(f"ตัวชี้วัดที่ {shown.id} {shown.title} {words}")
        self.number.setToolTip(f"{shown.title} {words} · กดเพื่อดูรายชื่อและวิธีคิด")


class KpiTab(YearTab):
    """Cards above, the list behind the chosen card and how it was counted below."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("kpi_tab")
        self.years.setObjectName("kpi_year")
        self.chosen = IDS[0]
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "indicator_cases", "เรื่องที่อยู่เบื้องหลังตัวชี้วัด")
        self.see_case = self.make_action("indicator_case_open", "เปิดเรื่อง", "folder", self._open)
        self.output = ListOutput(self, "indicator_cases", self._listed)
        self.summary_excel = self.make_action(
            "indicators_excel", "ส่งออกสรุปสี่ตัวชี้วัด Excel…", "excel",
            lambda: export_excel(self, self._summary()),
        )  # fmt: skip
        self.summary_print = self.make_action(
            "indicators_print", "พิมพ์สรุปสี่ตัวชี้วัด…", "print",
            lambda: print_list(self, self._summary()),
        )  # fmt: skip
        self.reasons = QPlainTextEdit(self)
        self.reasons.setObjectName("kpi_reasons")
        self.reasons.setAccessibleName("วิธีคิดและที่มา")
        self.reasons.setReadOnly(True)
        self.reasons.setTabChangesFocus(True)
        self.cards = {id_: IndicatorCard(id_, self) for id_ in IDS}
        self.empty = EmptyState("ไม่มีเรื่องให้นับ", "ปีงบประมาณนี้ไม่มีเรื่องของตัวชี้วัดนี้ เลือกปีอื่นได้", "", self)
        self.before = EmptyState(
            "ปีนี้ยังไม่มีตัวชี้วัด", "คู่มือปฏิบัติงานที่กำหนดตัวชี้วัดยังไม่ใช้ในปีงบประมาณนี้", "", self
        )
        self._lists = self.stacked(self.table, self.empty)
        self._whole = QStackedWidget(self)
        self._lay_out()
        self.table.set_actions(self.actions_made)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        for id_, card in self.cards.items():
            card.number.clicked.connect(lambda _on, id_=id_: self.choose(id_))
        self._enable()

    def show_year(self, found: Indicators) -> None:
        """Show the four figures and what is behind the chosen one."""
        self._whole.setCurrentIndex(0 if found.indicators else 1)
        for shown in found.indicators:
            self.cards[shown.id].show_indicator(shown)
        has = bool(found.indicators)
        for action in (self.summary_excel, self.summary_print):
            action.setEnabled(has)
        self.choose(self.chosen)
        self.say_law(_law_words(found, self.ctx.office.agency == "dhss"))

    def choose(self, id_: str) -> None:
        """Show the matters and the reasons behind an indicator."""
        self.chosen = id_
        for key, card in self.cards.items():
            card.number.setChecked(key == id_)
            set_role(card.number, "figure", "" if key == id_ else "muted")
        shown = self._shown()
        rows = shown.cases if shown else ()
        self.model.set_rows(rows)
        self._lists.setCurrentWidget(self.table if rows else self.empty)
        self.reasons.setPlainText(breakable(self._text()))
        self.output.enable(bool(rows))
        self._enable()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.years)
        top.addWidget(self.stretch, 1)
        top.addLayout(
            self.buttons(
                (self.see_case,), (self.summary_print, self.summary_excel), self.output.actions
            )
        )
        cards = QGridLayout()
        cards.setSpacing(8)
        for at, card in enumerate(self.cards.values()):
            cards.addWidget(card, 0, at)
            cards.setColumnStretch(at, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("kpi_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self._lists)
        split.addWidget(self.reasons)
        split.setSizes([560, 440])
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(cards)
        rows.addWidget(split, 1)
        self._whole.addWidget(inside)
        self._whole.addWidget(self.before)
        self.rows.addLayout(top)
        self.rows.addWidget(self._whole, 1)
        self.rows.addWidget(self.law)

    def _shown(self) -> Indicator | None:
        found = self.found.indicators if self.found else ()
        return next((each for each in found if each.id == self.chosen), None)

    def _lines(self) -> tuple[Line, ...]:
        shown = self._shown()
        return (reasons(shown.explanation),) if shown else ()

    def _text(self) -> str:
        return as_text("วิธีคิดและที่มา", self._lines()) if self._shown() else ""

    def _listed(self) -> MemoryList:
        shown = self._shown()
        title = f"ตัวชี้วัดที่ {self.chosen}"
        subtitle = ""
        if shown is not None:
            share = f" = ร้อยละ {shown.percent}" if shown.percent else ""
            subtitle = (
                f"{shown.title} {self.years.currentText()} "
                f"{shown.counted:,} จาก {shown.all:,} เรื่อง{share}"
            )
        return MemoryList(title, subtitle, COLUMNS, self.model.rows())

    def _summary(self) -> MemoryList:
        rows = self.found.indicators if self.found else ()
        return MemoryList(f"ตัวชี้วัด {self.years.currentText()}", self.stretch.text(), SUMMARY, rows)

    def _row(self) -> CountedCase | None:
        row = self.table.current_row() if self._lists.currentWidget() is self.table else None
        return row if isinstance(row, CountedCase) else None

    def _enable(self) -> None:
        self.see_case.setEnabled(self._row() is not None)

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("case", row.id))


def _law_words(found: Indicators, own: bool) -> str:
    """Return where the indicators stand, and honestly that they may be another agency's."""
    texts = {
        citation.text
        for shown in found.indicators
        for leaf in shown.explanation.walk()
        for citation in leaf.citations
    }
    if not texts:
        return ""
    told = f"ที่มา: {'; '.join(sorted(texts))} คู่มือไม่ได้บอกตัวหาร ดูวิธีคิดทางขวา"
    if own:
        return told
    return f"ตัวชี้วัดชุดนี้เป็นของกรมสนับสนุนบริการสุขภาพ สำนักงานอื่นใช้เทียบดูได้ · {told}"
