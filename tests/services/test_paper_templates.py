"""The office's own texts: drafts, releases, the way back; and certified copies."""

from __future__ import annotations

import pytest

from hrdesk.documents.preview import page_count, page_text
from hrdesk.models import IssuedNumber
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.number_books import VoidNumber, void_number
from hrdesk.services.paper_copies import CertifyCopy, certified_copy
from hrdesk.services.paper_drafts import build_word, with_values
from hrdesk.services.paper_issue import IssuePaper, issue_paper
from hrdesk.services.paper_templates import (
    SHIPPED,
    OfficeText,
    ReleaseTemplate,
    RestoreTemplate,
    SaveTemplate,
    checked,
    discard_template_draft,
    office_text,
    release_template,
    restore_template,
    save_template_draft,
    shipped_text,
    version_for,
)
from hrdesk.services.papers import prepare_paper
from hrdesk.services.queries.templates import template_detail, template_list
from tests.services.offices import make_office, make_person, receive

NAME = "order_resignation"


def own(subject="ให้ลาออก", **parts) -> OfficeText:
    shipped = office_text(shipped_text(NAME))
    return OfficeText(subject, {**shipped.parts, **parts})


def save(database, actor, text, version=None):
    with database.work(actor) as uow:
        return save_template_draft(uow, SaveTemplate(NAME, version, text)).value


def release(database, actor, version, reason="ถ้อยคำของสำนักงาน"):
    with database.work(actor) as uow:
        return release_template(uow, ReleaseTemplate(NAME, version, reason)).value


def used(database, actor):
    with database.read(actor) as uow:
        text, number = version_for(uow, NAME)
        return text.subject, number


def refusal(call) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call()
    problem = caught.value
    return problem.problems[0] if isinstance(problem, Invalid) else problem


def test_a_draft_is_used_by_nobody_until_it_is_released(database, admin):
    before = used(database, admin)
    assert before[1] == SHIPPED
    saved = save(database, admin, own())
    again = save(database, admin, own("ให้ลาออกจากราชการ"), saved.version)
    assert used(database, admin) == before
    assert release(database, admin, again.version) == 1
    assert used(database, admin) == ("ให้ลาออกจากราชการ", 1)
    with database.read(admin) as uow:
        detail = template_detail(uow, NAME)
        row = next(row for row in template_list(uow) if row.id == NAME)
    assert [(v.number, v.reason) for v in detail.versions] == [
        (1, "ถ้อยคำของสำนักงาน"),
        (0, "ข้อความที่มากับโปรแกรม"),
    ]
    assert (row.number, row.has_draft, detail.draft) == (1, False, None)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (own("ให้ {nobody} ลาออก"), "template_unknown_field", "subject"),
        (own("ให้ {agency ลาออก"), "template_brace", "subject"),
        (own(one=" "), "required", "one"),
        (own(""), "required", "subject"),
    ],
)
def test_a_wrong_text_is_told_and_not_released(database, admin, text, code, field):
    template, problems = checked(NAME, text)
    assert template is None
    assert [(one.code, one.field) for one in problems] == [(code, field)]
    saved = save(database, admin, text)
    problem = refusal(lambda: release(database, admin, saved.version))
    assert (problem.code, problem.field) == (code, field)
    assert used(database, admin)[1] == SHIPPED


def test_a_release_needs_a_reason_and_something_new(database, admin):
    saved = save(database, admin, own())
    assert refusal(lambda: release(database, admin, saved.version, " ")).code == "required"
    release(database, admin, saved.version)
    same = save(database, admin, own())
    assert refusal(lambda: release(database, admin, same.version)).code == "template_same"


def test_two_who_write_one_draft_are_told(database, admin):
    saved = save(database, admin, own())
    save(database, admin, own("ของคนแรก"), saved.version)
    with pytest.raises(EditConflict):
        save(database, admin, own("ของคนที่สอง"), saved.version)
    with database.work(admin) as uow:
        detail = template_detail(uow, NAME)
        assert detail.draft.subject == "ของคนแรก"
        discard_template_draft(uow, NAME, detail.draft_version)
    gone = refusal(lambda: save(database, admin, own(), detail.draft_version))
    assert gone.code == "template_released_meanwhile"


def test_older_texts_come_back_as_new_versions(database, admin):
    release(database, admin, save(database, admin, own("แรก")).version)
    release(database, admin, save(database, admin, own("สอง")).version)

    def restore(number):
        with database.work(admin) as uow:
            return restore_template(uow, RestoreTemplate(NAME, number, "กลับ")).value

    assert restore(1) == 3
    assert used(database, admin) == ("แรก", 3)
    assert restore(SHIPPED) == 4
    assert used(database, admin) == (shipped_text(NAME).subject, 4)
    assert refusal(lambda: restore(SHIPPED)).code == "template_same"
    assert refusal(lambda: restore(99)).code == "not_found"
    save(database, admin, own("ร่าง"))
    assert refusal(lambda: restore(2)).code == "template_has_draft"


def test_a_text_unknown_to_the_program_is_refused(database, admin):
    with database.read(admin) as uow:
        assert refusal(lambda: template_detail(uow, "no_such")).code == "template_unknown"


@pytest.fixture
def issued(database, officer, admin):
    make_office(database)
    case = receive(database, officer, make_person(database))
    saved = save(database, admin, own("ให้ลาออกตามแบบของสำนักงาน"))
    release(database, admin, saved.version)
    with database.work(officer) as uow:
        draft = with_values(prepare_paper(uow, case.id, "order").value, {"dated": "20/11/2569"})
    with database.work(officer) as uow:
        return issue_paper(uow, IssuePaper(draft)).value, draft


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, at).split()) for at in range(page_count(pdf)))


def test_papers_take_the_offices_text(issued):
    paper, draft = issued
    assert "ให้ลาออกตามแบบของสำนักงาน" in text_of(paper.content)
    assert (draft.template, draft.template_number) == (NAME, 1)


def test_a_draft_is_saved_as_word(issued):
    import io

    from docx import Document

    document = Document(io.BytesIO(build_word(issued[1])))
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "ให้ลาออกตามแบบของสำนักงาน" in said


def test_a_certified_copy_bears_the_block_and_the_paper_stays_as_it_was(database, officer, issued):
    paper, _ = issued

    def certify(**more):
        command = CertifyCopy(paper.paper_id, "นางรับรอง สมมติ", "นักทรัพยากรบุคคล", **more)
        with database.work(officer) as uow:
            return certified_copy(uow, command).value

    copy = text_of(certify())
    assert "สำเนาถูกต้อง" in copy and "นางรับรองสมมติ" in copy
    assert "สำเนาถูกต้อง" not in text_of(paper.content)
    with database.work(officer) as uow:
        row = uow.session.query(IssuedNumber).one()
        void_number(uow, VoidNumber(row.id, row.version, "ผิดคน"))
    assert refusal(certify).code == "paper_void"
