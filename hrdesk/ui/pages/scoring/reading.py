"""What the tabs of points read: the matters of a meeting, and the grid of the one shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.services.queries.meetings import ContestView, MeetingDetail, meeting_detail
from hrdesk.services.queries.publication import outlet_points
from hrdesk.services.queries.scores import ContestGrid, contest_grid
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Loaded:
    """A meeting with its matters, and the grid of the chosen one; None where there is none to score."""

    meeting: MeetingDetail
    chosen: ContestView | None
    grid: ContestGrid | None
    outlets: Mapping[int, Decimal]


def load_contest(meeting_id: int, wanted: int | None) -> Callable[[UnitOfWork], Loaded]:
    """Return the reading of one matter of a meeting, the first where ``wanted`` is not there."""

    def read(uow: UnitOfWork) -> Loaded:
        meeting = meeting_detail(uow, meeting_id)
        contests = meeting.contests
        chosen = next((each for each in contests if each.id == wanted), None)
        chosen = chosen or next(iter(contests), None)
        if chosen is None or chosen.scheme is None:
            return Loaded(meeting, chosen, None, {})
        grid = contest_grid(uow, chosen.id)
        return Loaded(meeting, chosen, grid, outlet_points(uow, chosen.id))

    return read


def empty_words(loaded: Loaded) -> tuple[str, str] | None:
    """Return why there is nothing to score and what to do, or None."""
    if loaded.chosen is None:
        return "ยังไม่มีวาระให้คะแนน", "เพิ่มวาระและผู้เข้ารับการประเมินในแท็บเตรียมประชุมก่อน"
    if loaded.grid is None:
        return "วาระนี้ใช้ชุดคะแนนไม่ได้", loaded.chosen.problem
    if not loaded.grid.candidates:
        return "วาระนี้ยังไม่มีผู้เข้ารับการประเมิน", "เพิ่มชื่อในแท็บเตรียมประชุมก่อน"
    if not loaded.grid.members:
        return "คณะกรรมการนี้ยังไม่มีกรรมการ", "เพิ่มกรรมการในหน้าคณะกรรมการก่อน"
    return None
