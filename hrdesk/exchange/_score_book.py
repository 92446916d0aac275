"""How a member's score sheet looks in Excel, and the workbook of a committee's points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from hrdesk.exchange import score_sheets as model
from hrdesk.exchange._sheets import (
    BODY_FONT,
    HEAD_FILL,
    HEAD_FONT,
    HEAD_PLACE,
    TITLE_FONT,
    fill,
)
from hrdesk.exchange.files import replacing
from hrdesk.exchange.workbook import HIDDEN_SHEET
from hrdesk.rules.explanation import canonical

_OPEN = PatternFill("solid", fgColor="FFFBE6")
_SHUT = PatternFill("solid", fgColor="E4E4E4")
_THIN = Side(style="thin", color="9A9A9A")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center")
_LEFT = Alignment(vertical="center", wrap_text=True)
_POINTS_FORMAT = "General"
_EXACT_FORMAT = "0.00"
_NOT_IN_NAMES = "[]:*?/\\'"
_LONGEST_NAME = 31
_WIDTHS = (6, 44, 16, 10, 24)  # number, name, criterion, total, note


def write_sheet(path: Path, form: model.ScoreForm) -> None:
    """Write one member's sheet, whole or not at all."""
    book = Workbook()
    sheet = book.active
    sheet.title = model.SHEET
    _head(sheet, form)
    for place, candidate in enumerate(form.candidates):
        _row(sheet, form, model.FIRST_ROW + place, candidate)
    _rules(sheet, form)
    sheet.freeze_panes = sheet.cell(model.FIRST_ROW, model.FIRST_COLUMN)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # columns may be made wider
    printed(sheet, model.HEAD_ROW)
    hidden = book.create_sheet(HIDDEN_SHEET)
    hidden.sheet_state = "hidden"
    hidden.append([model.FORMAT, model.VERSION, form.database_id or None])
    hidden.append([form.contest_id, form.member_id, None])
    with replacing(path) as temporary:
        book.save(temporary)


def write_book(path: Path, tables: Sequence[model.ScoreTable]) -> None:
    """Write sheets of points to be read and printed, whole or not at all."""
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, 1):
        kept = "".join(letter for letter in table.name if letter not in _NOT_IN_NAMES)
        sheet = book.create_sheet(kept[:_LONGEST_NAME].strip() or f"แผ่นที่ {number}")
        _table(sheet, table)
    with replacing(path) as temporary:
        book.save(temporary)


def _table(sheet: Any, table: model.ScoreTable) -> None:
    for row, words in enumerate(table.lines, 1):
        fill(sheet.cell(row, 1), words)
        sheet.cell(row, 1).font = TITLE_FONT if row == 1 else BODY_FONT
    head_row = len(table.lines) + 2
    sheet.row_dimensions[head_row].height = 66
    for column, words in enumerate(table.heads, 1):
        cell = sheet.cell(head_row, column)
        fill(cell, words)
        cell.font, cell.fill, cell.alignment, cell.border = HEAD_FONT, HEAD_FILL, HEAD_PLACE, _BOX
        texts = [row[column - 1] for row in table.rows if isinstance(row[column - 1], str)]
        longest = max((len(str(text)) for text in texts), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(12, longest + 2), 44)
    for place, values in enumerate(table.rows, head_row + 1):
        for column, value in enumerate(values, 1):
            cell = _cell(sheet, place, column, value)
            cell.alignment = _LEFT if isinstance(value, str) else _MIDDLE
            if isinstance(value, Decimal):
                cell.number_format = _EXACT_FORMAT
    sheet.freeze_panes = sheet.cell(head_row + 1, 1)
    printed(sheet, head_row)


def printed(sheet: Any, head_row: int) -> None:
    """Let a sheet print across A4 on its side with its headings on each page."""
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Any, form: model.ScoreForm) -> None:
    lines = (
        form.title,
        " ".join(part for part in (form.committee, form.meeting) if part),
        f"กรรมการผู้ให้คะแนน: {form.member_name}",
        "กรอกเฉพาะช่องสีเหลืองอ่อน ไม่เกินคะแนนเต็มในวงเล็บ แล้วบันทึกและส่งไฟล์นี้คืนฝ่ายเลขานุการ",
    )
    for row, words in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        fill(cell, words)
        cell.font = TITLE_FONT if row == 1 else BODY_FONT
    sheet.row_dimensions[model.HEAD_ROW].height = 66
    number, name, criterion, total, note = _WIDTHS
    widths = [number, name, *[criterion] * len(form.criteria), total, note]
    for column, (words, width) in enumerate(zip(model.heads_of(form), widths, strict=True), 1):
        cell = sheet.cell(model.HEAD_ROW, column)
        fill(cell, words)
        cell.font, cell.fill, cell.alignment, cell.border = HEAD_FONT, HEAD_FILL, HEAD_PLACE, _BOX
        sheet.column_dimensions[get_column_letter(column)].width = width


def _row(sheet: Any, form: model.ScoreForm, row: int, candidate: model.SheetCandidate) -> None:
    name = f"{candidate.name} — {candidate.post}" if candidate.post else candidate.name
    _cell(sheet, row, 1, candidate.number).alignment = _MIDDLE
    _cell(sheet, row, 2, name).alignment = _LEFT
    for column, criterion in enumerate(form.criteria, model.FIRST_COLUMN):
        closed = criterion.id in candidate.closed
        cell = _cell(sheet, row, column, "-" if closed else candidate.points.get(criterion.id))
        cell.alignment = _MIDDLE
        cell.number_format = _POINTS_FORMAT if not closed else "@"
        cell.fill = _SHUT if closed else _OPEN
        cell.protection = Protection(locked=closed)
    last = model.FIRST_COLUMN + len(form.criteria) - 1
    where = f"{get_column_letter(model.FIRST_COLUMN)}{row}:{get_column_letter(last)}{row}"
    asked = sum(each.id not in candidate.closed for each in form.criteria)
    whole = f'=IF(COUNT({where})={asked},SUM({where}),"")' if asked else "-"
    total = sheet.cell(row, last + 1, whole)
    total.font, total.border, total.alignment = BODY_FONT, _BOX, _MIDDLE
    _cell(sheet, row, last + 2, candidate.note or None).alignment = _LEFT
    sheet.row_dimensions[row].height = 30


def _cell(sheet: Any, row: int, column: int, value: Any) -> Any:
    cell = sheet.cell(row, column)
    if value is not None:
        fill(cell, value)
    cell.font, cell.border = BODY_FONT, _BOX
    return cell


def _rules(sheet: Any, form: model.ScoreForm) -> None:
    """Let Excel itself refuse points that do not fit."""
    last = model.FIRST_ROW + max(len(form.candidates), 1) - 1
    for column, criterion in enumerate(form.criteria, model.FIRST_COLUMN):
        letter = get_column_letter(column)
        most = canonical(criterion.maximum)
        if criterion.allowed:
            listed = ",".join(canonical(each) for each in criterion.allowed)
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            rule.error = f"{criterion.label} ให้ได้เฉพาะ {listed.replace(',', ', ')}"
        else:
            rule = DataValidation(
                type="decimal", operator="between", formula1="0", formula2=most, allow_blank=True
            )
            rule.error = f"{criterion.label} ต้องอยู่ระหว่าง 0 ถึง {most}"
        rule.error = rule.error[:220]  # Excel takes no longer one
        rule.errorTitle = "คะแนนไม่ถูกต้อง"
        rule.showErrorMessage = True
        rule.add(f"{letter}{model.FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
