"""What can be done with a payroll and with a row of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.payrolls import (
    EditRow,
    TakePayroll,
    add_row,
    discard_payroll,
    edit_row,
    freeze,
    remove_row,
    take_payroll,
    unfreeze,
)
from hrdesk.services.queries.payrolls import PayrollView, payroll_row
from hrdesk.services.salary_law import SCHEMES
from hrdesk.services.seen import payroll_seen
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import EXCEL, ask, ask_open, ask_reason, ask_save
from hrdesk.ui.pages.meetings.conflicts import settle_command
from hrdesk.ui.pages.salary.facts_dialog import open_facts
from hrdesk.ui.pages.salary.payroll_dialogs import (
    FILE,
    REGISTER,
    AddPersonDialog,
    NewPayrollDialog,
    RowDialog,
)
from hrdesk.ui.pages.salary.payroll_words import Shown

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.pages.salary.payroll_tab import PayrollTab


class PayrollActs(QObject):
    """The actions of the tab; each asks what it needs and tells the service."""

    def __init__(self, tab: PayrollTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._ctx = tab.ctx
        act = tab.make_action
        begin = self.begin
        self.new = act("payroll_new", "สร้างบัญชี…", "add", lambda: begin(REGISTER), "Ctrl+N")
        self.take_in = act("payroll_take_in", "นำเข้าจาก Excel…", "import", lambda: begin(FILE))
        self.edit = act("payroll_edit", "แก้ไขแถว…", "edit", self._edit, "F2")
        self.facts = act("payroll_facts", "ข้อเท็จจริง…", "note", self._facts, "Ctrl+I")
        self.freeze = act("payroll_freeze", "ตรึงบัญชี…", "lock", self._freeze)
        self.add = act("payroll_add", "เพิ่มคน…", "person", self._add, "Ins")
        self.remove = act("payroll_remove", "ตัดคนออก…", "delete", self._remove)
        self.person = act("payroll_person", "เปิดประวัติบุคคล", "person", self._person)
        self.facts_out = act(
            "payroll_facts_out", "ส่งออกข้อเท็จจริงให้กรอก (Excel)…", "export", self._facts_out
        )
        self.facts_in = act(
            "payroll_facts_in", "นำเข้าข้อเท็จจริงที่กรอกแล้ว (Excel)…", "import", self._facts_in
        )
        self.blank = act("payroll_blank", "แบบฟอร์มบัญชีถือจ่ายว่าง (Excel)…", "excel", self._blank)
        self.form = act("payroll_form", "ส่งออกบัญชีนี้เป็นแบบฟอร์ม (Excel)…", "export", self._form)
        self.round = act("payroll_round", "เปิดรอบจากบัญชีนี้…", "salary", self._round)
        self.unfreeze = act("payroll_unfreeze", "เลิกตรึง…", "undo", self._unfreeze)
        self.discard = act("payroll_discard", "ทิ้งบัญชี…", "delete", self._discard)
        self.more = (
            self.edit, self.add, self.remove, self.person, self.facts_out, self.facts_in, self.blank,
            self.form, self.round, self.unfreeze, self.discard,
        )  # fmt: skip
        self.of_row = (self.edit, self.facts, self.remove, self.person, self.add)

    def enable(self, view: PayrollView | None, row: Shown | None) -> None:
        """Offer what is possible now."""
        open_ = view is not None and not view.line.frozen
        used = view is not None and view.line.rounds > 0
        for action in (self.edit, self.remove):
            action.setEnabled(open_ and row is not None and self._tab.on_posts())
        for action in (self.facts, self.person):
            action.setEnabled(row is not None)
        self.add.setEnabled(open_)
        self.freeze.setEnabled(open_ and view is not None and bool(view.rows))
        for action in (self.facts_out, self.form, self.round):
            action.setEnabled(view is not None and bool(view.rows))
        self.facts_in.setEnabled(view is not None and not view.final)
        self.unfreeze.setEnabled(view is not None and view.line.frozen and not used)
        self.discard.setEnabled(view is not None and not used)

    # -- whole payrolls -----------------------------------------------------------------------

    def begin(self, source: str, given: Mapping[str, str] | None = None) -> NewPayrollDialog:
        """Ask whose payroll and of which day; then take the register or choose a file."""
        dialog = NewPayrollDialog(self._ctx, source, given or {}, self._begun, self._tab)
        dialog.open()
        return dialog

    def _begun(self, dialog: NewPayrollDialog) -> None:
        scheme, day, note = dialog.scheme.value(), dialog.taken_on(), dialog.note.value()
        if dialog.source.value() == FILE:
            from hrdesk.ui.pages.salary.payroll_import_dialog import PayrollImportDialog

            path = ask_open(dialog, PayrollImportDialog.asks, EXCEL)
            if path is None:
                return
            dialog.accept()
            looking = PayrollImportDialog(
                self._ctx, scheme, day, note, self._tab.open_payroll, self._tab
            )
            looking.open()
            looking.read(path)
            return

        def made(payroll_id: int) -> None:
            dialog.accept()
            self._tab.open_payroll(payroll_id)

        command = TakePayroll(scheme, day, note)
        self._ctx.tasks.act(self._tab, lambda uow: take_payroll(uow, command), made, dialog.refused)

    def _freeze(self) -> None:
        view = self._tab.view
        if view is None:
            return
        line = view.line
        text = (
            f"ตรึงบัญชี{SCHEMES[line.scheme]} ณ วันที่ {thai_date_short(line.taken_on)} "
            f"{line.heads:,} คน จำนวนคนและเงินเดือนจะแก้ไม่ได้อีก ส่วนข้อเท็จจริงยังแก้ได้จนกว่ารอบจะเป็นที่สุด"
        )
        ask(self._tab, "ตรึงบัญชีถือจ่าย", text, "ตรึงบัญชี", lambda: self._frozen(view))

    def _frozen(self, view: PayrollView) -> None:
        line = view.line

        def act(uow: UnitOfWork) -> Result[str]:
            seen = payroll_seen(line.scheme, line.taken_on, view.rows)
            return freeze(uow, line.id, line.version, seen)

        def failed(problem: DomainError) -> None:
            self._ctx.notify.error(problem)
            self._tab.refresh()

        self._ctx.tasks.act(self._tab, act, failed=failed, saved="ตรึงบัญชีแล้ว")

    def _unfreeze(self) -> None:
        self._with_reason("เลิกตรึงบัญชีถือจ่าย", "จำนวนคนและเงินเดือนจะแก้ได้อีกครั้ง", "เลิกตรึง", unfreeze)

    def _discard(self) -> None:
        self._with_reason(
            "ทิ้งบัญชีถือจ่าย",
            "รายชื่อ เงินเดือน และข้อเท็จจริงในบัญชีนี้จะหายไปและนำกลับมาไม่ได้ ทะเบียนบุคลากรไม่เปลี่ยน",
            "ทิ้งบัญชี",
            discard_payroll,
        )

    def _with_reason(self, title: str, text: str, go: str, service: Any) -> None:
        view = self._tab.view
        if view is None:
            return
        id_, version = view.line.id, view.line.version
        ask_reason(
            self._tab,
            title,
            text,
            go,
            lambda reason: self._ctx.tasks.act(
                self._tab,
                lambda uow: service(uow, id_, version, reason),
                failed=self._ctx.notify.error,
            ),
        )

    def _round(self) -> None:
        view = self._tab.view
        if view is not None:
            line = view.line
            params = {"tab": "rounds", "new": line.scheme, "payroll": str(line.id)}
            self._ctx.navigate(Route("salary", params=params))

    # -- rows ---------------------------------------------------------------------------------

    def _edit(self) -> None:
        row, view = self._tab.current(), self._tab.view
        if row is None or view is None or view.line.frozen:
            return

        def save(dialog: RowDialog, command: EditRow) -> None:
            def refused(problem: DomainError) -> None:
                if not isinstance(problem, EditConflict):
                    dialog.refused(problem)
                    return
                dialog.reject()
                settle_command(
                    self._ctx,
                    self._tab,
                    problem,
                    command,
                    lambda uow: payroll_row(uow, command.row_id).version,
                    edit_row,
                    lambda _version: None,
                    "แถวนี้",
                )

            self._ctx.tasks.act(
                self._tab, lambda uow: edit_row(uow, command), lambda _v: dialog.accept(), refused
            )

        RowDialog(view, row.entry, save, self._tab).open()

    def _facts(self) -> None:
        row = self._tab.current()
        if row is not None:
            open_facts(self._ctx, self._tab.chosen(), row.id, self._tab)

    def _add(self) -> None:
        payroll_id = self._tab.chosen()

        def save(dialog: AddPersonDialog, person_id: int) -> None:
            def added(row_id: int) -> None:
                dialog.accept()
                self._tab.table.select_id(row_id)

            self._ctx.tasks.act(
                self._tab,
                lambda uow: add_row(uow, payroll_id, person_id),
                added,
                dialog.refused,
            )

        AddPersonDialog(self._ctx, save, self._tab).open()

    def _remove(self) -> None:
        row = self._tab.current()
        if row is None:
            return
        entry = row.entry
        ask_reason(
            self._tab,
            "ตัดคนออกจากบัญชีถือจ่าย",
            f"{entry.name} จะไม่ถูกนับในโควตาและวงเงิน ทะเบียนบุคลากรไม่เปลี่ยน เพิ่มกลับได้ด้วย “เพิ่มคน”",
            "ตัดออก",
            lambda reason: self._ctx.tasks.act(
                self._tab,
                lambda uow: remove_row(uow, entry.id, entry.version, reason),
                failed=self._ctx.notify.error,
            ),
        )

    def _person(self) -> None:
        row = self._tab.current()
        if row is not None:
            self._ctx.navigate(Route("person", row.entry.person_id))

    # -- Excel --------------------------------------------------------------------------------

    def _facts_out(self) -> None:
        from hrdesk.services.payroll_facts_import import write_facts_form

        self._write("ข้อเท็จจริง", write_facts_form)

    def _form(self) -> None:
        from hrdesk.services.payroll_import import write_payroll_form

        self._write("บัญชีถือจ่าย", write_payroll_form)

    def _write(self, name: str, write: Any) -> None:
        from hrdesk.services.payroll_import import export_payroll

        view = self._tab.view
        if view is None:
            return
        day = thai_date_short(view.line.taken_on).replace(" ", "_")
        path = ask_save(self._tab, "บันทึกไฟล์ Excel", f"{name}_{day}.xlsx", EXCEL)
        if path is None:
            return

        def go(database_id: str) -> None:
            self._ctx.tasks.work(
                self._tab,
                lambda _progress: write(path, view, database_id),
                lambda _none: self._ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {path} แล้ว"),
                label="กำลังเขียนไฟล์ Excel",
            )

        id_ = view.line.id
        self._ctx.tasks.act(
            self._tab, lambda uow: export_payroll(uow, id_), go, self._ctx.notify.error, saved=None
        )

    def _blank(self) -> None:
        from hrdesk.services.payroll_import import write_payroll_form

        path = ask_save(self._tab, "บันทึกแบบฟอร์มว่าง", "แบบฟอร์มบัญชีถือจ่าย.xlsx", EXCEL)
        if path is not None:
            self._ctx.tasks.work(
                self._tab,
                lambda _progress: write_payroll_form(path),
                lambda _none: self._ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {path} แล้ว"),
                label="กำลังเขียนไฟล์ Excel",
            )

    def _facts_in(self) -> None:
        from hrdesk.ui.pages.salary.payroll_import_dialog import FactsImportDialog

        view = self._tab.view
        if view is None:
            return
        path = ask_open(self._tab, FactsImportDialog.asks, EXCEL)
        if path is not None:
            looking = FactsImportDialog(
                self._ctx, view.line.id, view.limits, lambda _saved: None, self._tab
            )
            looking.open()
            looking.read(path)
