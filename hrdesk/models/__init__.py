"""All tables; importing this package is enough for the metadata to be whole."""

from hrdesk.models.appraisal import Appraisal, AppraisalRound
from hrdesk.models.audit import AuditEntry
from hrdesk.models.base import Base
from hrdesk.models.cases import Attachment, Case, CasePaper, CaseStep, CaseUndo
from hrdesk.models.law import LawAmendment, OfficeDay, PositionGroup
from hrdesk.models.meetings import (
    Attendance,
    CalculationRun,
    Candidate,
    Committee,
    CommitteeMember,
    Contest,
    Meeting,
    Recusal,
    ScoreSheet,
)
from hrdesk.models.office import DatabaseInfo, NumberBook, Office, Signatory, User
from hrdesk.models.papers import IssuedNumber, IssuedPaper, PaperBatch, PaperTemplate
from hrdesk.models.people import Degree, Person, Post, ServiceRun
from hrdesk.models.procedures import CaseWait, Objection, OfficeProcedure
from hrdesk.models.salary import (
    PayrollRow,
    PayrollSnapshot,
    SalaryAward,
    SalaryChoice,
    SalaryRecord,
    SalaryRound,
)
from hrdesk.models.staff import AssessmentBar, Probation, StateOfficerCard

__all__ = [
    "Appraisal",
    "AppraisalRound",
    "AssessmentBar",
    "Attachment",
    "Attendance",
    "AuditEntry",
    "Base",
    "CalculationRun",
    "Candidate",
    "Case",
    "CasePaper",
    "CaseStep",
    "CaseUndo",
    "CaseWait",
    "Committee",
    "CommitteeMember",
    "Contest",
    "DatabaseInfo",
    "Degree",
    "IssuedNumber",
    "IssuedPaper",
    "LawAmendment",
    "Meeting",
    "NumberBook",
    "Objection",
    "Office",
    "OfficeDay",
    "OfficeProcedure",
    "PaperBatch",
    "PaperTemplate",
    "PayrollRow",
    "PayrollSnapshot",
    "Person",
    "PositionGroup",
    "Post",
    "Probation",
    "Recusal",
    "SalaryAward",
    "SalaryChoice",
    "SalaryRecord",
    "SalaryRound",
    "ScoreSheet",
    "ServiceRun",
    "Signatory",
    "StateOfficerCard",
    "User",
]
