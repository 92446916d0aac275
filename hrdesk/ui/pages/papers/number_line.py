"""Where a paper's number comes from, said before it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from hrdesk.services.number_books import Book
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.paper_drafts import Numbering, PaperDraft


class NumberLine(QWidget):
    """One sentence about the number to come; announcements may go without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_numbering")
        self._numbering: Numbering | None = None
        self._said = QLabel(self)
        self._said.setObjectName("paper_numbering_said")
        self._said.setWordWrap(True)
        set_role(self._said, "muted")
        self.without = QCheckBox("ไม่ออกเลขที่ประกาศ", self)
        self.without.setObjectName("paper_without_number")
        self.without.setAccessibleName(self.without.text())
        self.without.toggled.connect(lambda _on: self._say())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._said)
        rows.addWidget(self.without)
        self.hide()

    def show_numbering(self, draft: PaperDraft) -> None:
        """Say where this draft gets its number; papers without one have no line."""
        self._numbering = draft.numbering
        self.setVisible(draft.numbering is not None)
        announcement = draft.numbering is not None and draft.numbering.book is Book.ANNOUNCEMENT
        self.without.setVisible(announcement)
        self._say()

    def hides(self, draft: PaperDraft) -> str:
        """Return the field that nobody types because the book gives the number."""
        central = draft.numbering is not None and draft.numbering.central
        return "" if central or draft.numbering is None else draft.number_field

    def wanted(self) -> bool:
        """Tell whether a number is to be taken."""
        return not (self.without.isVisibleTo(self) and self.without.isChecked())

    def button_words(self, of_case: bool) -> str:
        """Return what the button that ends the work says."""
        if self._numbering is None:
            return "เก็บเข้าเรื่อง (Ctrl+S)" if of_case else "เก็บเอกสาร (Ctrl+S)"
        return "ออกเลขและเก็บ (Ctrl+S)"

    def _say(self) -> None:
        numbering = self._numbering
        if numbering is None:
            return
        if not self.wanted():
            words = "ประกาศนี้จะไม่มีเลขที่ เก็บไว้ตามวันที่ประกาศ"
        elif numbering.central:
            words = "พิมพ์เลขที่งานสารบรรณกลางออกให้ในช่องเลขที่ โปรแกรมลงทะเบียนให้และเตือนถ้าเลขซ้ำ"
        else:
            words = (
                f"เลขออกจากสมุด{numbering.book.label}เมื่อกดออกเลข ลำดับถัดไปคือ {numbering.next_shown}"
            )
        self._said.setText(breakable(words))
