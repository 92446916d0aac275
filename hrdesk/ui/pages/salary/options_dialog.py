"""How one round counts: whose results, special remuneration, what April used, the table of bases, the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.queries.salary_opening import RoundOffers, base_tables, round_offers
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.pages.salary.words import OCTOBER, PERCENTAGE, STEP, appraisal_words
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.queries.salary_rounds import RoundView
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.salary.board import Board

_COUNTS = "นับค่าตอบแทนพิเศษเป็นเงินที่ใช้ในวงเงิน"
_COUNTS_HINT = "หลักเกณฑ์ไม่ได้กล่าวไว้ ใช้ตามที่ถือปฏิบัติ"


class OptionsDialog(FormDialog):
    """Stores the options itself; the round is computed anew after it."""

    kind = "options_dialog"

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__("ตั้งค่ารอบ", "ใช้ค่าเหล่านี้", parent)
        self._ctx, self._board = ctx, board
        assert board.view is not None  # the action is off without one
        self._view: RoundView = board.view
        self._kept: dict[str, Any] = dict(board.options())
        self._lines: dict[str, Line] = {}
        self.counts: QCheckBox | None = None
        self.april: dict[str, Line] = {}
        self.table: Choice | None = None
        self.units: PartTable | None = None
        self.appraisal = Choice("options_appraisal", (), self, "ยังไม่ใช้ผลการประเมิน")
        self._results()
        if self._view.scheme == STEP:
            self._steps()
        if self._view.scheme == PERCENTAGE:
            self._percentage()
        if self._view.scheme in (STEP, PERCENTAGE):
            self._counts()
        fit(self)

    def options(self) -> dict[str, Any]:
        """Return what is chosen, as the service takes it; amounts as texts."""
        found = dict(self._kept)
        if self.counts is not None:
            found["special_counts"] = self.counts.isChecked()
        if self.april:
            found["april_used"] = {
                key: _bare(line) for key, line in self.april.items() if _bare(line)
            }
        if self.table is not None:
            found["table"] = self.table.value()
        for key, line in self._lines.items():
            found[key] = _bare(line)
        if self.units is not None:
            found["unit_budgets"] = {
                row["unit"]: arabic_digits(row["budget"]).replace(",", "").strip()
                for row in self.units.rows()
                if row["unit"].strip() and row["budget"].strip()
            }
        return found

    def hand_over(self) -> None:
        """Store the options."""
        from hrdesk.services.salary_rounds import set_appraisal, set_options

        round_id, version, options = self._view.id, self._view.version, self.options()
        results = int(self.appraisal.value()) if self.appraisal.value() else None
        other_results = self._asked and results != self._view.appraisal_round_id
        unknown = set(options.get("unit_budgets", {})) - set(self._view.totals.units)
        if unknown:
            self.refused(Invalid((DomainError("round_option_wrong", field="unit_budgets"),)))
            return

        def saved(_value: Any) -> None:
            self.accept()
            self._board.read()

        def refused(problem: DomainError) -> None:
            self.refused(problem)
            if isinstance(problem, EditConflict):
                self._board.read()

        def store(uow: UnitOfWork) -> Result[int]:
            now = version
            if other_results:
                now = set_appraisal(uow, round_id, version, results).value
            return set_options(uow, round_id, now, options)

        self._ctx.tasks.act(self, store, saved, refused, saved="เปลี่ยนการตั้งค่ารอบแล้ว")

    def _results(self) -> None:
        view = self._view
        self._asked = False

        def show(offers: RoundOffers) -> None:
            self._asked = True
            self.appraisal.set_options(
                [(str(each.id), appraisal_words(each)) for each in offers.appraisals]
            )
            self.appraisal.set_value(str(view.appraisal_round_id or ""))

        self._ctx.tasks.query(
            self, lambda uow: round_offers(uow, view.scheme, view.year, view.number), show,
            self.refused, "offers",
        )  # fmt: skip
        field = Field("ผลการประเมินที่ใช้", self.appraisal)
        self.fields.addWidget(self.form.add("appraisal_round_id", field))

    def _counts(self) -> None:
        self.counts = QCheckBox(_COUNTS, self)
        self.counts.setObjectName("options_special_counts")
        self.counts.setChecked(bool(self._kept.get("special_counts", True)))
        field = Field("ค่าตอบแทนพิเศษ", self.counts, hint=_COUNTS_HINT)
        self.fields.addWidget(self.form.add("special_counts", field))

    def _steps(self) -> None:
        if self._view.number != OCTOBER:
            return
        kept = self._kept.get("april_used") or {}
        for key, share in self._view.totals.groups.items():
            if not share.heads:
                continue
            named = QLabel(breakable(share.label), self)
            named.setWordWrap(True)
            line = Line(f"options_april_{key}", self, "บาทต่อเดือน")
            line.setText(str(kept.get(key, "")))
            hint = "" if self.april else "เว้นว่างเพื่อใช้ของรอบ ๑ เมษายนที่เป็นที่สุดในโปรแกรม"
            self.april[key] = line
            field = Field("เงินที่ใช้เลื่อน ๑ เมษายน", line, hint=hint)
            self.fields.addWidget(named)
            self.fields.addWidget(self.form.add(f"april_{key}", field))
        if self.april:
            first = next(iter(self.april))
            self.form.fields["april_used"] = self.form.fields[f"april_{first}"]

    def _percentage(self) -> None:
        self.table = Choice("options_table", (), self, "ตารางที่ใช้บังคับในวันเลื่อน")
        self._ctx.tasks.query(self, base_tables, self._set_tables, self.refused, "tables")
        hint = "เลือกปีอื่นได้เมื่อยังไม่มีตารางใหม่ โปรแกรมจะเตือนทุกครั้งที่ไม่ใช่ตารางที่ใช้บังคับ"
        self.fields.addWidget(
            self.form.add("table", Field("ตารางฐานในการคำนวณ", self.table, hint=hint))
        )
        for key, words, hint in (
            ("budget", "วงเงินทั้งหมด (บาท)", "เว้นว่างเพื่อคิดเป็นร้อยละของเงินเดือนรวม"),
            ("share", "ร้อยละของเงินเดือนรวม", "เว้นว่างเพื่อใช้ร้อยละตามกฎ"),
        ):
            line = Line(f"options_{key}", self)
            line.setText(str(self._kept.get(key, "")))
            self._lines[key] = line
            self.fields.addWidget(self.form.add(key, Field(words, line, hint=hint)))
        self.units = PartTable(
            "วงเงินของหน่วยงาน", "options_units",
            (Cell("unit", "หน่วยงาน", 220), Cell("budget", "บาท", 110)), self,
        )  # fmt: skip
        kept = self._kept.get("unit_budgets") or {}
        named = [unit for unit in self._view.totals.units if unit]
        self.units.set_rows([{"unit": unit, "budget": str(kept.get(unit, ""))} for unit in named])
        field = Field("วงเงินที่หน่วยงานได้รับ (เว้นว่างได้)", self.units)
        self.fields.addWidget(self.form.add("unit_budgets", field))

    def _set_tables(self, years: tuple[str, ...]) -> None:
        if self.table is not None:
            self.table.set_options([(year, f"ปี {year}") for year in years])
            self.table.set_value(str(self._kept.get("table", "")))


def _bare(line: Line) -> str:
    return arabic_digits(line.value()).replace(",", "").strip()
