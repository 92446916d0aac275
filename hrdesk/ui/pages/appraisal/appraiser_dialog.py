"""Who appraises: a person of the register, or somebody typed; and whose agreement is copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.services.appraisal_rounds import Appraiser, Seen, set_appraiser
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.services.queries.people import PersonRow
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.appraisal.fitted import FittedDialog
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker


class AppraiserFields(QWidget):
    """Find the appraiser in the register, or type name and post of one who is not in it."""

    def __init__(
        self, ctx: AppContext, parent: QWidget | None = None, *, beside: QWidget | None = None
    ) -> None:
        """Build the fields; with a field ``beside`` them they take the width of two."""
        super().__init__(parent)
        self._given = ("", "")
        self.picker = PersonPicker(ctx, "appraiser_person", self)
        self.name = Line("appraiser_name", self)
        self.post = Line("appraiser_post", self)
        hint = "เว้นว่างได้ กำหนดภายหลังก็ได้"
        self.named = {
            "appraiser": Field("ผู้ประเมิน (จากทะเบียน)", self.picker, hint=hint),
            "appraiser_name": Field("หรือพิมพ์ชื่อผู้ที่ไม่อยู่ในทะเบียน เช่น นายก", self.name),
            "appraiser_post": Field("ตำแหน่งของผู้ที่พิมพ์ชื่อ", self.post),
        }
        typed = QVBoxLayout() if beside is None else QHBoxLayout()
        typed.setSpacing(12)
        typed.addWidget(self.named["appraiser_name"], 1)
        typed.addWidget(self.named["appraiser_post"], 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.named["appraiser"], 1)
        if beside is not None:
            first.addWidget(beside, 1)
        rows.addLayout(first)
        rows.addLayout(typed)
        self.setFocusProxy(self.picker)
        self.picker.chosen.connect(self._chosen)

    def set_typed(self, name: str, post: str) -> None:
        """Show who is stored as typed; choosing somebody of the register takes their place."""
        self._given = (name, post)
        for edit, text in ((self.name, name), (self.post, post)):
            edit.setText(text)
            edit.setCursorPosition(0)

    def _chosen(self, person: PersonRow | None) -> None:
        if person is not None and (self.name.value(), self.post.value()) == self._given:
            self.name.clear()
            self.post.clear()

    def value(self) -> Appraiser | DomainError:
        """Return who appraises, or what is wrong with what was typed."""
        person = self.picker.person()
        if person is not None:
            if self.name.value() or self.post.value():
                where = "appraiser_name" if self.name.value() else "appraiser_post"
                return DomainError("appraiser_given_twice", field=where)
            return Appraiser(person.id)
        if plain(self.picker.text()).strip():
            return DomainError("person_not_chosen", field="appraiser")
        if self.post.value() and not self.name.value():
            return DomainError("required", field="appraiser_name")
        return Appraiser(None, self.name.value(), self.post.value())


class AppraiserDialog(FittedDialog):
    """Gives the selected people one appraiser."""

    kind = "appraiser_dialog"

    def __init__(
        self, ctx: AppContext, lines: Sequence[AppraisalLine], parent: QWidget | None = None
    ) -> None:
        who = lines[0].name if len(lines) == 1 else f"{len(lines):,} คน"
        super().__init__(f"ผู้ประเมินของ {who}", "บันทึก", parent)
        self._ctx = ctx
        self._seen = tuple(Seen(line.id, line.version) for line in lines)
        self.appraiser = AppraiserFields(ctx, self)
        if len({line.appraiser for line in lines}) == 1 and lines[0].appraiser_id is None:
            self.appraiser.set_typed(lines[0].appraiser, lines[0].appraiser_post)
        self.fields.addWidget(self.appraiser)
        for name, field in self.appraiser.named.items():
            self.form.add(name, field)
        self.appraiser.setFocus()

    def hand_over(self) -> None:
        """Store the appraiser, or say beside the fields why not."""
        appraiser = self.appraiser.value()
        if isinstance(appraiser, DomainError):
            self.refused(appraiser)
            return
        self._ctx.tasks.act(
            self,
            lambda uow: set_appraiser(uow, self._seen, appraiser),
            lambda _count: self.accept(),
            self.refused,
        )


class SourceDialog(FittedDialog):
    """Asks whose agreement is copied to the selected people."""

    kind = "agreement_source_dialog"

    def __init__(
        self,
        able: Sequence[AppraisalLine],
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("คัดลอกข้อตกลงจากคนอื่น", "คัดลอก", parent)
        self._done = done
        options = [(str(line.id), f"{line.name} · {line.post}") for line in able]
        self.source = Choice("agreement_source", options, self, "เลือกคน")
        hint = (
            "คัดลอกตัวชี้วัด ค่าเป้าหมาย น้ำหนัก และสมรรถนะ ไม่คัดลอกผล ผู้ที่มีข้อตกลงแล้วคงของเดิม"
            if able
            else "ยังไม่มีใครในรอบนี้มีข้อตกลง"
        )
        field = Field("ข้อตกลงของ", self.source, required=True, hint=hint)
        self.fields.addWidget(self.form.add("source", field))
        self.source.setFocus()

    def hand_over(self) -> None:
        """Give the chosen one."""
        if not self.source.value():
            self.refused(DomainError("required", field="source"))
            return
        self.accept()
        self._done(int(self.source.value()))
