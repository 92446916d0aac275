"""What leaves the tracking list: Excel files and paper, of every role."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import Qt

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus
from hrdesk.ui import list_output
from hrdesk.ui.pages.tracking import output
from hrdesk.ui.pages.tracking.page import TrackingPage
from tests.support.sample_cases import fill


def settle(page: TrackingPage) -> None:
    assert page.ctx.tasks.wait_idle()


def shown_ids(page: TrackingPage) -> list[int]:
    rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
    return [row.id for row in rows]


def excel(path) -> list[tuple]:
    book = openpyxl.load_workbook(path)
    return list(book.active.iter_rows(values_only=True))


def test_export_holds_every_row_of_the_filter_in_its_order(
    qtbot, show, office_database, dialogs, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(list_output, "WINDOW", 7)  # several windows
    sample = fill(office_database, 60)
    page = show(status="in_progress")
    page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    settle(page)
    target = tmp_path / "รายการ.xlsx"
    dialogs.answer((str(target), ""))
    page.commands.export.trigger()
    settle(page)
    rows = excel(target)
    head = next(at for at, row in enumerate(rows) if row[0] == "ลำดับ")
    assert list(rows[head]) == [
        "เกิน (วัน)" if column.key == "late" else column.title for column in page.model.columns[:-1]
    ]
    body = rows[head + 1 :]
    running = {
        f"{case.number}/{case.year}": case
        for case in sample.cases
        if case.status == CaseStatus.IN_PROGRESS.value
    }
    assert [row[0] for row in body] == list(range(1, len(running) + 1))
    assert {row[1] for row in body} == set(running)
    names = [running[row[1]].person_sort_key for row in body]
    assert names == sorted(names)
    for row in body:
        case: Case = running[row[1]]
        assert row[2].date() == case.received_on
        assert row[4] == case.person_name
        assert (row[6].date() if row[6] else None) == case.due_on
    assert any("กำลังดำเนินการ" in str(row[0]) for row in rows[:head])
    assert str(len(running)) in page.ctx.notify.last.text


def test_a_general_users_export_has_the_same_columns(
    show, office_database, general, dialogs, tmp_path
) -> None:
    sample = fill(office_database, 60)
    person = sample.cases[0].person_id
    page = show(general(person))
    target = tmp_path / "own.xlsx"
    dialogs.answer((str(target), ""))
    page.commands.export.trigger()
    settle(page)
    rows = excel(target)
    head = next(at for at, row in enumerate(rows) if row[0] == "ลำดับ")
    assert [name for name in rows[head] if name] == [
        column.title for column in page.model.columns[:-1]
    ]
    own = [case for case in sample.cases if case.person_id == person]
    assert len(rows) - head - 1 == len(own)
    written = " ".join(str(value) for row in rows for value in row if value)
    assert own[0].person_name not in written


def test_an_export_given_up_writes_nothing(show, office_database, dialogs, tmp_path) -> None:
    fill(office_database, 5)
    page = show()
    dialogs.answer(("", ""))
    page.commands.export.trigger()
    settle(page)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_an_export_that_is_stopped_leaves_no_file(
    show, office_database, dialogs, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(list_output, "WINDOW", 5)
    fill(office_database, 40)
    page = show()
    target = tmp_path / "stopped.xlsx"
    dialogs.answer((str(target), ""))
    real = output.window
    asked, progresses = [], []

    def stopping(uow, wanted, sort, offset, limit):
        asked.append(offset)
        if offset >= 10:
            progresses[0].cancel()
        return real(uow, wanted, sort, offset, limit)

    monkeypatch.setattr(output, "window", stopping)
    work = page.ctx.tasks.work
    monkeypatch.setattr(
        type(page.ctx.tasks),
        "work",
        lambda _self, *given, **named: progresses.append(work(*given, **named)),
    )
    page.commands.export.trigger()
    settle(page)
    assert asked == [0, 5, 10]
    assert not target.exists()
    assert [file for file in tmp_path.iterdir() if file.suffix == ".xlsx"] == []
    assert page.ctx.notify.last is None


def test_an_export_to_a_lost_folder_is_refused_in_words(
    show, office_database, dialogs, tmp_path
) -> None:
    fill(office_database, 5)
    page = show()
    dialogs.answer((str(tmp_path / "gone" / "x.xlsx"), ""))
    page.commands.export.trigger()
    settle(page)
    assert page.ctx.notify.last.tone == "bad"
    assert "เขียนไฟล์" in page.ctx.notify.last.text


def test_the_printed_list_holds_the_rows_and_names_the_filter(qtbot, show, office_database) -> None:
    import pypdfium2

    sample = fill(office_database, 30)
    page = show(late="1")
    page.commands.print.trigger()
    settle(page)
    dialog = page.findChild(object, "preview")
    assert dialog is not None
    pdf = dialog.panel._pdf
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    assert "เกินกำหนด" in text
    late = [case for case in sample.cases if case.id in set(shown_ids(page))]
    assert late
    for case in late:
        assert case.person_name.split()[0] in text
    dialog.close()
    settle(page)


def test_too_long_a_list_is_not_printed_but_said(show, office_database, monkeypatch) -> None:
    monkeypatch.setattr(list_output, "MOST_PRINTED", 9)
    fill(office_database, 10)
    page = show()
    page.commands.print.trigger()
    settle(page)
    assert "ส่งออก Excel" in page.ctx.notify.last.text
    assert page.findChild(object, "preview") is None
