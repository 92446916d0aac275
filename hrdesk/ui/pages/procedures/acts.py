"""What can be done with a version: copy, release, compare, throw away, print, export, import."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from hrdesk.rules.codes import CaseType
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.procedure_drafts import (
    CreateDraft,
    DiscardDraft,
    Discarded,
    ReleaseDraft,
    create_draft,
    discard_draft,
    read_import,
    release,
)
from hrdesk.services.queries.procedures import ProcedureView, procedure_view
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import words as said
from hrdesk.ui.notify import Notice
from hrdesk.ui.pages.procedures.compare import differences
from hrdesk.ui.pages.procedures.difference_view import DifferenceDialog, ReleaseDialog
from hrdesk.ui.pages.procedures.fault_words import fault_words
from hrdesk.ui.pages.procedures.output import ProcedureOutput
from hrdesk.ui.pages.procedures.words import ref_words

if TYPE_CHECKING:
    from hrdesk.ui.pages.procedures.page import ProceduresPage

_MOST_FAULTS_SAID = 3


class Acts(QObject):
    """The page's actions."""

    def __init__(self, page: ProceduresPage, ctx: AppContext) -> None:
        super().__init__(page)
        self._page = page
        self._ctx = ctx
        self._output = ProcedureOutput(page, ctx)
        self.copy = make_action(
            page, "copy_procedure", "คัดลอกเป็นของสำนักงาน", "copy", self._copy, "Ctrl+N"
        )
        self.release = make_action(page, "release", "เผยแพร่เป็นฉบับใหม่…", "send", self._release)
        self.compare = make_action(page, "compare", "เทียบกับฉบับที่คัดลอกมา", "columns", self._compare)
        self.discard = make_action(page, "discard", "ทิ้งร่าง…", "delete", self._discard)
        self.table = make_action(page, "print", "พิมพ์ตารางขั้นตอน", "print", self._print_table)
        self.table.setToolTip("พิมพ์ตารางขั้นตอน (Ctrl+P)")
        self.picture = make_action(page, "print_picture", "พิมพ์แผนภาพ", "tree", self._print_picture)
        self.excel = make_action(page, "export", "ส่งออก Excel", "excel", self._excel, "Ctrl+E")
        self.to_file = make_action(
            page, "export_text", "ส่งออกเป็นไฟล์แบบขั้นตอน", "export", self._export
        )
        self.from_file = make_action(
            page, "import_text", "นำเข้าจากไฟล์แบบขั้นตอน…", "import", self._import
        )
        self.follow()

    def of_page(self) -> list[QAction]:
        """Return the actions at the top right, those for drafts only where there is one."""
        editing = self._page.is_editing
        own = [self.release, self.compare, self.discard] if editing else [self.copy]
        if not self._page.may_edit:
            own = []
        more = [self.from_file] if self._page.may_edit else []
        compared = [] if editing or not self._has_base() else [self.compare]
        return [*own, self.table, self.picture, self.excel, *compared, self.to_file, *more]

    def follow(self) -> None:
        """Offer what can be done with what is shown."""
        shown = self._page.view is not None
        for action in (self.table, self.picture, self.excel, self.to_file):
            action.setEnabled(shown)
        self.copy.setEnabled(shown and self._page.may_edit)
        self.compare.setEnabled(self._has_base())
        self._page.actions_changed.emit()

    # -- drafts ---------------------------------------------------------------------------------

    def _has_base(self) -> bool:
        return self._page.view is not None and self._page.view.based is not None

    def _copy(self) -> None:
        view = self._page.view
        if view is None or not self._page.may_edit:
            return
        self._create(CreateDraft(view.row.case_type, view.row.ref), "ทำร่างของสำนักงานแล้ว แก้ไขได้เลย")

    def _create(self, command: CreateDraft, saved: str) -> None:
        self._ctx.tasks.act(
            self._page,
            lambda uow: create_draft(uow, command),
            lambda _id: self._show_draft(command.case_type),
            lambda problem: self._refused(command.case_type, problem),
            saved=saved,
        )

    def _refused(self, kind: CaseType, problem: DomainError) -> None:
        if problem.code != "draft_exists":
            self._ctx.notify.error(problem)
            return
        from hrdesk.ui.messages import sentence

        self._ctx.notify.show(
            Notice(sentence(problem), "warn", "เปิดร่าง", lambda: self._show_draft(kind))
        )

    def _show_draft(self, kind: CaseType) -> None:
        page = self._page

        def listed(rows: tuple) -> None:  # type: ignore[type-arg]
            drafts = (row for row in rows if row.case_type is kind and row.draft_id is not None)
            draft = next(drafts, None)
            if draft is not None:
                page.choice.show_rows(rows)
                page.show_ref(draft.ref)
                page.picture.setFocus()

        from hrdesk.services.queries.procedures import procedures_list

        self._ctx.tasks.query(page, procedures_list, listed, key="list")

    def _discard(self) -> None:
        view = self._page.keeper.view
        if view is None:
            return
        text = f"ร่าง “{view.row.title}” จะไม่อยู่ในรายการอีก ฉบับที่เผยแพร่แล้วไม่เปลี่ยน"
        ask(self._page, "ทิ้งร่าง", text, "ทิ้งร่าง", lambda: self._discard_now(view))

    def _discard_now(self, view: ProcedureView) -> None:
        keeper = self._page.keeper
        keeper.let_go()
        self._page.view = None
        assert view.row.draft_id is not None
        draft = view.row.draft_id

        def current(now: ProcedureView) -> None:
            command = DiscardDraft(draft, now.draft_version or 0)
            self._ctx.tasks.act(
                self._page,
                lambda uow: discard_draft(uow, command),
                lambda _held: self._page.show_ref(view.row.based_on),
                undo=lambda held: lambda uow: create_draft(uow, _again(held)),
                saved="ทิ้งร่างแล้ว",
            )

        # What was being stored may have raised the version: ask for the present one.
        self._ctx.tasks.query(
            self._page, lambda uow: procedure_view(uow, view.row.ref), current, key="discard"
        )

    # -- releasing ------------------------------------------------------------------------------

    def _release(self) -> None:
        page = self._page
        view, document = page.keeper.view, page.document
        if view is None or document is None:
            return
        if page.faults.count:
            self._ctx.notify.error(DomainError("procedure_has_faults", count=page.faults.count))
            page.faults.list.setFocus()
            return
        page.keeper.save()
        found = differences(view.based, document) if view.based is not None else ()

        def hand_over(day: dt.date, reason: str) -> None:
            command = ReleaseDraft(view.row.draft_id or 0, page.keeper.version, day, reason)
            self._ctx.tasks.act(
                page,
                lambda uow: release(uow, command),
                lambda _ref: self._released(dialog, view.row.ref),
                dialog.refused,
                saved=f"เผยแพร่แล้ว ใช้กับเรื่องที่รับตั้งแต่ {said(day)}",
            )

        base = ref_words(view.row.based_on) if view.row.based_on else "ฉบับเดิม"
        dialog = ReleaseDialog(base, found, self._ctx.today, hand_over, page)
        dialog.open()

    def _released(self, dialog: ReleaseDialog, ref: str) -> None:
        dialog.accept()
        self._page.keeper.let_go()
        self._page.view = None
        self._page.show_ref(ref)
        self._page.refresh()

    def _compare(self) -> None:
        view, document = self._page.view, self._page.document
        if view is None or document is None or view.based is None:
            return
        found = differences(view.based, document)
        DifferenceDialog(ref_words(view.row.based_on), found, self._page).open()

    # -- two people -----------------------------------------------------------------------------

    def settle(self, problem: EditConflict) -> None:
        """Ask whose draft is to be kept after two people edited it at once."""
        page = self._page
        view = page.keeper.view
        if view is None:
            return
        who, when = problem.facts["who"] or "ผู้อื่น", problem.facts["when"]
        at = f"เมื่อ {said(when)} " if when is not None else ""

        def arrived(theirs: ProcedureView) -> None:
            count = len(differences(theirs.document, page.keeper.document))
            text = (
                f"{who} แก้ร่างนี้{at}ระหว่างที่คุณกำลังแก้ไข ร่างของคุณต่างจากที่เก็บไว้ {count} จุด "
                "บันทึกร่างของคุณทับ หรืออ่านร่างของอีกคนแล้วทิ้งการแก้ไขที่ยังไม่ได้บันทึกของคุณ"
            )
            dialog = ask(
                page,
                "มีผู้อื่นแก้ร่างนี้ไปแล้ว",
                text,
                "บันทึกของฉันทับ",
                lambda: page.keeper.insist(theirs.draft_version or 0),
            )
            dialog.stay.setText("ใช้ของอีกคน")
            dialog.stay.setAccessibleName("ใช้ของอีกคน")
            dialog.rejected.connect(lambda: page.take_theirs(theirs))

        self._ctx.tasks.query(
            page, lambda uow: procedure_view(uow, view.row.ref), arrived, key="conflict"
        )

    # -- paper and files ------------------------------------------------------------------------

    def _print_table(self) -> None:
        if self._page.view is not None and self._page.document is not None:
            self._output.print_table(self._page.view, self._page.document)

    def _print_picture(self) -> None:
        if self._page.view is not None and self._page.document is not None:
            self._output.print_picture(self._page.view, self._page.document)

    def _excel(self) -> None:
        if self._page.view is not None and self._page.document is not None:
            self._output.excel(self._page.view, self._page.document)

    def _export(self) -> None:
        if self._page.view is not None:
            self._output.export_text(self._page.view, self._page.text)

    def _import(self) -> None:
        self._output.import_text(self.take_file)

    def take_file(self, text: str) -> None:
        """Make a draft of a file's text; what is wrong with it is said, and nothing is made."""
        try:
            kind, found = read_import(text)
        except DomainError as problem:
            self._ctx.notify.error(problem)
            return
        if found:
            from hrdesk.rules.procedure_text import read_document

            document = read_document(text)
            lines = [fault_words(document, fault) for fault in found[:_MOST_FAULTS_SAID]]
            more = len(found) - len(lines)
            told = " · ".join(lines) + (f" · และอีก {more} จุด" if more else "")
            self._ctx.notify.warn(f"ไฟล์นี้ยังใช้ไม่ได้ ต้องแก้ {len(found)} จุด: {told}")
            return
        self._create(CreateDraft(kind, "", text), "นำเข้าเป็นร่างแล้ว ตรวจแล้วจึงเผยแพร่")


def _again(held: Discarded) -> CreateDraft:
    return CreateDraft(held.case_type, held.based_on, held.text)
