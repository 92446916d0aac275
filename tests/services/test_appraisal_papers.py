"""Papers of a round: what they say is what the round says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from hrdesk.documents.preview import page_count
from hrdesk.services import appraisal_agreements as agreements
from hrdesk.services import appraisal_papers as papers
from hrdesk.services import appraisals
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.queries import appraisal_forms as forms
from hrdesk.services.queries.appraisals import appraisal_round
from tests.documents.reading import poppler_text
from tests.services.test_appraisals import _COMPETENCIES, _INDICATORS, _ON, _round, _score, _seen

D = Decimal


@pytest.fixture
def scored(sqlite_database):
    round_id, (one, two, three) = _round(sqlite_database)
    with sqlite_database.work(SYSTEM) as uow:
        version = agreements.save_agreement(
            uow, agreements.SaveAgreement(one, 1, _INDICATORS, _COMPETENCIES, _ON)
        ).value
        appraisals.set_detail(
            uow,
            appraisals.SetDetail(
                one, version,
                (appraisals.IndicatorScore("ครบ", D(5)), appraisals.IndicatorScore("ช้า", D(3))),
                (appraisals.CompetencyScore(found=2, evidence="แฟ้ม"),),
            ),
        )  # fmt: skip
    _score(sqlite_database, two, "95", "95")
    with sqlite_database.work(SYSTEM) as uow:
        told = appraisals.Acknowledgement(
            _seen(uow, two), "refused", dt.date(2026, 11, 19), "นายพยาน สมมติ"
        )
        appraisals.acknowledge(uow, told)
    return sqlite_database, round_id, (one, two, three)


def test_forms_of_many_come_in_one_file_or_one_each(scored, tmp_path):
    database, _, ids = scored
    with database.read(SYSTEM) as uow:
        made = papers.prepare_appraisal_papers(uow, papers.FORM, ids)
    heard = []
    pdf = papers.build_appraisal_papers(made, lambda *at: heard.append(at))
    assert heard[-1] == (3, 3)
    text = " ".join(poppler_text(pdf).split())
    assert "๘๘" in text
    assert "๘๕.๖" in text  # 88 × 70% + 80 × 30%
    assert "นายพยาน สมมติ เป็น" in text
    assert page_count(pdf) >= 9
    assert papers.build_apart(made, tmp_path) == 3
    assert sorted(path.name for path in tmp_path.iterdir())[0] == "0001 นางสาวคน1 สมมติสุข.pdf"
    with database.read(SYSTEM) as uow:
        agreed = papers.prepare_appraisal_papers(uow, papers.AGREEMENT, ids[:1])
        assert "งานทะเบียน" in poppler_text(papers.build_appraisal_papers(agreed))
        with pytest.raises(DomainError, match="paper_unknown"):
            papers.prepare_appraisal_papers(uow, "order", ids)


def test_the_account_counts_what_it_lists_and_excel_says_the_same(scored, tmp_path):
    database, round_id, ids = scored
    with database.read(SYSTEM) as uow:
        made = papers.prepare_summary(uow, round_id)
        view = appraisal_round(uow, round_id)
        with pytest.raises(DomainError, match="not_found"):
            papers.prepare_summary(uow, round_id, "ไม่มี")
    group = made.data[0].groups[0]
    assert group.levels == (("ดีเด่น", 1), ("ดีมาก", 1))
    assert [line.place for line in group.lines] == [1, 2, None]
    text = poppler_text(papers.build_appraisal_papers(made))
    assert "ร่าง – ยังไม่ปิดรอบการประเมิน" in text
    sheet = papers.summary_sheet(view, "กองแผนงาน")
    assert [row[8] for row in sheet.rows] == [D(95), D("85.6"), None]
    assert sheet.notes
    with database.read(SYSTEM) as uow:
        views = forms.appraisal_views(uow, ids)
    indicators, competencies = papers.detail_sheets(views)
    assert [row[-1] for row in indicators.rows] == [D(70), D(18)]
    assert [row[-3:] for row in competencies.rows] == [(D(4), D(100), D(80))]
    papers.write_round_file(tmp_path / "ก.xlsx", (sheet, indicators, competencies))
    assert load_workbook(tmp_path / "ก.xlsx").sheetnames[1:] == ["ผลสัมฤทธิ์ของงาน", "สมรรถนะ"]


def test_the_announcement_names_the_outstanding(scored):
    database, round_id, (_, two, _) = scored
    with database.work(SYSTEM) as uow:
        draft = papers.prepare_outstanding(uow, round_id).value
    assert [(each.name, each.result) for each in draft.data.people] == [
        ("นางสาวคน2 สมมติสุข", "ดีเด่น")
    ]
    assert draft.data.values["round_title"] == "รอบที่ 1 ปีงบประมาณ 2570"
    with database.work(SYSTEM) as uow:
        appraisals.screen(uow, _seen(uow, two), "returned", "ทบทวน")
    _score(database, two, "60", "60")
    with (
        pytest.raises(DomainError, match="appraisal_nobody_outstanding"),
        database.work(SYSTEM) as uow,
    ):
        papers.prepare_outstanding(uow, round_id)
