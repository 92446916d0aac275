"""All papers by kind; a paper's module is imported when the first one of it is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from hrdesk.documents.errors import PaperUnknown
from hrdesk.documents.fields import Field


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: its kind, Thai title and module; ``numbered`` names the book it is numbered in."""

    kind: str
    title: str
    module_name: str
    numbered: str = ""

    @property
    def module(self) -> ModuleType:
        """Return the paper's module: its data class, ``FIELDS``, ``missing``, ``build``."""
        return import_module(f"hrdesk.documents.papers.{self.module_name}")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the paper."""
        fields: tuple[Field, ...] = self.module.FIELDS
        return fields


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("receipt", "ใบรับเรื่อง", "receipt"),
    PaperKind("case_status", "ใบแสดงสถานะเรื่อง", "case_status"),
    PaperKind("memorandum", "บันทึกข้อความ", "memorandum", numbered="letter"),
    PaperKind("order", "คำสั่ง", "order", numbered="order"),
    PaperKind("notice_letter", "หนังสือแจ้งหน่วยงาน", "notice_letter", numbered="letter"),
    PaperKind("list_report", "รายงาน", "list_report"),
    PaperKind("explanation", "เอกสารแนบแสดงวิธีคำนวณ", "explanation"),
)
_BY_KIND = {paper.kind: paper for paper in PAPERS}


def paper_kind(kind: str) -> PaperKind:
    """Return what is known of one kind of paper; ``PaperUnknown`` when there is none."""
    try:
        return _BY_KIND[kind]
    except KeyError:
        raise PaperUnknown(kind=kind) from None
