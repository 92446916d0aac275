"""What papers of a committee's points share: the meeting, the criteria, one candidate's row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.fields import Field
from hrdesk.documents.form_layout import Person, points_text
from hrdesk.documents.samples import COMMITTEE, VALUES
from hrdesk.documents.values import long_date

_LEFT_OUT = "-"


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """Which committee met when, and the matter: the contest and the post it fills.

    ``meeting_number`` is as printed, such as 3/2569.
    """

    committee: str = ""
    meeting_number: str = ""
    held_on: dt.date | None = None
    place: str = ""
    contest: str = ""
    position: str = ""
    position_number: str = ""
    unit: str = ""

    @property
    def values(self) -> dict[str, str]:
        """Return the values by the names that forms declare."""
        return {
            "committee": self.committee,
            "meeting_number": self.meeting_number,
            "held_on": long_date(self.held_on),
            "place": self.place,
            "contest": self.contest,
            "position": self.position,
            "position_number": self.position_number,
            "unit": self.unit,
        }


HEAD_FIELDS: tuple[Field, ...] = (
    Field("meeting.committee", "คณะกรรมการ", True, "meeting.committee"),
    Field("meeting.contest", "เรื่องที่พิจารณา", True, "meeting.contest"),
    Field("meeting.meeting_number", "ประชุมครั้งที่", False, "meeting.number"),
    Field("meeting.held_on", "วันที่ประชุม", False, "meeting.held_on"),
)


@dataclass(frozen=True, slots=True)
class CriterionHead:
    """A criterion: its id, label, and maximum points."""

    id: str
    label: str
    maximum: Decimal

    @property
    def head(self) -> str:
        """Return the head of the criterion's column, with the maximum."""
        return f"{self.label} ({points_text(self.maximum)})"


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """What one member gave one candidate; ``left_out`` holds criteria exempted by the committee.

    A recused member gives nothing. Without points the row is one to write in.
    """

    name: str
    post: str = ""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    recused: bool = False
    note: str = ""

    def cells(self, criteria: Sequence[CriterionHead]) -> dict[str, str]:
        """Return the points by criterion and their total once none is missing."""
        asked = [each.id for each in criteria if each.id not in self.left_out]
        if self.recused:
            return {**{each.id: _LEFT_OUT for each in criteria}, "total": _LEFT_OUT}
        found = {each.id: points_text(self.points.get(each.id)) for each in criteria}
        found |= dict.fromkeys(self.left_out, _LEFT_OUT)
        whole = bool(asked) and all(id_ in self.points for id_ in asked)
        total = sum((self.points[id_] for id_ in asked), Decimal(0)) if whole else None
        return {**found, "total": points_text(total)}


def all_points(criteria: Sequence[CriterionHead]) -> str:
    """Return the sum of the maxima as it is printed."""
    return points_text(sum((each.maximum for each in criteria), Decimal(0)))


def spread_of(criteria: Sequence[CriterionHead]) -> tuple[tuple[str, str], ...]:
    """Return the criteria as columns: id and head."""
    return tuple((each.id, each.head) for each in criteria)


SAMPLE_MEETING = MeetingHead(
    committee=VALUES["committee"],
    meeting_number=VALUES["meeting_number"],
    held_on=dt.date(2026, 10, 20),
    place=VALUES["meeting_place"],
    contest="การประเมินบุคคลเพื่อแต่งตั้งให้ดำรงตำแหน่งนักทรัพยากรบุคคลชำนาญการ",
    position=VALUES["target_position"],
    position_number=VALUES["target_number"],
    unit=VALUES["target_unit"],
)
SAMPLE_MEMBERS = tuple(
    Person(name or "นายชูชัย ใฝ่รู้", post, role) for name, post, role in COMMITTEE if role != "เลขานุการ"
)
SAMPLE_CRITERIA = (
    CriterionHead("knowledge", "ความรู้ ความสามารถ ทักษะ", Decimal(40)),
    CriterionHead("work", "ผลการปฏิบัติราชการ", Decimal(30)),
    CriterionHead("conduct", "ความประพฤติ", Decimal(15)),
    CriterionHead("other", "คุณลักษณะอื่น", Decimal(15)),
)
SAMPLE_POINTS: tuple[Mapping[str, Decimal], ...] = (
    {
        "knowledge": Decimal("36.5"),
        "work": Decimal(27),
        "conduct": Decimal(14),
        "other": Decimal(13),
    },
    {
        "knowledge": Decimal(33),
        "work": Decimal(25),
        "conduct": Decimal(13),
        "other": Decimal("12.5"),
    },
)
SAMPLE_ROWS = (
    ScoredRow(VALUES["person_name"], VALUES["person_position"], SAMPLE_POINTS[0]),
    ScoredRow("นายสมมติ กตัญญูกุล", "นักวิชาการพัสดุปฏิบัติการ", SAMPLE_POINTS[1]),
    ScoredRow("นางป่านแก้ว ผู้ตั้งใจ", "นักทรัพยากรบุคคลปฏิบัติการ", recused=True, note="ไม่ร่วมพิจารณา"),
)
