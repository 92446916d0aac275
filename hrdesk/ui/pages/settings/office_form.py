"""The fields of an office: the same in the first start and in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import Agency
from hrdesk.services.errors import DomainError
from hrdesk.services.office import EMBLEM_LARGEST, OfficeInput, check_emblem
from hrdesk.ui.dialogs import PICTURE, ask_open
from hrdesk.ui.form import Form
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field

# Real letters begin with the ministry's letters and the agency's number; an อบต. has its own.
LETTER_CODES = {
    Agency.DOH: "สธ ๐๙๐๑",
    Agency.DMS: "สธ ๐๓๐๓",
    Agency.DHSS: "สธ ๐๗๐๑",
    Agency.SAO: "นบ ๗๑๒๐๑",
}
_PREVIEW = 96  # pixels


class OfficeForm(QWidget):
    """Agency, names, address, letter code and emblem; read with ``value``."""

    edited = Signal()
    agency_changed = Signal(object)  # Agency

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("office_form")
        self._form = form
        self.agency = QComboBox(self)
        self.agency.setObjectName("agency")
        for agency in Agency:
            self.agency.addItem(agency.label, agency.value)
        self.agency_name = self._line("agency_name")
        self.unit_name = self._line("unit_name")
        self.telephone = self._line("telephone")
        self.letter_code = self._line("letter_code")
        self.address = QPlainTextEdit(self)
        self.address.setObjectName("address")
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(64)
        self.address.textChanged.connect(self.edited)
        self.emblem = EmblemChooser(self)
        self.emblem.changed.connect(self.edited)
        self._agency_before = Agency.DOH
        self.agency.currentIndexChanged.connect(self._agency_chosen)
        self._lay_out()
        self.agency_name.setText(Agency.DOH.label)
        self._show_example()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.textEdited.connect(lambda _text: self.edited.emit())
        return line

    def _lay_out(self) -> None:
        add = self._form.add
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        agency = Field("ชุดกฎเกณฑ์ของ", self.agency, required=True)
        name = Field("ชื่อส่วนราชการบนเอกสาร", self.agency_name, required=True)
        unit = Field("ชื่อหน่วยงานเจ้าของเรื่อง", self.unit_name, required=True)
        self.unit_name.setPlaceholderText("เช่น กองการเจ้าหน้าที่")
        self.telephone.setPlaceholderText("เช่น ๐ ๒๕๙๐ ๔๐๐๐ ต่อ ๑๒")
        grid.addWidget(add("agency", agency), 0, 0)
        grid.addWidget(add("agency_name", name), 0, 1)
        grid.addWidget(add("unit_name", unit), 1, 0, 1, 2)
        grid.addWidget(add("address", Field("ที่อยู่บนหัวหนังสือ", self.address)), 2, 0, 1, 2)
        grid.addWidget(add("telephone", Field("โทรศัพท์", self.telephone)), 3, 0)
        grid.addWidget(add("letter_code", Field("รหัสหนังสือ", self.letter_code)), 3, 1)
        grid.addWidget(add("emblem", Field("ครุฑหรือตราบนเอกสาร", self.emblem)), 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(5, 1)

    def chosen_agency(self) -> Agency:
        """Return the agency whose rules were chosen."""
        return Agency(self.agency.currentData())

    def value(self) -> OfficeInput:
        """Return the office as typed."""
        return OfficeInput(
            agency=self.chosen_agency(),
            agency_name=plain(self.agency_name.text()),
            unit_name=plain(self.unit_name.text()),
            address=plain(self.address.toPlainText()),
            telephone=plain(self.telephone.text()),
            letter_code=plain(self.letter_code.text()),
            emblem_preprinted=self.emblem.preprinted(),
            emblem=self.emblem.content(),
        )

    def set_value(self, office: OfficeInput) -> None:
        """Show an office."""
        self.agency.blockSignals(True)
        self.agency.setCurrentIndex(self.agency.findData(office.agency.value))
        self.agency.blockSignals(False)
        self._agency_before = office.agency
        for line, text in (
            (self.agency_name, office.agency_name),
            (self.unit_name, office.unit_name),
            (self.telephone, office.telephone),
            (self.letter_code, office.letter_code),
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self.address.blockSignals(True)
        self.address.setPlainText(office.address)
        self.address.blockSignals(False)
        self.emblem.set_value(office.emblem, preprinted=office.emblem_preprinted)
        self._show_example()

    def _agency_chosen(self) -> None:
        chosen = self.chosen_agency()
        name = self.agency_name.text().strip()
        # A name that was typed stays; one that only repeated the list follows the list.
        if name in ("", self._agency_before.label):
            self.agency_name.setText(chosen.label)
        self._agency_before = chosen
        self._show_example()
        self.agency_changed.emit(chosen)
        self.edited.emit()

    def _show_example(self) -> None:
        self.letter_code.setPlaceholderText(f"เช่น {LETTER_CODES[self.chosen_agency()]}")


class EmblemChooser(QWidget):
    """Whether the paper carries the emblem already, or a picture that the program prints."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emblem")
        self._content: bytes | None = None
        self._printed = QRadioButton("กระดาษมีครุฑแล้ว", self)
        self._printed.setObjectName("emblem_preprinted")
        self._picture = QRadioButton("พิมพ์จากไฟล์ภาพ (PNG หรือ JPEG)", self)
        self._picture.setObjectName("emblem_picture")
        self._group = QButtonGroup(self)
        for button in (self._printed, self._picture):
            button.setAccessibleName(button.text())
            self._group.addButton(button)
        self._choose = QPushButton("เลือกไฟล์…", self)
        self._choose.setObjectName("emblem_choose")
        self._choose.setAccessibleName("เลือกไฟล์ภาพตรา")
        self._choose.setAutoDefault(False)
        self._preview = QLabel(self)
        self._preview.setObjectName("emblem_preview")
        self._preview.setFixedSize(_PREVIEW, _PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._problem = QLabel(self)
        self._problem.setObjectName("emblem_problem")
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        self._problem.hide()
        self._lay_out()
        self._printed.setChecked(True)
        self._group.buttonToggled.connect(self._toggled)
        self._choose.clicked.connect(self._ask)
        self._show()
        self.setFocusProxy(self._printed)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._printed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._picture)
        line.addWidget(self._choose)
        line.addStretch()
        words.addLayout(line)
        words.addWidget(self._problem)
        words.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(words, 1)
        whole.addWidget(self._preview)

    def preprinted(self) -> bool:
        """Tell whether the paper has the emblem printed on it."""
        return self._printed.isChecked()

    def content(self) -> bytes | None:
        """Return the picture; also kept while the paper has its own."""
        return self._content

    def set_value(self, content: bytes | None, *, preprinted: bool) -> None:
        """Show an emblem and which of the two is used."""
        self._content = content
        self._group.blockSignals(True)
        self._printed.setChecked(preprinted)
        self._picture.setChecked(not preprinted)
        self._group.blockSignals(False)
        self._show()

    def _ask(self) -> None:
        path = ask_open(self, "เลือกภาพตรา", PICTURE)
        if path is None:
            return
        try:
            # One byte past the limit is enough to know that it is too large.
            with path.open("rb") as stream:
                content = stream.read(EMBLEM_LARGEST + 1)
        except OSError:
            self._say(DomainError("file_unreadable", path=path.name))
            return
        problem = check_emblem(content)
        self._say(problem)
        if problem is None:
            self._content = content
            self._picture.setChecked(True)
            self._show()
            self.changed.emit()

    def _say(self, problem: DomainError | None) -> None:
        from hrdesk.ui.messages import sentence

        self._problem.setText(sentence(problem) if problem else "")
        self._problem.setVisible(problem is not None)

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._choose.setEnabled(self._picture.isChecked())
        image = QImage.fromData(self._content) if self._content else QImage()
        shown = not image.isNull() and self._picture.isChecked()
        if shown:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap.fromImage(image).scaled(
                int(_PREVIEW * ratio),
                int(_PREVIEW * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            pixmap.setDevicePixelRatio(ratio)
            self._preview.setPixmap(pixmap)
            self._preview.setAccessibleName("ภาพตราที่เลือก")
        self._preview.setVisible(shown)
