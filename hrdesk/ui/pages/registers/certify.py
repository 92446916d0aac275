"""Making a certified copy: who certifies it, and the copy to print or save."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from hrdesk.rules.dates import DateError, parse_thai_date
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.paper_copies import CertifyCopy, certified_copy
from hrdesk.services.papers import PaperOptions
from hrdesk.services.queries.office import SignatoryRow, signatories
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field


class CertifyDialog(FormDialog):
    """Name and post of who certifies; chosen from the signatories or typed."""

    kind = "certify_dialog"

    def __init__(self, ctx: AppContext, paper_id: int, number: str, parent: QWidget) -> None:
        super().__init__(f"สำเนาถูกต้องของเลขที่ {number}", "ทำสำเนา", parent)
        self._ctx, self._paper_id, self._number, self._page = ctx, paper_id, number, parent
        self.known = QComboBox(self)
        self.known.setObjectName("certify_known")
        self.known.addItem("– เลือกจากผู้ลงนาม –", None)
        self.name = QLineEdit(ctx.actor.name, self)
        self.name.setObjectName("certify_name")
        self.post = QLineEdit(self)
        self.post.setObjectName("certify_post")
        self.day = BuddhistDateEdit(ctx.today, "certify_dated")
        add, rows = self.form.add, self.fields
        rows.addWidget(Field("ผู้ลงนามของสำนักงาน", self.known))
        rows.addWidget(add("name", Field("ชื่อผู้รับรองสำเนา", self.name, required=True)))
        rows.addWidget(add("post", Field("ตำแหน่ง", self.post, required=True)))
        hint = "เว้นว่างเพื่อเขียนวันที่ด้วยมือ"
        rows.addWidget(add("dated", Field("วันที่", self.day, hint=hint)))
        self.known.activated.connect(lambda _at: self._take())
        ctx.tasks.query(self, signatories, self._offer, key="signers")
        self.name.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Make the copy and show it."""
        try:
            day = parse_thai_date(self.day.text()) if self.day.text().strip() else None
        except DateError as problem:
            wrong = DomainError(problem.code, field="dated", **problem.facts)
            self.refused(Invalid((wrong,)))
            return
        settings = self._ctx.settings
        command = CertifyCopy(
            self._paper_id,
            plain(self.name.text()).strip(),
            plain(self.post.text()).strip(),
            day,
            PaperOptions(settings.text("digits"), settings.text("font_file")),
        )
        self._ctx.tasks.act(
            self, lambda uow: certified_copy(uow, command), self._made, self.refused, saved=None
        )

    def _made(self, copy: bytes) -> None:
        from hrdesk.ui.printing import preview

        ctx, page, number = self._ctx, self._page, self._number
        self.accept()
        preview(ctx, page, f"สำเนาถูกต้อง {number}", copy)

    def _offer(self, rows: tuple[SignatoryRow, ...]) -> None:
        for row in rows:
            self.known.addItem(f"{row.name} · {row.post}", row)

    def _take(self) -> None:
        row: SignatoryRow | None = self.known.currentData()
        if row is not None:
            self.name.setText(row.name)
            self.post.setText(row.post)
