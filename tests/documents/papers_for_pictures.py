"""The papers whose pages are compared with stored pictures; run it to store them anew.

Run ``python -m tests.documents.papers_for_pictures`` and look at every picture before a commit.
"""

from __future__ import annotations

import datetime as dt

from hrdesk.documents.papers import (
    announcement,
    case_status,
    committee_order,
    correction_order,
    list_report,
    memorandum,
    notice_letter,
    order,
    probation_form,
    receipt,
    status_slip,
)
from hrdesk.documents.preview import page_count
from hrdesk.documents.style import PaperStyle
from tests.documents import samples
from tests.documents.reading import REFERENCE, laksaman, small_picture

SLIP = status_slip.StatusSlip(
    samples.OFFICE, "K7F-2Q9", "15/2569", "การย้าย", dt.date(2026, 10, 5), "0 2999 9999"
)


def papers() -> dict[str, bytes]:
    """Return each paper under the name of its picture."""
    style = PaperStyle(fonts=laksaman())
    return {
        "case_status": case_status.build(samples.STATUS, style),
        "receipt": receipt.build(samples.RECEIPT, style),
        "memorandum": memorandum.build(samples.MEMO, style),
        "order_promotion": order.build(samples.make_order("promotion"), style),
        "order_resignation": order.build(
            samples.make_order("resignation", (samples.LEAVING,)), style
        ),
        "notice_letter": notice_letter.build(samples.make_notice("transfer_out"), style),
        "list_report": list_report.build(samples.LIST, style),
        "order_appointment": order.build(order.sample("appointment_examination"), style),
        "committee_order": committee_order.build(committee_order.sample("selection"), style),
        "correction_order": correction_order.build(correction_order.sample(), style),
        "announcement": announcement.build(announcement.sample("selected"), style),
        "probation_form": probation_form.build(probation_form.sample(), style),
        "status_slip": status_slip.build(SLIP, style),
    }


def store() -> None:
    """Write every page's picture into the reference folder."""
    REFERENCE.mkdir(exist_ok=True)
    for name, pdf in papers().items():
        for number in range(min(page_count(pdf), 2)):
            small_picture(pdf, number).save(REFERENCE / f"{name}-{number + 1}.png", optimize=True)


if __name__ == "__main__":
    store()
