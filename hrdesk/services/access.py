"""Who may do what: roles, rights, and the check that every service makes first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hrdesk.services.errors import NotAllowed


class Role(StrEnum):
    """What a user is to the office."""

    ADMINISTRATOR = "administrator"
    OFFICER = "hr_officer"
    SECRETARY = "committee_secretary"
    GENERAL = "general_user"

    @property
    def label(self) -> str:
        """The role's Thai name."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.ADMINISTRATOR: "ผู้ดูแลระบบ",
    Role.OFFICER: "เจ้าหน้าที่การเจ้าหน้าที่",
    Role.SECRETARY: "เลขานุการคณะกรรมการ",
    Role.GENERAL: "ผู้ใช้ทั่วไป",
}


class Right(StrEnum):
    """One thing a role may do; services name the right they need."""

    SEE_OWN_CASES = "see_own_cases"
    SEE_ALL_CASES = "see_all_cases"
    WORK_CASES = "work_cases"
    SEE_PEOPLE = "see_people"
    EDIT_PEOPLE = "edit_people"
    SEE_NATIONAL_ID = "see_national_id"
    ISSUE_PAPERS = "issue_papers"
    WORK_MEETINGS = "work_meetings"
    WORK_APPRAISALS = "work_appraisals"
    WORK_SALARY = "work_salary"
    MANAGE_OFFICE = "manage_office"
    MANAGE_USERS = "manage_users"
    BACK_UP = "back_up"
    RESTORE = "restore"
    SEE_AUDIT = "see_audit"


_OWN = frozenset({Right.SEE_OWN_CASES})
_SECRETARY = _OWN | {
    Right.SEE_ALL_CASES,
    Right.SEE_PEOPLE,
    Right.ISSUE_PAPERS,
    Right.WORK_MEETINGS,
}
_OFFICER = _SECRETARY | {
    Right.WORK_CASES,
    Right.EDIT_PEOPLE,
    Right.SEE_NATIONAL_ID,
    Right.WORK_APPRAISALS,
    Right.WORK_SALARY,
    Right.BACK_UP,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.GENERAL: _OWN,
    Role.SECRETARY: _SECRETARY,
    Role.OFFICER: _OFFICER,
    Role.ADMINISTRATOR: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: a signed-in user, or the program itself at first start."""

    user_id: int | None
    name: str
    role: Role
    person_id: int | None = None

    def may(self, right: Right) -> bool:
        """Tell whether this person's role carries the right."""
        return right in RIGHTS[self.role]


SYSTEM = Actor(user_id=None, name="hrdesk", role=Role.ADMINISTRATOR)


def require(actor: Actor, right: Right) -> None:
    """Refuse with ``NotAllowed`` unless the actor's role carries the right."""
    if not actor.may(right):
        raise NotAllowed(right.value)
