"""A promotion order's annex of 2,000 rows, and 1,000 notices in one run with bounded memory."""

from __future__ import annotations

import dataclasses
import io
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from bench.report import Row
from hrdesk.documents.batch import build_many
from hrdesk.documents.fonts import find_fonts
from hrdesk.documents.papers import notice_letter, order
from hrdesk.documents.style import PaperStyle

ROWS, NOTICES = 2_000, 1_000
_MEGABYTE = 1024 * 1024
_MOST_MEGABYTES = 200


def measure(folder: Path) -> Iterator[Row]:
    """Measure the annex in rows a second, and what the notices hold in memory at most."""
    del folder
    style = PaperStyle(fonts=find_fonts())
    data = order.sample("promotion")
    people = tuple(
        dataclasses.replace(data.people[0], name=f"{data.people[0].name} {number}")
        for number in range(ROWS)
    )
    whole = dataclasses.replace(data, people=people)
    begun = time.perf_counter()
    order.build(whole, style)
    ours = ROWS / (time.perf_counter() - begun)
    begun = time.perf_counter()
    _plain(people, style)
    plain = ROWS / (time.perf_counter() - begun)
    yield Row(
        f"annex of {ROWS:,} rows with Thai set right", ours, "rows/s", plain,
        "plain unshaped reportlab table", 0.6, at_most=False,
    )  # fmt: skip
    letter = notice_letter.sample("promotion")
    tracemalloc.start()
    build_many([letter] * NOTICES, notice_letter.sections, style)
    peak = tracemalloc.get_traced_memory()[1] / _MEGABYTE
    tracemalloc.stop()
    yield Row(
        f"memory of {NOTICES:,} notices in one file", peak, "MB", absolute=_MOST_MEGABYTES,
    )  # fmt: skip


def _plain(people: tuple, style: PaperStyle) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("bench-annex", str(style.fonts.regular.path)))
    head = [
        "ลำดับ",
        "ชื่อ",
        "ตำแหน่ง",
        "สังกัด",
        "เลขที่",
        "เงินเดือน",
        "ตำแหน่งใหม่",
        "เลขที่",
        "วันที่",
        "หมายเหตุ",
    ]
    rows = [
        [
            str(number), each.name, each.from_position, each.from_unit, each.from_number,
            str(each.from_salary), each.to_position, each.to_number, str(each.effective_on), "",
        ]
        for number, each in enumerate(people, 1)
    ]  # fmt: skip
    table = LongTable([head, *rows], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), "bench-annex", 9),
                ("GRID", (0, 0), (-1, -1), 0.4, "#000000"),
            ]
        )
    )
    SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4)).build([table])
