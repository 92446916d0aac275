"""The qualification of one person among many, where it is not the usual one of the degree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.award_figures import ABROAD, HOME
from hrdesk.services.queries.award_preview import PreviewRow
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field


class OwnQualification(FormDialog):
    """Institution and qualification as the table of the law names them."""

    kind = "own_qualification"

    def __init__(
        self,
        row: PreviewRow,
        names: Mapping[str, tuple[str, ...]],
        done: Callable[[OwnQualification], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"คุณวุฒิตามบัญชี · {row.name}", "ใช้คุณวุฒินี้", parent)
        self._names, self._done = names, done
        told = QLabel(breakable(f"วุฒิในทะเบียน: {row.degree or 'ไม่มี'}"), self)
        told.setObjectName("own_degree")
        told.setWordWrap(True)
        set_role(told, "muted")
        self.institution = Choice("own_institution", ((HOME, HOME), (ABROAD, ABROAD)), self)
        self.institution.set_value(row.institution)
        self.qualification = Choice("own_qualification_name", (), self, "เลือกคุณวุฒิ")
        self.fields.addWidget(told)
        self.fields.addWidget(Field("สถาบันที่สำเร็จ", self.institution, required=True))
        field = Field("คุณวุฒิตามบัญชี ก.พ.", self.qualification, required=True)
        self.fields.addWidget(self.form.add("qualification", field))
        self._offer()
        self.qualification.set_value(row.qualification)
        self.institution.currentIndexChanged.connect(lambda _at: self._offer())
        self.qualification.setFocus()
        fit(self)

    def chosen(self) -> tuple[str, str]:
        """Return the qualification and its institution."""
        return self.qualification.value(), self.institution.value()

    def hand_over(self) -> None:
        """Refuse nothing chosen."""
        problem = self.form.missing({"qualification": self.qualification.value()})
        if problem is not None:
            self.refused(problem)
            return
        self._done(self)

    def _offer(self) -> None:
        names = self._names.get(self.institution.value(), ())
        self.qualification.set_options((name, name) for name in names)
