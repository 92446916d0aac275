"""The papers whose pages are compared with stored pictures; run it to store them anew.

Run ``python -m tests.documents.papers_for_pictures`` and look at every picture before a commit.
"""

from __future__ import annotations

from hrdesk.documents.papers import (
    case_status,
    list_report,
    memorandum,
    notice_letter,
    order,
    receipt,
)
from hrdesk.documents.preview import page_count
from hrdesk.documents.style import PaperStyle
from tests.documents import samples
from tests.documents.reading import REFERENCE, laksaman, small_picture


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
    }


def store() -> None:
    """Write every page's picture into the reference folder."""
    REFERENCE.mkdir(exist_ok=True)
    for name, pdf in papers().items():
        for number in range(min(page_count(pdf), 2)):
            small_picture(pdf, number).save(REFERENCE / f"{name}-{number + 1}.png", optimize=True)


if __name__ == "__main__":
    store()
