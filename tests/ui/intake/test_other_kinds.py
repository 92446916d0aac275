"""The kinds beside the manual's four, and matters of the office itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hrdesk.models import Office
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM
from tests.ui.intake.test_intake_page import make_page, people, pick, press, routes  # noqa: F401


def as_dms(database):
    with database.work(SYSTEM) as uow:
        uow.session.get_one(Office, 1).agency = "dms"


def choose(page, kind):
    others = page.form.kinds.others
    place = others.findData(kind.value)
    others.setCurrentIndex(place)
    others.activated.emit(place)
    assert page.ctx.tasks.wait_idle()


def test_the_list_of_others_holds_what_the_office_has(make_page, office_database):  # noqa: F811
    page = make_page()
    assert page.form.kinds.others.findData(CaseType.TRANSFER_IN.value) >= 0
    assert page.form.kinds.others.findData(CaseType.EXAMINATION.value) < 0
    as_dms(office_database)
    page.refresh()
    assert page.ctx.tasks.wait_idle()
    assert page.form.kinds.others.findData(CaseType.EXAMINATION.value) >= 0


def test_the_key_5_goes_to_the_others_and_a_digit_back(make_page, office_database):  # noqa: F811
    page = make_page()
    page.form.kinds.take_focus()
    press(Qt.Key.Key_5)
    assert QApplication.focusWidget() is page.form.kinds.others
    choose(page, CaseType.TRANSFER_IN)
    assert page.form.kinds.kind() is CaseType.TRANSFER_IN
    page.form.kinds.set_kind(CaseType.REASSIGNMENT)
    assert page.form.kinds.others.currentIndex() < 0


def test_a_matter_of_the_office_itself_needs_nobody(make_page, office_database, routes):  # noqa: F811
    as_dms(office_database)
    page = make_page()
    choose(page, CaseType.EXAMINATION)
    assert not page.form.picker.isVisible()
    assert page.form.subject.value() == "การสอบแข่งขันเพื่อบรรจุและแต่งตั้ง"
    page.save()
    assert page.ctx.tasks.wait_idle()
    assert routes[-1].page == "case"
    from hrdesk.services.queries.cases import case_detail
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    with office_database.read(SYSTEM) as uow:
        detail = case_detail(uow, routes[-1].id)
        (row,) = list_cases(uow, CaseFilter(text="สอบแข่งขัน"))
    assert (detail.person_id, detail.person, detail.unit) == (None, "", "")
    assert row.person == detail.subject
    choose(page, CaseType.TRANSFER_IN)
    assert page.form.picker.isVisible()
