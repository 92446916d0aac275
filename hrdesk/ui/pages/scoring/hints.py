"""What the entry of points says around the grid: whose sheets there are, and what the keys do."""

from __future__ import annotations

from hrdesk.ui.pages.scoring.board import Board
from hrdesk.ui.pages.scoring.grid_model import BY_CANDIDATE, cell_words
from hrdesk.ui.pages.scoring.grid_view import GridView
from hrdesk.ui.pages.scoring.words import candidate_words, member_words

_LETTERS = 24  # of a criterion's name in the line that says what the keys do


def people_rows(board: Board, way: str) -> list[tuple[str, int]]:
    """Return whose sheets can be looked at, the other way round those of a candidate."""
    if way == BY_CANDIDATE:
        return [(candidate_words(each), each.id) for each in board.candidates.values()]
    return [
        (member_words(each) + ("" if each.present else " – ไม่มาประชุม"), each.id)
        for each in board.members.values()
    ]


def hint_words(view: GridView, board: Board) -> str:
    """Return what stands in the way of typing in the current cell, else what the keys do."""
    cell = view.current_cell()
    if cell is None:
        return "กดลูกศรซ้ายเพื่อไปที่ช่องคะแนน"
    words = cell_words(board, cell)
    if words and view.typed is None:
        return words
    sheet = board.grid.sheet(*cell.pair)
    if sheet.state == "rejected":
        return f"ผู้ตรวจทานส่งกลับ: {sheet.reason} แก้ช่องที่ผิด แล้วส่งใหม่"
    below, across = view.below(), view.across(1)
    table = view.table
    enter = "Enter บันทึก (ช่องสุดท้ายแล้ว กด Ctrl+PgDn ไปคนถัดไป)"
    if below.isValid():
        enter = f"Enter บันทึก ไปที่ {table.row_words(below.row())}"
        if below.column() != view.currentIndex().column():
            enter += f" “{_short(table.criteria[below.column()].label)}”"
    if across.isValid():
        enter += f" · Tab ไปที่ “{_short(table.criteria[across.column()].label)}”"
    return enter


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else f"{label[:_LETTERS].rstrip()}…"
