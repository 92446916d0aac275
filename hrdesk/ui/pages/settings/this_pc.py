"""Settings of this PC: how the window looks, and how papers are set."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.settings import DECLARED, Setting
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask_open
from hrdesk.ui.pages.settings.tab import SettingsTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.spin_box import SpinBox

_BY_KEY = {setting.key: setting for setting in DECLARED}
_LOOKS = ("theme", "text_size", "grid_text_size")
_FONTS = "ตัวพิมพ์ (*.ttf *.otf)"
_ORIGINS = {
    "installed": "ที่ติดตั้งในเครื่องนี้",
    "office": "ตามที่เลือกไว้",
    "bundled": "ที่มากับโปรแกรม",
    "system": "ที่มากับระบบ",
}
_UNSOUND = {
    "no_bold": "ไม่มีตัวหนาอยู่ในโฟลเดอร์เดียวกัน",
    "no_thai": "ไม่มีอักษรไทย",
    "no_mark_positions": "วางวรรณยุกต์และสระบนล่างไม่ถูกตำแหน่ง",
    "unreadable": "ไฟล์เสียหายหรือไม่ใช่ไฟล์ตัวพิมพ์",
}


class ThisPcTab(SettingsTab):
    """Each setting is stored as soon as it is changed; no other PC is touched."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("this_pc_tab")
        content = QWidget(self)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self._heading("หน้าจอ"))
        looks = QGridLayout()
        looks.setHorizontalSpacing(16)
        for column, key in enumerate(_LOOKS):
            looks.addWidget(self._setting(_BY_KEY[key]), 0, column)
            looks.setColumnStretch(column, 1)
        rows.addLayout(looks)
        rows.addWidget(self._heading("เอกสารที่พิมพ์"))
        digits = self._setting(_BY_KEY["digits"])
        digits.setMaximumWidth(360)
        rows.addWidget(digits)
        rows.addWidget(self._font_field())
        rows.addStretch(1)
        self.scrolled(content)

    def refresh(self) -> None:
        """Tell again which font papers are set in."""
        self._read_font()

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        set_role(label, "subtitle")
        return label

    def _setting(self, setting: Setting) -> Field:
        editor = self._choice(setting) if setting.choices else self._number(setting)
        editor.setObjectName(setting.key)
        return Field(setting.label, editor, hint=setting.help)

    def _choice(self, setting: Setting) -> QComboBox:
        box = QComboBox(self)
        for code, words in setting.choices:
            box.addItem(words, code)
        box.setCurrentIndex(box.findData(self.ctx.settings.text(setting.key)))
        box.currentIndexChanged.connect(lambda _at: self._store(setting.key, box.currentData()))
        return box

    def _number(self, setting: Setting) -> SpinBox:
        box = SpinBox(self)
        low, high = setting.bounds or (0, 999)
        box.setRange(low, high)
        box.setValue(self.ctx.settings.number(setting.key))
        box.setKeyboardTracking(False)  # half-typed numbers must not change the whole screen
        box.valueChanged.connect(lambda value: self._store(setting.key, value))
        return box

    def _store(self, key: str, value: str | int) -> bool:
        try:
            self.ctx.settings.set(key, value)
        except OSError:
            self.ctx.notify.error(DomainError("file_not_written", path=self.ctx.settings.file.name))
            return False
        app = QApplication.instance()
        if key in _LOOKS and isinstance(app, QApplication):
            theme.apply(app, self.ctx.settings)
        self.ctx.notify.stored.emit()
        return True

    # -- the font of papers -------------------------------------------------------------------

    def _font_field(self) -> QWidget:
        setting = _BY_KEY["font_file"]
        self.font_file = QLineEdit(self.ctx.settings.text("font_file"), self)
        self.font_file.setObjectName("font_file")
        self.font_file.setPlaceholderText("ให้โปรแกรมหาเอง")
        self.font_file.editingFinished.connect(self._font_typed)
        self._font_field_box = Field(setting.label, self.font_file, hint=setting.help)
        choose = QPushButton("เลือกไฟล์…", self)
        choose.setObjectName("font_choose")
        choose.setAccessibleName("เลือกไฟล์ตัวพิมพ์")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_font)
        clear = QPushButton("ให้โปรแกรมหาเอง", self)
        clear.setObjectName("font_clear")
        clear.setAccessibleName("ให้โปรแกรมหาตัวพิมพ์เอง")
        clear.setAutoDefault(False)
        clear.clicked.connect(lambda: self._use_font(""))
        self.font_used = QLabel(self)
        self.font_used.setObjectName("font_used")
        self.font_used.setWordWrap(True)
        part = QWidget(self)
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._font_field_box)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(choose)
        line.addWidget(clear)
        line.addStretch()
        rows.addLayout(line)
        rows.addWidget(self.font_used)
        return part

    def _font_typed(self) -> None:
        if self.font_file.text().strip() != self.ctx.settings.text("font_file"):
            self._use_font(self.font_file.text().strip())

    def _choose_font(self) -> None:
        path = ask_open(self, "เลือกไฟล์ตัวพิมพ์", _FONTS)
        if path is not None:
            self._use_font(str(path))

    def _use_font(self, text: str) -> None:
        self.font_file.setText(text)
        if self._store("font_file", text):
            self._read_font()

    def _read_font(self) -> None:
        chosen = self.ctx.settings.text("font_file")

        def find(_progress: object) -> str:
            from hrdesk.documents.fonts import find_fonts

            fonts = find_fonts(chosen)
            return f"เอกสารพิมพ์ด้วยตัวพิมพ์ {fonts.family} {_ORIGINS.get(fonts.origin, '')}".strip()

        def told(_progress: object) -> tuple[str, str]:
            from hrdesk.documents.errors import FontNotFound, FontUnsound

            try:
                return find(_progress), ""
            except FontUnsound as problem:
                why = _UNSOUND.get(str(problem.facts.get("reason")), "ไม่เหมาะกับเอกสารราชการ")
                return "", f"ใช้ตัวพิมพ์นี้ไม่ได้: {why} โปรดเลือกไฟล์อื่น หรือให้โปรแกรมหาเอง"
            except FontNotFound:
                name = Path(chosen).name
                missing = f"ไม่พบตัวพิมพ์ {name}" if name else "ไม่พบตัวพิมพ์ไทยสำหรับเอกสาร"
                return "", f"{missing} โปรดติดตั้ง TH Sarabun หรือเลือกไฟล์ตัวพิมพ์"

        self.ctx.tasks.work(self, told, self._show_font, quiet=True)

    def _show_font(self, answer: tuple[str, str]) -> None:
        used, problem = answer
        self.font_used.setText(breakable(used))
        self.font_used.setVisible(bool(used))
        self._font_field_box.set_error(problem or None)
