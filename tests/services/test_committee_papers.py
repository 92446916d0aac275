"""The order that appoints a committee names every seat, in the text of its kind."""

from __future__ import annotations

import datetime as dt

from hrdesk.services.committee_papers import prepare_committee_order
from hrdesk.services.committees import CommitteeKind, MemberInput, SaveCommittee, save_committee
from hrdesk.services.papers import PaperOptions

MEMBERS = (
    MemberInput("นางหนึ่ง สมมติ", "chair", post="รองอธิบดี"),
    MemberInput("นายสอง สมมติ", post="ผู้อำนวยการกอง"),
    MemberInput("นายสาม สมมติ", left_on=dt.date(2026, 1, 5)),
    MemberInput("นางสี่ สมมติ", "secretary"),
)


def test_the_order_takes_the_seats_in_their_order(tmp_path, clock, sample_offices):
    database, actor = sample_offices(tmp_path / "office.db", clock)
    for kind, text in (
        (CommitteeKind.SELECTION, "committee_selection"),
        (CommitteeKind.OTHER, "committee_free"),
    ):
        with database.work(actor) as uow:
            command = SaveCommittee(None, None, f"คณะกรรมการ{kind.label}", kind, MEMBERS)
            committee_id = save_committee(uow, command).value
            draft = prepare_committee_order(uow, committee_id, PaperOptions()).value
        assert draft.template == text
        assert [(seat.name, seat.post, seat.role) for seat in draft.data.seats] == [
            ("นางหนึ่ง สมมติ", "รองอธิบดี", "ประธานกรรมการ"),
            ("นายสอง สมมติ", "ผู้อำนวยการกอง", "กรรมการ"),
            ("นางสี่ สมมติ", "", "เลขานุการ"),
        ]
    database.close()
    assert draft.data.values["committee"] == "คณะกรรมการอื่น ๆ"
