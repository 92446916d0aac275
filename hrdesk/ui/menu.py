"""The pages of the window as data: what the menu offers, to whom, and where the page is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from hrdesk.services.access import Actor, Right

if TYPE_CHECKING:
    from hrdesk.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the right it needs and the import path of its class, loaded when first opened."""

    factory: str
    right: Right

    def load(self) -> type[Page]:
        """Import the page's class."""
        module, name = self.factory.split(":")
        return getattr(import_module(module), name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: the page's route name, its Thai words, its picture, who sees it."""

    page: str
    label: str
    icon: str
    right: Right


MENU: tuple[Entry, ...] = (
    Entry("home", "หน้าหลัก", "home", Right.SEE_ALL_CASES),
    Entry("tracking", "ติดตามงาน", "tracking", Right.SEE_OWN_CASES),
    Entry("intake", "รับเรื่อง", "intake", Right.WORK_CASES),
    Entry("calendar", "ปฏิทินงาน", "calendar", Right.SEE_ALL_CASES),
    Entry("people", "บุคลากร", "people", Right.SEE_PEOPLE),
    Entry("staff", "งานบุคคล", "person", Right.SEE_PEOPLE),
    Entry("meetings", "ประชุม/คะแนน", "meeting", Right.WORK_MEETINGS),
    Entry("appraisal", "ประเมินผล", "star", Right.WORK_APPRAISALS),
    Entry("salary", "เงินเดือน", "salary", Right.WORK_SALARY),
    Entry("procedures", "ขั้นตอนงาน", "tree", Right.SEE_ALL_CASES),
    Entry("registers", "เอกสาร", "paper", Right.SEE_ALL_CASES),
    Entry("indicators", "ตัวชี้วัด", "chart", Right.SEE_ALL_CASES),
    Entry("calculator", "เครื่องคำนวณ", "calculator", Right.SEE_ALL_CASES),
    Entry("law", "กฎเกณฑ์", "law", Right.SEE_ALL_CASES),
    Entry("settings", "ตั้งค่า", "settings", Right.SEE_ALL_CASES),
)
PAGES: Mapping[str, Place] = {
    "home": Place("hrdesk.ui.pages.home.page:HomePage", Right.SEE_ALL_CASES),
    "tracking": Place("hrdesk.ui.pages.tracking.page:TrackingPage", Right.SEE_OWN_CASES),
    "case": Place("hrdesk.ui.pages.case.page:CasePage", Right.SEE_OWN_CASES),
    "intake": Place("hrdesk.ui.pages.intake.page:IntakePage", Right.WORK_CASES),
    "calendar": Place("hrdesk.ui.pages.calendar.page:CalendarPage", Right.SEE_ALL_CASES),
    "people": Place("hrdesk.ui.pages.people.page:PeoplePage", Right.SEE_PEOPLE),
    "staff": Place("hrdesk.ui.pages.staff.page:StaffPage", Right.SEE_PEOPLE),
    "person": Place("hrdesk.ui.pages.person.page:PersonPage", Right.SEE_PEOPLE),
    "candidates": Place("hrdesk.ui.pages.candidates.page:CandidatesPage", Right.SEE_PEOPLE),
    "meetings": Place("hrdesk.ui.pages.meetings.page:MeetingsPage", Right.WORK_MEETINGS),
    "meeting": Place("hrdesk.ui.pages.meetings.meeting_page:MeetingPage", Right.WORK_MEETINGS),
    "committee": Place(
        "hrdesk.ui.pages.meetings.committee_page:CommitteePage", Right.WORK_MEETINGS
    ),
    "appraisal": Place("hrdesk.ui.pages.appraisal.page:AppraisalPage", Right.WORK_APPRAISALS),
    "appraisal_round": Place(
        "hrdesk.ui.pages.appraisal.round_page:AppraisalRoundPage", Right.WORK_APPRAISALS
    ),
    "salary": Place("hrdesk.ui.pages.salary.page:SalaryPage", Right.WORK_SALARY),
    "salary_round": Place("hrdesk.ui.pages.salary.round_page:RoundPage", Right.WORK_SALARY),
    "procedures": Place("hrdesk.ui.pages.procedures.page:ProceduresPage", Right.SEE_ALL_CASES),
    "registers": Place("hrdesk.ui.pages.registers.page:RegistersPage", Right.SEE_ALL_CASES),
    "indicators": Place("hrdesk.ui.pages.indicators.page:IndicatorsPage", Right.SEE_ALL_CASES),
    "calculator": Place("hrdesk.ui.pages.calculator.page:CalculatorPage", Right.SEE_ALL_CASES),
    "law": Place("hrdesk.ui.pages.law.page:LawPage", Right.SEE_ALL_CASES),
    "settings": Place("hrdesk.ui.pages.settings.page:SettingsPage", Right.SEE_OWN_CASES),
}
# The menu entry that stands for a page without one of its own.
PARENTS: Mapping[str, str] = {
    "case": "tracking",
    "person": "people",
    "candidates": "people",
    "meeting": "meetings",
    "committee": "meetings",
    "appraisal_round": "appraisal",
    "salary_round": "salary",
}

KEYED = 9
"""So many entries of the menu, from the top, are opened by Ctrl and their number."""


def entries(actor: Actor, menu: tuple[Entry, ...] = MENU) -> tuple[Entry, ...]:
    """Return the menu of a role; a general user has one entry."""
    return tuple(entry for entry in menu if actor.may(entry.right))
