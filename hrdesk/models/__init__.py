"""All tables; importing this package is enough for the metadata to be whole."""

from hrdesk.models.audit import AuditEntry
from hrdesk.models.base import Base
from hrdesk.models.cases import Attachment, Case, CasePaper, CaseStep, CaseUndo, IssuedPaper
from hrdesk.models.office import DatabaseInfo, NumberBook, Office, Signatory, User
from hrdesk.models.people import Degree, Person, Post, ServiceRun

__all__ = [
    "Attachment",
    "AuditEntry",
    "Base",
    "Case",
    "CasePaper",
    "CaseStep",
    "CaseUndo",
    "DatabaseInfo",
    "Degree",
    "IssuedPaper",
    "NumberBook",
    "Office",
    "Person",
    "Post",
    "ServiceRun",
    "Signatory",
    "User",
]
