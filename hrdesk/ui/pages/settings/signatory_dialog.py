"""Typing one who signs papers: the same in the first start and in the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from hrdesk.services.errors import Invalid
from hrdesk.services.office import SignatoryInput, signatory_problems
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field

COLUMNS = (
    Column("name", "ชื่อ", width=200),
    Column("post", "ตำแหน่ง", width=240, stretch=True),
    Column("acting_for", "ปฏิบัติราชการแทน", width=180),
)


class SignatoryDialog(FormDialog):
    """Three lines and a picture in words of how the paper will show them.

    ``save`` is called with what was typed; the dialog stays open until ``accept``.
    """

    kind = "signatory_dialog"

    def __init__(
        self,
        title: str,
        signatory: SignatoryInput,
        save: Callable[[SignatoryInput], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "บันทึก", parent)
        self._save = save
        self.name = self._line("signatory_name", signatory.name, "เช่น นายมั่นคง ใจดี")
        self.post = self._line("signatory_post", signatory.post, "เช่น ผู้อำนวยการกองการเจ้าหน้าที่")
        self.acting_for = self._line(
            "signatory_acting_for", signatory.acting_for, "เช่น อธิบดีกรมอนามัย"
        )
        self._preview = QLabel(self)
        self._preview.setObjectName("signatory_preview")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._preview, "muted")
        add, rows = self.form.add, self.fields
        rows.addWidget(add("name", Field("ชื่อ", self.name, required=True)))
        rows.addWidget(add("post", Field("ตำแหน่ง", self.post, required=True)))
        hint = "กรอกเมื่อลงนามแทนผู้อื่นตามคำสั่งมอบอำนาจ ถ้าลงนามในนามตนเองให้เว้นว่าง"
        rows.addWidget(add("acting_for", Field("ปฏิบัติราชการแทน", self.acting_for, hint=hint)))
        rows.addWidget(self._preview)
        for line in (self.name, self.post, self.acting_for):
            line.textChanged.connect(self._show_preview)
        self._show_preview()
        self.name.setFocus()
        fit(self)

    def typed(self) -> SignatoryInput:
        """Return the three lines."""
        return SignatoryInput(
            plain(self.name.text()), plain(self.post.text()), plain(self.acting_for.text())
        )

    def hand_over(self) -> None:
        """Give what was typed, once nothing is wrong with it."""
        problems = signatory_problems(self.typed())
        if problems:
            self.refused(Invalid(tuple(problems)))
        else:
            self._save(self.typed())

    def _line(self, name: str, text: str, example: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(name)
        line.setPlaceholderText(example)
        return line

    def _show_preview(self) -> None:
        from hrdesk.documents.values import Signatory

        typed = self.typed()
        paper = Signatory(typed.name.strip(), typed.post.strip(), typed.acting_for)
        lines = [f"({paper.name or '…'})", paper.post or "…", paper.delegation]
        self._preview.setText("\n".join(lines))
