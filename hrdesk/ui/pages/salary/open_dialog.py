"""The form of a new salary round: what it stands on, what is missing, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.salary_opening import RoundOffers, round_offers
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.salary.words import OCTOBER, SCHEMES, STEP, appraisal_words, payroll_words
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_NUMBERS = {1: "ครั้งที่ ๑ (มีผล ๑ เมษายน)", 2: "ครั้งที่ ๒ (มีผล ๑ ตุลาคม)"}
_STATES = {"open": "ยังไม่เป็นที่สุด", "final": "เป็นที่สุดแล้ว"}


class OpenRoundDialog(FormDialog):
    """Opens the round itself and calls ``done`` with its id.

    ``given`` may name a scheme (``new``), a ``year``, a ``number``, or the ``payroll`` to stand on.
    """

    kind = "open_round_dialog"

    def __init__(
        self,
        ctx: AppContext,
        given: Mapping[str, str],
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("เปิดรอบเงินเดือน", "เปิดรอบ", parent)
        self._ctx, self._done, self._given = ctx, done, given
        self.offers: RoundOffers | None = None
        self._goal: Route | None = None
        self.scheme = Choice("open_scheme", (), self)
        self.year = Line("open_year", self, "เช่น 2569")
        self.number = Choice("open_number", (), self)
        self.law = self._told("open_law")
        self.payroll = Choice("open_payroll", (), self)
        self.missing = self._told("open_missing")
        self.go_there = QPushButton(self)
        self.go_there.setObjectName("open_go_there")
        self.go_there.setAutoDefault(False)
        set_role(self.go_there, "link")
        self.go_there.clicked.connect(lambda _on: self._leave())
        self.appraisal = Choice("open_appraisal", (), self, "ยังไม่ใช้ผลการประเมิน")
        self.earlier = Choice("open_earlier", (), self, "ไม่มีในโปรแกรม")
        self.committee = Choice("open_committee", (), self, "เลือกภายหลัง")
        self._lay_out()
        self.scheme.currentIndexChanged.connect(lambda _at: self._ask())
        self.number.currentIndexChanged.connect(lambda _at: self._ask())
        self.year.editingFinished.connect(self._ask)
        self.go.setEnabled(False)
        self._ask(first=True)

    def hand_over(self) -> None:
        """Open the round, or say beside the fields why not."""
        from hrdesk.services.salary_rounds import OpenRound, open_round

        offers = self.offers
        if offers is None:
            return
        if not self.payroll.value():
            self.refused(DomainError("required", field="snapshot_id"))
            return
        command = OpenRound(
            scheme=offers.scheme,
            year=offers.year,
            number=offers.number,
            snapshot_id=int(self.payroll.value()),
            appraisal_round_id=_id(self.appraisal),
            earlier_id=_id(self.earlier) if offers.earlier else None,
            options={},
            committee_id=_id(self.committee),
        )

        def opened(round_id: int) -> None:
            self.accept()
            self._done(round_id)

        self._ctx.tasks.act(
            self, lambda uow: open_round(uow, command), opened, self.refused,
            saved="เปิดรอบแล้ว",
        )  # fmt: skip

    def _ask(self, *, first: bool = False) -> None:
        """Read what there is for the chosen round."""
        given = self._given.get("payroll", "") if first else ""
        scheme = self._given.get("new", "") if first else self.scheme.value()
        typed = self._given.get("year", "") if first else arabic_digits(self.year.value())
        number = self._given.get("number", "") if first else self.number.value()
        if typed and not (typed.isdecimal() and 2500 <= int(typed) <= 2700):
            self._no_year()
            return
        self._ctx.tasks.query(
            self,
            lambda uow: round_offers(
                uow,
                scheme,
                int(typed) if typed else None,
                int(number) if number else None,
                int(given) if given.isdecimal() else None,
            ),
            self._show,
            self.refused,
            "offers",
        )

    def _no_year(self) -> None:
        """Say what a year looks like, and nothing any more of the year before."""
        self._ctx.tasks.drop(self, "offers")
        self.offers = self._goal = None
        self.missing.hide()
        self.go_there.hide()
        self.go.setEnabled(False)
        self.form.fields["year"].set_error("ใส่ปี พ.ศ. เป็นตัวเลขสี่หลัก เช่น 2569")
        fit(self)

    def _show(self, offers: RoundOffers) -> None:
        self.offers = offers
        for choice in (self.scheme, self.number):
            choice.blockSignals(True)
        own = offers.own_schemes
        self.scheme.set_options(
            [
                (each, SCHEMES[each] + ("" if each in own else " (หลักเกณฑ์ของหน่วยงานประเภทอื่น)"))
                for each in offers.schemes
            ]
        )
        self.scheme.set_value(offers.scheme)
        self.number.set_options([(str(each), _NUMBERS[each]) for each in offers.numbers])
        self.number.set_value(str(offers.number))
        for choice in (self.scheme, self.number):
            choice.blockSignals(False)
        if not self.year.hasFocus() or not self.year.value():
            self.year.setText(str(offers.year))
        self.form.clear()
        self._show_choices(offers)
        self._show_missing(offers)
        fit(self)

    def _show_choices(self, offers: RoundOffers) -> None:
        self.payroll.set_options([(str(each.id), payroll_words(each)) for each in offers.payrolls])
        wanted = self._given.get("payroll", "")
        if wanted and self.payroll.findData(wanted) >= 0:
            self.payroll.set_value(wanted)
        self.payroll.setEnabled(bool(offers.payrolls))
        self.appraisal.set_options(
            [(str(each.id), appraisal_words(each)) for each in offers.appraisals]
        )
        fitting = next((each for each in offers.appraisals if each.fits), None)
        self.appraisal.set_value(str(fitting.id) if fitting else "")
        self.earlier.set_options(
            [
                (str(each.id), f"รอบ ๑ เมษายน {_STATES.get(each.state, '')}")
                for each in offers.earlier
            ]
        )
        if offers.earlier:
            self.earlier.set_value(str(offers.earlier[0].id))
        self.form.fields["earlier_id"].setVisible((offers.scheme, offers.number) == (STEP, OCTOBER))
        self.committee.set_options([(str(id_), name) for id_, name in offers.committees])
        text = f"ใช้กฎที่มีผลวันที่ {thai_date_short(offers.effective_on)}"
        if offers.borrowed:
            text += " ซึ่งเป็นหลักเกณฑ์ของหน่วยงานประเภทอื่น โปรดตรวจกับกฎของท่าน"
        self.law.setText(breakable(text))
        set_role(
            self.law, "plain" if offers.borrowed else "muted", "warn" if offers.borrowed else ""
        )

    def _show_missing(self, offers: RoundOffers) -> None:
        text, go, self._goal = _missing(offers)
        self.missing.setText(breakable(text))
        self.missing.setVisible(bool(text))
        hinders = offers.taken is not None or not offers.payrolls
        set_role(self.missing, "plain", "bad" if hinders else "warn")
        self.go_there.setText(go)
        self.go_there.setAccessibleName(go)
        self.go_there.setVisible(bool(go))
        self.go.setEnabled(not hinders)
        here = self.focusWidget()
        if hinders and go and (here is None or here.objectName() == "dialog_cancel"):
            self.go_there.setFocus()

    def _leave(self) -> None:
        goal = self._goal
        if goal is not None:
            self.reject()
            self._ctx.navigate(goal)

    def _told(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        set_role(label, "muted")
        return label

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(add("scheme", Field("แบบ", self.scheme, required=True)))
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(add("year", Field("ปี พ.ศ.", self.year, required=True)), 1)
        pair.addWidget(add("number", Field("ครั้งที่", self.number, required=True)), 2)
        rows.addLayout(pair)
        rows.addWidget(self.law)
        hint = "คนและเงินเดือนถูกตรึงเมื่อเปิดรอบ"
        rows.addWidget(
            add("snapshot_id", Field("บัญชีถือจ่าย", self.payroll, required=True, hint=hint))
        )
        rows.addWidget(add("appraisal_round_id", Field("รอบการประเมิน", self.appraisal)))
        hint = "หากรอบ ๑ เมษายนไม่ได้ทำในโปรแกรม ใส่เงินที่ใช้ของแต่ละกลุ่มได้ที่ “ตั้งค่ารอบ”"
        rows.addWidget(add("earlier_id", Field("รอบ ๑ เมษายน", self.earlier, hint=hint)))
        rows.addWidget(add("committee_id", Field("คณะกรรมการ", self.committee)))
        rows.addWidget(self.missing)
        line = QHBoxLayout()
        line.addWidget(self.go_there)
        line.addStretch()
        rows.addLayout(line)
        self.missing.hide()
        self.go_there.hide()


def _missing(offers: RoundOffers) -> tuple[str, str, Route | None]:
    """Return what hinders or is wanting, the words of the way there, and the way."""
    if offers.taken is not None:
        return (
            "รอบนี้เปิดไว้แล้ว หากเป็นที่สุดแล้วและต้องแก้ ให้ออกรอบใหม่แทนจากหน้ารอบนั้น",
            "ไปรอบที่เปิดไว้", Route("salary_round", offers.taken),
        )  # fmt: skip
    if not offers.payrolls:
        day = thai_date_short(offers.payroll_on)
        params = {"tab": "payroll", "new": offers.scheme, "day": offers.payroll_on.isoformat()}
        return (
            f"ยังไม่มีบัญชีถือจ่าย ณ {day} ต้องทำก่อนเปิดรอบ",
            "ไปทำบัญชีถือจ่าย", Route("salary", params=params),
        )  # fmt: skip
    if not any(each.fits for each in offers.appraisals):
        half = f"{offers.number}/{offers.year}"
        return (
            f"ยังไม่มีผลการประเมินครั้งที่ {half} เปิดรอบไว้ก่อนได้ แต่ยังเสนอและตัดสินไม่ได้ครบ",
            "ไปหน้าประเมินผล", Route("appraisal"),
        )  # fmt: skip
    return "", "", None


def _id(choice: Choice) -> int | None:
    return int(choice.value()) if choice.value() else None
