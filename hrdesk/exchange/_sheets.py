"""How the sheets of a form look: headings, widths, formats, choices, help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from hrdesk.exchange.columns import ColumnSpec, Kind, SheetSpec
from hrdesk.exchange.lists import ListKind, ListSheet, cell_value
from hrdesk.exchange.workbook import HELP_SHEET, HIDDEN_SHEET, headed, shown_row

if TYPE_CHECKING:
    from hrdesk.exchange.workbook import FormSpec

FACE = "Tahoma"  # on every Windows, and its Thai is not cut in Excel's rows
HEAD_FONT = Font(name=FACE, size=10, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="0F5C5C")
REQUIRED_FILL = PatternFill("solid", fgColor="8A3B12")
BODY_FONT = Font(name=FACE, size=10)
TITLE_FONT = Font(name=FACE, size=14, bold=True)
TOTAL_FONT = Font(name=FACE, size=10, bold=True)
HEAD_PLACE = Alignment(horizontal="center", vertical="center", wrap_text=True)
TOP = Alignment(vertical="top", wrap_text=True)
TEXT_FORMAT = "@"
MONEY_FORMAT = "#,##0.00"
_NUMBERS = frozenset({Kind.MONEY, Kind.INT})
_FIRST_CHOICE_ROW = 3

_KIND_WORDS = {
    Kind.TEXT: "ข้อความ",
    Kind.NOTE: "ข้อความ ขึ้นบรรทัดใหม่ได้",
    Kind.DATE: "วันที่ เช่น 15/08/2567",
    Kind.PARTIAL_DATE: "วันที่ เช่น 15/08/2540 ไม่ทราบวันหรือเดือนใส่ 00 เช่น 00/05/2540",
    Kind.MONEY: "จำนวนเงิน (บาท) ทศนิยมไม่เกิน 2 ตำแหน่ง",
    Kind.INT: "จำนวนเต็ม",
    Kind.CHOICE: "เลือกจากรายการ",
    Kind.YES_NO: "เลือกจากรายการ",
    Kind.NATIONAL_ID: "ตัวเลข 13 หลัก มีขีดคั่นหรือไม่ก็ได้",
}


def number_format(column: ColumnSpec) -> str:
    """Return Excel's format of a column; text keeps leading zeros and long numbers."""
    if column.kind is Kind.MONEY:
        return MONEY_FORMAT
    return "0" if column.kind is Kind.INT else TEXT_FORMAT


