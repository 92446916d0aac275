"""Setting how long a kind of matter is kept, and who may open the files of works."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.rules.procedure import Retention
from hrdesk.services.access import Role
from hrdesk.services.file_access import CHOOSABLE, SetRestrictedRoles
from hrdesk.services.keeping import MOST_YEARS, SetRetention
from hrdesk.services.queries.keeping import KindRetention
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.spin_box import SpinBox

_USUAL_YEARS = 10  # only what the box shows first; the office says its own and by what rule
_CLASSES: tuple[tuple[str, str], ...] = (
    ("", "ตามขั้นตอนงานของเรื่อง"),
    ("years", "เก็บไว้ตามจำนวนปี"),
    ("never", "ห้ามทำลาย"),
)


def retention_words(kept: Retention | None) -> str:
    """Return a class in words."""
    if kept is None:
        return "ยังไม่กำหนด"
    return "ห้ามทำลาย" if kept.kind == "never" else f"เก็บ {kept.years} ปี"


class RetentionDialog(FormDialog):
    """A kind of matter, its class, the years, and the rule by which the office says so."""

    kind = "retention_dialog"

    def __init__(
        self,
        rules: Sequence[KindRetention],
        chosen: CaseType | None,
        save: Callable[[RetentionDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("กำหนดอายุการเก็บ", "บันทึก", parent)
        self._rules = {rule.case_type: rule for rule in rules}
        self._save = save
        self.case_type = QComboBox(self)
        self.case_type.setObjectName("retention_kind")
        for rule in rules:
            self.case_type.addItem(rule.case_type.label, rule.case_type.value)
        self.classes = QComboBox(self)
        self.classes.setObjectName("retention_class")
        for key, words in _CLASSES:
            self.classes.addItem(words, key)
        self.years = SpinBox(self)
        self.years.setObjectName("retention_years")
        self.years.setRange(1, MOST_YEARS)
        self.years.setSuffix(" ปี")
        self.source = QLineEdit(self)
        self.source.setObjectName("retention_source")
        self.source.setPlaceholderText("เช่น ชื่อระเบียบหรือหนังสือสั่งการ และข้อ")
        self.told = QLabel(self)
        self.told.setObjectName("retention_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        add, rows = self.form.add, self.fields
        rows.addWidget(add("case_type", Field("ประเภทเรื่อง", self.case_type)))
        rows.addWidget(add("kind", Field("อายุการเก็บ", self.classes)))
        rows.addWidget(add("years", Field("จำนวนปีนับจากวันที่เรื่องเสร็จ", self.years)))
        rows.addWidget(add("source", Field("ตามกฎหรือคำสั่งใด", self.source)))
        rows.addWidget(self.told)
        self.case_type.currentIndexChanged.connect(lambda _at: self._show_kind())
        self.classes.currentIndexChanged.connect(lambda _at: self._enable())
        if chosen is not None:
            self.case_type.setCurrentIndex(max(self.case_type.findData(chosen.value), 0))
        self._show_kind()
        fit(self)

    def hand_over(self) -> None:
        """Give the class to the tab."""
        self._save(self)

    def command(self) -> SetRetention:
        """Return what was chosen."""
        found = self.classes.currentData()
        return SetRetention(
            CaseType(self.case_type.currentData()),
            found or None,
            self.years.value() if found == "years" else None,
            plain(self.source.text()).strip() if found else "",
        )

    def _show_kind(self) -> None:
        rule = self._rules.get(CaseType(self.case_type.currentData()))
        own = rule.retention if rule is not None and rule.own else None
        self.classes.setCurrentIndex(self.classes.findData(own.kind if own else ""))
        self.years.setValue(own.years if own and own.years else _USUAL_YEARS)
        self.source.setText(own.source if own else "")
        self._enable()

    def _enable(self) -> None:
        found = self.classes.currentData()
        self.form.fields["years"].setVisible(found == "years")
        self.form.fields["source"].setVisible(bool(found))
        rule = self._rules.get(CaseType(self.case_type.currentData()))
        words = "การกำหนดนี้ใช้กับเรื่องประเภทนี้ทุกเรื่อง ทั้งที่เสร็จแล้วและที่จะเสร็จ โปรแกรมไม่ลบเรื่องใดเอง"
        if rule is not None and rule.retention is not None:
            kept = rule.retention
            words = f"ขณะนี้: {retention_words(kept)} ({kept.source}) · {words}"
        self.told.setText(breakable(words))
        fit(self)


class OpeningRolesDialog(FormDialog):
    """A tick for each role that may open restricted files; the administrator's is fixed."""

    kind = "opening_roles_dialog"

    def __init__(
        self,
        roles: frozenset[Role],
        save: Callable[[OpeningRolesDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ผู้เปิดไฟล์ผลงานได้", "บันทึก", parent)
        self._save = save
        self.boxes: dict[Role, QCheckBox] = {}
        holder = QWidget(self)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for role in CHOOSABLE:
            box = QCheckBox(role.label, holder)
            box.setObjectName(f"opens_{role.value}")
            box.setChecked(role in roles)
            box.setEnabled(role is not Role.ADMINISTRATOR)
            rows.addWidget(box)
            self.boxes[role] = box
        self.fields.addWidget(self.form.add("roles", Field("ผู้เปิดไฟล์ที่จำกัดไว้ได้", holder)))
        told = QLabel(
            breakable(
                "ไฟล์ที่แนบตั้งแต่ขั้นรับผลงานของเรื่องเลื่อนระดับและเงินประจำตำแหน่ง จำกัดการเปิดให้เอง "
                "ผู้อื่นเห็นเพียงว่ามีไฟล์อยู่ ไม่เห็นชื่อและเปิดไม่ได้"
            ),
            self,
        )
        told.setObjectName("opening_roles_told")
        told.setWordWrap(True)
        set_role(told, "muted")
        self.fields.addWidget(told)
        fit(self)

    def hand_over(self) -> None:
        """Give the roles to the tab."""
        self._save(self)

    def command(self) -> SetRestrictedRoles:
        """Return the roles that are ticked."""
        return SetRestrictedRoles(
            frozenset(role for role, box in self.boxes.items() if box.isChecked())
        )
