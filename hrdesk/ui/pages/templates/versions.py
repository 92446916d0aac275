"""The texts a paper had: read, compared line by line, used again with a reason."""

from __future__ import annotations

import difflib
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import Right
from hrdesk.services.paper_templates import SHIPPED, OfficeText, RestoreTemplate, restore_template
from hrdesk.services.queries.templates import TemplateDetail, TemplateVersion
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.messages import words
from hrdesk.ui.pages.templates.words import Names, part_words
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


def lines_of(text: OfficeText, names: Names) -> list[str]:
    """Return a text as lines to compare, each part under its name."""
    lines = [f"{part_words('subject')}: {names.shown(text.subject)}"]
    for part, words_of in text.parts.items():
        lines.append(f"[{part_words(part)}]")
        lines += [names.shown(line) for line in words_of.splitlines()]
    return lines


class VersionsDialog(ReadingOrder, QDialog):
    """Versions at the left; at the right how the chosen one differs from what is typed now."""

    restored = Signal(str)  # the template's name

    def __init__(self, ctx: AppContext, detail: TemplateDetail, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("template_versions_dialog")
        self.setWindowTitle(f"ฉบับต่าง ๆ ของ {detail.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._detail = ctx, detail
        self._names = Names(detail.fields)
        told = QLabel(
            breakable(
                "ข้อความที่มี + เป็นของฉบับที่เลือก ข้อความที่มี − เป็นของ"
                + ("ร่างที่กำลังแก้" if detail.draft else "ฉบับที่ใช้อยู่")
            ),
            self,
        )
        told.setObjectName("versions_told")
        told.setWordWrap(True)
        set_role(told, "muted")
        self.list = QListWidget(self)
        self.list.setObjectName("template_version_list")
        self.list.setAccessibleName("ฉบับ")
        for version in detail.versions:
            self.list.addItem(self._title(version))
        self.text = QTextBrowser(self)
        self.text.setObjectName("template_version_text")
        self.text.setAccessibleName("ข้อความที่ต่างกัน")
        self.go = QPushButton("กลับไปใช้ฉบับนี้…", self)
        self.go.setObjectName("template_restore")
        self.go.setAccessibleName("กลับไปใช้ฉบับนี้")
        self.go.setAutoDefault(False)
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.setAutoDefault(False)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 560])
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addStretch()
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(told)
        rows.addWidget(split, 1)
        rows.addLayout(foot)
        self.resize(900, 520)
        close.clicked.connect(self.reject)
        self.go.clicked.connect(self._restore)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _title(self, version: TemplateVersion) -> str:
        if version.number == SHIPPED:
            return "ข้อความของโปรแกรม"
        used = " (ใช้อยู่)" if version.number == self._detail.in_use else ""
        return (
            f"ฉบับที่ {version.number}{used}\n{words(version.released_at)}\n"
            f"{version.released_by}: {version.reason}"
        )

    def _chosen(self) -> TemplateVersion:
        return self._detail.versions[max(self.list.currentRow(), 0)]

    def _show(self) -> None:
        version = self._chosen()
        now = lines_of(self._detail.draft or self._detail.text, self._names)
        then = lines_of(version.text, self._names)
        good, bad = theme.colour("good").name(), theme.colour("bad").name()
        shown = []
        for line in difflib.ndiff(now, then):
            mark, text = line[:1], escape(line[2:])
            if mark == "?":
                continue
            sign = {"+": "+ ", "-": "− "}.get(mark, "")
            look = {"+": f"color:{good}", "-": f"color:{bad}; text-decoration:line-through"}
            shown.append(f'<p style="margin:2px 0;{look.get(mark, "")}">{sign}{text}</p>')
        same = "<p>ตรงกันทุกคำ</p>" if now == then else ""
        self.text.setHtml(same + "".join(shown))
        may = self._ctx.may(Right.MANAGE_OFFICE) and version.number != self._detail.in_use
        self.go.setEnabled(may and self._detail.draft is None)
        self.go.setToolTip("ประกาศใช้หรือทิ้งร่างก่อน" if may and self._detail.draft else "")

    def _restore(self) -> None:
        version, name = self._chosen(), self._detail.name

        def done(reason: str) -> None:
            command = RestoreTemplate(name, version.number, reason)
            self._ctx.tasks.act(
                self,
                lambda uow: restore_template(uow, command),
                lambda _number: self._restored(name),
                saved="กลับไปใช้ข้อความที่เลือกแล้ว",
            )

        ask_reason(
            self,
            "กลับไปใช้ฉบับเก่า",
            "ข้อความที่เลือกจะเป็นฉบับใหม่ที่ใช้ตั้งแต่นี้ ฉบับอื่นยังเก็บไว้ครบ",
            "กลับไปใช้",
            done,
        )

    def _restored(self, name: str) -> None:
        self.restored.emit(name)
        self.accept()