def add_form_sheet(
    book: Any, spec: SheetSpec, rows: Iterable[Sequence[Any]], form_rows: int
) -> None:
    """Add a sheet with frozen headings, formatted columns, choices, and the rows given."""
    sheet = book.create_sheet(spec.title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(spec.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width
        dimension.number_format = number_format(column)
        dimension.font = BODY_FONT
    sheet.row_dimensions[1].height = 32
    for letter, where in _choice_ranges(spec):
        rule = DataValidation(type="list", formula1=where, allow_blank=True)
        rule.errorTitle = "ไม่มีในรายการ"
        rule.error = "โปรดเลือกจากรายการ"
        rule.add(f"{letter}2:{letter}{form_rows}")
        sheet.data_validations.append(rule)
    sheet.append([_head(sheet, column) for column in spec.columns])
    # One cell per column serves all rows: a styled cell made anew each time is what costs.
    cells = [_body(sheet, column) for column in spec.columns]
    for values in rows:
        sheet.append([_filled(c, v) for c, v in zip(cells, shown_row(spec, values), strict=True)])


def _head(sheet: Any, column: ColumnSpec) -> Any:
    cell = WriteOnlyCell(sheet, headed(column))
    cell.font = HEAD_FONT
    cell.fill = REQUIRED_FILL if column.required else HEAD_FILL
    cell.alignment = HEAD_PLACE
    return cell


def _body(sheet: Any, column: ColumnSpec) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = BODY_FONT
    cell.number_format = number_format(column)
    if column.kind is Kind.NOTE:
        cell.alignment = TOP
    return cell


def _filled(cell: Any, value: Any) -> Any:
    if value is None:
        return None
    fill(cell, value)
    return cell


def fill(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text is never taken for a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _choice_ranges(spec: SheetSpec) -> list[tuple[str, str]]:
    """Return (column letter, range of its choices in the hidden sheet) of closed columns."""
    found = []
    for place, column in enumerate(spec.columns, start=1):
        if column.labels:
            letter = _choice_letter(column)
            last = _FIRST_CHOICE_ROW + len(column.labels) - 1
            where = (
                f"{quote_sheetname(HIDDEN_SHEET)}!${letter}${_FIRST_CHOICE_ROW}:${letter}${last}"
            )
            found.append((get_column_letter(place), where))
    return found


# Each closed list has its own column of the hidden sheet, the same in every form.
_LISTS = ("yes_no", "PostType", "Level", "Employment", "DegreeLevel")


def _choice_letter(column: ColumnSpec) -> str:
    name = column.choices.__name__ if column.choices else "yes_no"
    letter: str = get_column_letter(_LISTS.index(name) + 1)
    return letter


def add_hidden_sheet(book: Any, form: FormSpec, database_id: str) -> None:
    """Add the hidden sheet: format, version, database, and the closed lists."""
    sheet = book.create_sheet(HIDDEN_SHEET)
    sheet.sheet_state = "hidden"
    sheet.append([form.name, form.version, database_id or None])
    sheet.append([])
    lists: dict[str, tuple[str, ...]] = {}
    for spec in form.sheets:
        for column in spec.columns:
            if column.labels:
                lists[_choice_letter(column)] = column.labels
    letters = [get_column_letter(place) for place in range(1, len(_LISTS) + 1)]
    longest = max((len(labels) for labels in lists.values()), default=0)
    for place in range(longest):
        sheet.append([_at(lists.get(letter, ()), place) for letter in letters])


def _at(labels: Sequence[str], place: int) -> str | None:
    return labels[place] if place < len(labels) else None


def add_help_sheet(book: Any, form: FormSpec) -> None:
    """Add the sheet that says in Thai how the form is filled."""
    sheet = book.create_sheet(HELP_SHEET)
    for letter, width in zip("ABCDE", (24, 26, 10, 44, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_styled(sheet, "วิธีกรอกแบบฟอร์มนี้", TITLE_FONT)])
    for number, note in enumerate(form.notes, start=1):
        sheet.append([_styled(sheet, f"{number}. {note}", BODY_FONT)])
    sheet.append([])
    heads = ("แผ่นงาน", "คอลัมน์", "ต้องกรอก", "รูปแบบ", "คำอธิบาย")
    sheet.append([_styled(sheet, head, HEAD_FONT, HEAD_FILL) for head in heads])
    for spec in form.sheets:
        for column in spec.columns:
            words = _KIND_WORDS[column.kind]
            if column.labels:
                words = " / ".join(column.labels)
            cells = (
                spec.title,
                column.heading,
                "ต้องกรอก" if column.required else "",
                words if column.read else "มีไว้ให้อ่านง่าย โปรแกรมไม่นำเข้า",
                column.help,
            )
            sheet.append([_styled(sheet, text, BODY_FONT, place=TOP) for text in cells])


def _styled(
    sheet: Any, text: str, font: Font, fill: PatternFill | None = None, place: Any = None
) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = font
    if fill is not None:
        cell.fill = fill
    if place is not None:
        cell.alignment = place
    return cell


_LIST_FORMATS = {
    ListKind.TEXT: TEXT_FORMAT,
    ListKind.DATE: "[$-1070000]dd/mm/yyyy;@",  # Excel then shows the Buddhist era itself
    ListKind.NUMBER: "#,##0",
    ListKind.MONEY: MONEY_FORMAT,
}


def add_list_sheet(book: Any, name: str, listed: ListSheet) -> None:
    """Add a sheet with a title, the filters, frozen headings that filter, and the rows."""
    sheet = book.create_sheet(name)
    above = 1 + len(listed.filters) + len(listed.notes) + 1
    head = above + 1
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, column in enumerate(listed.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[head].height = 32
    sheet.append([_styled(sheet, listed.title, TITLE_FONT)])
    for label, chosen in listed.filters:
        sheet.append([_styled(sheet, f"{label}: {chosen}", BODY_FONT)])
    for note in listed.notes:
        sheet.append([_styled(sheet, note, BODY_FONT)])
    sheet.append([])
    sheet.append([_list_head(sheet, column.heading) for column in listed.columns])
    cells = [_list_body(sheet, column.kind) for column in listed.columns]
    last = head
    for row in listed.rows:
        shown = [cell_value(value) for value in row]
        sheet.append([_filled(cell, value) for cell, value in zip(cells, shown, strict=True)])
        last += 1
    if listed.total is not None:
        for cell in cells:
            cell.font = TOTAL_FONT
        shown = [cell_value(value) for value in listed.total]
        sheet.append([_filled(cell, value) for cell, value in zip(cells, shown, strict=True)])
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(listed.columns))}{last}"


def _list_head(sheet: Any, heading: str) -> Any:
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, HEAD_PLACE
    return cell


def _list_body(sheet: Any, kind: ListKind) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font, cell.number_format, cell.alignment = BODY_FONT, _LIST_FORMATS[kind], TOP
    return cell
