"""Every service and every query, tried by those who may not: nothing is done, nothing is shown."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import io
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import hrdesk.services
from hrdesk.documents.papers.case_status import CaseStatus as StatusSheet
from hrdesk.documents.style import PaperStyle
from hrdesk.models import AuditEntry, Office, Person, User
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.staff_codes import CardCause, CardState
from hrdesk.services import (
    accounts,
    attachments,
    bars,
    calculator,
    cards,
    case_steps,
    case_version,
    case_waits,
    cases,
    first_start,
    number_books,
    objections,
    office,
    office_days,
    office_law,
    paper_batches,
    paper_copies,
    paper_drafts,
    paper_issue,
    paper_replace,
    paper_templates,
    papers,
    people,
    people_apply,
    people_export,
    people_import,
    position_groups,
    probations,
    procedure_drafts,
    procedures,
    rulings,
    standing_answers,
)
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.backup import back_up, restore
from hrdesk.services.errors import DomainError, NotAllowed
from hrdesk.services.queries import (
    accounts as account_queries,
)
from hrdesk.services.queries import (
    audit_log,
    batches,
    home,
    intake,
    law_exchange,
    registers,
    rounds,
    staff,
    tracking,
    work_calendar,
)
from hrdesk.services.queries import (
    candidates as candidate_queries,
)
from hrdesk.services.queries import (
    cases as case_queries,
)
from hrdesk.services.queries import (
    law as law_queries,
)
from hrdesk.services.queries import objections as objection_queries
from hrdesk.services.queries import (
    office as office_queries,
)
from hrdesk.services.queries import (
    people as people_queries,
)
from hrdesk.services.queries import (
    procedures as procedure_queries,
)
from hrdesk.services.queries import retirements as leaving
from hrdesk.services.queries import (
    standing as standing_queries,
)
from hrdesk.services.queries import templates as template_queries
from hrdesk.services.unit_of_work import UnitOfWork
from tests.services.offices import RECEIVED, make_office, make_person, receive
from tests.services.rights_appraisals import APPRAISALS
from tests.services.rights_appraisals import PARTS as APPRAISAL_PARTS
from tests.services.rights_awards import AWARDS
from tests.services.rights_awards import PARTS as AWARD_PARTS
from tests.services.rights_keeping import KEEPING
from tests.services.rights_keeping import PARTS as KEEPING_PARTS
from tests.services.rights_meetings import MEETINGS
from tests.services.rights_meetings import PARTS as MEETING_PARTS
from tests.services.rights_payrolls import PARTS as PAYROLL_PARTS
from tests.services.rights_payrolls import PAYROLLS
from tests.services.rights_rounds import PARTS as ROUND_PARTS
from tests.services.rights_rounds import SALARY_ROUNDS
from tests.services.rights_salary_papers import SALARY_PAPERS

REFUSED = "refused"  # NotAllowed
HIDDEN = "not_found"  # as if it were not there
DONE = "done"  # it may, or it sees only what is its own (tested below)
_PDF = b"%PDF-1.7 invented"
_ON = RECEIVED + dt.timedelta(days=3)
_OWN_CASE, _OTHER_CASE = "เรื่องของตนเอง", "เรื่องของคนอื่น"


@dataclass(frozen=True)
class Tried:
    """One call, and what comes of it for a secretary and for a general user."""

    call: Callable[[UnitOfWork, Any], Any]
    secretary: str = REFUSED
    general: str = REFUSED


_OFFICE = office.OfficeInput(Agency.DOH, "กรมตัวอย่าง", "กอง")
_SIGNER = office.SignatoryInput("นาย ก", "รองอธิบดี")
_SAVED = people.SavePerson(None, None, "นาย", "ใหม่", "สมมติ")
_AMENDED = office_law.AmendRule("doh.due.k3.months", _ON, "9", Citation("ประกาศ"), "ใหม่", "")
_GROUP = position_groups.GroupInput("กลุ่ม", ("ก", "ข"), "หนังสือ")
_FIRST = first_start.FirstOffice(
    _OFFICE, first_start.FirstAdministrator("chief", "หัวหน้า", "วลีลับยาวพอควรนะ")
)
_UNKNOWN_CASE = paper_issue.IssuePaper(
    paper_drafts.PaperDraft(
        99_999, "case_status", "ใบแสดงสถานะ", StatusSheet(), PaperStyle(), (), (), ()
    )
)
_NO_LETTERS = paper_batches.RenderedBatch(
    paper_batches.BatchPlan(
        paper_batches.PlanBatch("person_notice", "result", ()),
        "หนังสือ",
        (),
        (DomainError("batch_nobody"),),
        None,
        2569,
        0,
    ),
    io.BytesIO(),
    [],
)
_NOBODY: Any = None  # the right is checked before anything is looked at

TRIED: dict[str, Tried] = {
    "accounts.create_user": Tried(
        lambda uow, _: accounts.create_user(
            uow, accounts.CreateUser("new", "ใหม่", Role.OFFICER, "วลีลับยาวพอควรนะ")
        )
    ),
    "accounts.save_user": Tried(
        lambda uow, at: accounts.save_user(
            uow, accounts.SaveUser(at.user, 1, "ใหม่", Role.ADMINISTRATOR)
        )
    ),
    "accounts.deactivate_user": Tried(lambda uow, at: accounts.deactivate_user(uow, at.user, 1)),
    "accounts.reset_password": Tried(
        lambda uow, at: accounts.reset_password(uow, accounts.ResetPassword(at.user, "วลีลับยาวพอ"))
    ),
    "accounts.change_own_password": Tried(
        lambda uow, _: accounts.change_own_password(
            uow, accounts.ChangeOwnPassword("ไม่ใช่รหัสเดิม", "วลีลับยาวพอควรนะ")
        ),
        "password_wrong",
        "password_wrong",
    ),
    "attachments.add_attachment": Tried(
        lambda uow, at: attachments.add_attachment(
            uow, attachments.AddAttachment(at.case, "a.txt", b"a")
        )
    ),
    "attachments.remove_attachment": Tried(
        lambda uow, at: attachments.remove_attachment(uow, at.file, "ผิดไฟล์")
    ),
    "attachments.restore_attachment": Tried(
        lambda uow, at: attachments.restore_attachment(uow, at.file)
    ),
    "attachments.open_attachment": Tried(
        lambda uow, at: attachments.open_attachment(uow, at.file), DONE
    ),
    "calculator.catalogue": Tried(lambda uow, _: calculator.catalogue(uow), DONE),
    "calculator.calculate": Tried(
        lambda uow, _: calculator.calculate(uow, "retirement", {"born": "1968-10-02"}), DONE
    ),
    "case_steps.complete_step": Tried(
        lambda uow, at: case_steps.complete_step(
            uow, case_steps.CompleteStep(at.case, 1, at.step, _ON)
        )
    ),
    "case_steps.send_back": Tried(
        lambda uow, at: case_steps.send_back(
            uow, case_steps.SendBack(at.case, 1, at.step, _ON, "ขาดเอกสาร")
        )
    ),
    "case_steps.skip_step": Tried(
        lambda uow, at: case_steps.skip_step(
            uow, case_steps.SkipStep(at.case, 1, at.step, _ON, "ไม่ต้องทำ")
        )
    ),
    "case_steps.repeat_step": Tried(
        lambda uow, at: case_steps.repeat_step(
            uow, case_steps.RepeatStep(at.case, 1, at.step, _ON, "ทำใหม่")
        )
    ),
    "case_steps.add_step": Tried(
        lambda uow, at: case_steps.add_step(
            uow, case_steps.AddStep(at.case, 1, at.step, "ตรวจ", "hr_officer", 1, "จำเป็น")
        )
    ),
    "case_extension.extend_due": Tried(
        lambda uow, at: case_steps.extend_due(
            uow, case_steps.ExtendDue(at.case, 1, at.step, "ตกลงกัน")
        )
    ),
    "case_step_edits.set_due": Tried(
        lambda uow, at: case_steps.set_due(
            uow, case_steps.SetDue(at.case, 1, at.step, _ON, "ตกลงกัน")
        )
    ),
    "case_step_edits.correct_step": Tried(
        lambda uow, at: case_steps.correct_step(
            uow, case_steps.CorrectStep(at.case, 1, at.step, _ON, {}, "", "พิมพ์ผิด")
        )
    ),
    "case_step_edits.plan_date": Tried(
        lambda uow, at: case_steps.plan_date(
            uow, case_steps.PlanDate(at.case, 1, at.step, "meeting_on", _ON)
        )
    ),
    "case_waits.end_wait": Tried(
        lambda uow, at: case_waits.end_wait(uow, case_waits.EndWait(at.case, 1, 1, _ON))
    ),
    "case_version.version_choices": Tried(
        lambda uow, at: case_version.version_choices(uow, at.case)
    ),
    "case_version.preview_version_change": Tried(
        lambda uow, at: case_version.preview_version_change(uow, at.case, "doh.resignation", 1)
    ),
    "case_version.change_version": Tried(
        lambda uow, at: case_version.change_version(
            uow, case_version.ChangeVersion(at.case, 1, "doh.resignation", 1, "ทดลอง")
        )
    ),
    "case_steps.undo_step": Tried(lambda uow, at: case_steps.undo_step(uow, at.case, 1)),
    "cases.open_case": Tried(
        lambda uow, at: cases.open_case(
            uow, cases.OpenCase(at.person, CaseType.PROMOTION, RECEIVED, "เรื่อง")
        )
    ),
    "cases.edit_case": Tried(
        lambda uow, at: cases.edit_case(uow, cases.EditCase(at.case, 1, "เรื่อง"))
    ),
    "cases.mark_paper": Tried(lambda uow, at: cases.mark_paper(uow, at.case, 1, None)),
    "first_start.set_up_in": Tried(lambda uow, _: first_start.set_up_in(uow, _FIRST)),
    "office_days.add_days": Tried(
        lambda uow, _: office_days.add_days(uow, [office_days.AddDay(_ON, "หยุด")])
    ),
    "office_days.remove_days": Tried(lambda uow, _: office_days.remove_days(uow, [1])),
    "office_law.preview_amendment": Tried(
        lambda uow, _: office_law.preview_amendment(uow, _AMENDED)
    ),
    "office_law.amend_rule": Tried(lambda uow, _: office_law.amend_rule(uow, _AMENDED)),
    "office_law.amend_rules": Tried(lambda uow, _: office_law.amend_rules(uow, [_AMENDED])),
    "office_law.withdraw_amendment": Tried(
        lambda uow, _: office_law.withdraw_amendment(uow, 1, "ผิด")
    ),
    "position_groups.save_group": Tried(
        lambda uow, _: position_groups.save_group(uow, position_groups.SaveGroup(_GROUP))
    ),
    "position_groups.remove_group": Tried(lambda uow, _: position_groups.remove_group(uow, 1, 1)),
    "queries.law_exchange.law_text": Tried(
        lambda uow, _: law_exchange.law_text(uow, [_AMENDED.rule]), DONE
    ),
    "queries.law_exchange.law_differences": Tried(
        lambda uow, _: law_exchange.law_differences(uow, "")
    ),
    "queries.law.law_rules": Tried(lambda uow, _: law_queries.law_rules(uow, _ON), DONE),
    "queries.law.rule_detail": Tried(
        lambda uow, _: law_queries.rule_detail(uow, _AMENDED.rule, _ON), DONE
    ),
    "queries.law.law_in_force": Tried(
        lambda uow, _: law_queries.law_in_force(uow, [_AMENDED.rule], _ON), DONE
    ),
    "queries.law.calendar_year": Tried(lambda uow, _: law_queries.calendar_year(uow, 2026), DONE),
    "queries.law.office_day_set": Tried(lambda uow, _: law_queries.office_day_set(uow), DONE),
    "queries.law.position_groups": Tried(lambda uow, _: law_queries.position_groups(uow), DONE),
    "office.save_office": Tried(
        lambda uow, _: office.save_office(uow, office.SaveOffice(1, _OFFICE))
    ),
    "office.add_signatory": Tried(lambda uow, _: office.add_signatory(uow, _SIGNER)),
    "office.save_signatory": Tried(
        lambda uow, _: office.save_signatory(uow, office.SaveSignatory(1, 1, _SIGNER))
    ),
    "office.order_signatories": Tried(lambda uow, _: office.order_signatories(uow, (1,))),
    "number_books.set_book_source": Tried(
        lambda uow, _: number_books.set_book_source(
            uow, number_books.SetBookSource(number_books.Book.ORDER, True)
        )
    ),
    "number_books.set_book_start": Tried(
        lambda uow, _: number_books.set_book_start(
            uow, number_books.SetBookStart(number_books.Book.ORDER, 2569, 1, "เริ่ม")
        )
    ),
    "number_books.void_number": Tried(
        lambda uow, _: number_books.void_number(uow, number_books.VoidNumber(1, 1, "ผิด")),
        HIDDEN,
    ),
    "paper_batches.batch_draft": Tried(
        lambda uow, _: paper_batches.batch_draft(
            uow, "person_notice", "result", papers.PaperOptions()
        ),
        DONE,
    ),
    "paper_batches.batch_kinds": Tried(lambda uow, _: paper_batches.batch_kinds(uow), DONE),
    "paper_batches.issue_batch": Tried(
        lambda uow, _: paper_batches.issue_batch(uow, _NO_LETTERS), "batch_nobody"
    ),
    "paper_batches.people_of_order": Tried(
        lambda uow, at: paper_batches.people_of_order(uow, at.issued), DONE
    ),
    "paper_batches.plan_batch": Tried(
        lambda uow, _: paper_batches.plan_batch(
            uow, paper_batches.PlanBatch("person_notice", "result", ())
        ),
        DONE,
    ),
    "paper_issue.check_issue": Tried(
        lambda uow, _: paper_issue.check_issue(uow, _UNKNOWN_CASE), DONE
    ),
    "paper_issue.issue_paper": Tried(
        lambda uow, _: paper_issue.issue_paper(uow, _UNKNOWN_CASE), "invalid"
    ),
    "paper_replace.order_content": Tried(
        lambda uow, at: paper_replace.order_content(uow, at.issued), "not_an_order"
    ),
    "paper_replace.prepare_cancelling": Tried(
        lambda uow, at: paper_replace.prepare_cancelling(uow, at.issued, (), papers.PaperOptions()),
        "not_an_order",
    ),
    "paper_replace.prepare_correction": Tried(
        lambda uow, at: paper_replace.prepare_correction(uow, at.issued, (), papers.PaperOptions()),
        "not_an_order",
    ),
    "paper_templates.discard_template_draft": Tried(
        lambda uow, _: paper_templates.discard_template_draft(uow, "order_promotion", 1)
    ),
    "paper_templates.release_template": Tried(
        lambda uow, _: paper_templates.release_template(
            uow, paper_templates.ReleaseTemplate("order_promotion", 1, "แก้คำ")
        )
    ),
    "paper_templates.restore_template": Tried(
        lambda uow, _: paper_templates.restore_template(
            uow, paper_templates.RestoreTemplate("order_promotion", 0, "กลับ")
        )
    ),
    "paper_templates.save_template_draft": Tried(
        lambda uow, _: paper_templates.save_template_draft(uow, _NOBODY)
    ),
    "papers.office_paper_kinds": Tried(lambda uow, _: papers.office_paper_kinds(uow), DONE),
    "papers.prepare_office_paper": Tried(
        lambda uow, _: papers.prepare_office_paper(uow, "announcement", "free"), DONE
    ),
    "papers.paper_kinds": Tried(lambda uow, at: papers.paper_kinds(uow, at.case), DONE),
    "papers.prepare_paper": Tried(
        lambda uow, at: papers.prepare_paper(uow, at.case, "case_status"), DONE
    ),
    "papers.file_paper": Tried(
        lambda uow, at: papers.file_paper(
            uow, papers.FilePaper(at.case, "case_status", "ใบแสดงสถานะ", _PDF)
        ),
        DONE,
    ),
    "people.save_person": Tried(lambda uow, _: people.save_person(uow, _SAVED)),
    "people.add_person_quickly": Tried(
        lambda uow, _: people.add_person_quickly(uow, people.QuickPerson("นาย", "ใหม่", "สมมติ"))
    ),
    "people.deactivate_person": Tried(
        lambda uow, at: people.deactivate_person(uow, people.ActivatePerson(at.person, 1))
    ),
    "people.reactivate_person": Tried(
        lambda uow, at: people.reactivate_person(uow, people.ActivatePerson(at.person, 1))
    ),
    "people.reveal_national_id": Tried(
        lambda uow, at: people.reveal_national_id(uow, at.person),
    ),
    "people_apply.apply_import": Tried(lambda uow, _: people_apply.apply_import(uow, _NOBODY)),
    "people_export.export_people": Tried(lambda uow, _: people_export.export_people(uow)),
    "people_import.preview_import": Tried(
        lambda uow, _: people_import.preview_import(uow, _NOBODY)
    ),
    "rulings.record_ruling": Tried(
        lambda uow, _: rulings.record_ruling(uow, rulings.RecordRuling(1, 1, "1", "ไม่มีปัญหา"))
    ),
    "rulings.withdraw_ruling": Tried(
        lambda uow, _: rulings.withdraw_ruling(uow, rulings.WithdrawRuling(1, 1, "ผิดคน"))
    ),
    "queries.accounts.user_list": Tried(lambda uow, _: account_queries.user_list(uow)),
    "queries.accounts.own_account": Tried(
        lambda uow, _: account_queries.own_account(uow), DONE, DONE
    ),
    "queries.audit_log.audit_page": Tried(lambda uow, _: audit_log.audit_page(uow)),
    "queries.audit_log.audit_users": Tried(lambda uow, _: audit_log.audit_users(uow)),
    "queries.cases.case_detail": Tried(
        lambda uow, at: case_queries.case_detail(uow, at.case), DONE, HIDDEN
    ),
    "queries.cases.case_history": Tried(
        lambda uow, at: case_queries.case_history(uow, at.case), DONE
    ),
    "queries.cases.issued_content": Tried(
        lambda uow, at: case_queries.issued_content(uow, at.issued), DONE
    ),
    "queries.home.home": Tried(lambda uow, _: home.home(uow), DONE),
    "queries.intake.officers_in_charge": Tried(lambda uow, _: intake.officers_in_charge(uow)),
    "queries.intake.intake_plan": Tried(
        lambda uow, _: intake.intake_plan(uow, CaseType.PROMOTION, RECEIVED)
    ),
    "queries.office.has_office": Tried(lambda uow, _: office_queries.has_office(uow), DONE, DONE),
    "queries.office.office_header": Tried(
        lambda uow, _: office_queries.office_header(uow), DONE, DONE
    ),
    "queries.office.office_detail": Tried(lambda uow, _: office_queries.office_detail(uow), DONE),
    "queries.office.signatories": Tried(lambda uow, _: office_queries.signatories(uow), DONE),
    "queries.people.list_people": Tried(
        lambda uow, _: people_queries.list_people(uow, people_queries.PeopleFilter()), DONE, DONE
    ),
    "queries.people.find_people": Tried(
        lambda uow, _: people_queries.find_people(uow, "สมมติ"), DONE, DONE
    ),
    "queries.people.person_detail": Tried(
        lambda uow, at: people_queries.person_detail(uow, at.person), DONE, HIDDEN
    ),
    "queries.people.units": Tried(lambda uow, _: people_queries.units(uow), DONE),
    "queries.people.known_values": Tried(lambda uow, _: people_queries.known_values(uow), DONE),
    "procedure_drafts.create_draft": Tried(
        lambda uow, _: procedure_drafts.create_draft(
            uow, procedure_drafts.CreateDraft(CaseType.RESIGNATION, "doh.resignation@1")
        )
    ),
    "procedure_drafts.save_draft": Tried(
        lambda uow, _: procedure_drafts.save_draft(uow, procedure_drafts.SaveDraft(1, 1, ""))
    ),
    "procedure_drafts.discard_draft": Tried(
        lambda uow, _: procedure_drafts.discard_draft(uow, procedure_drafts.DiscardDraft(1, 1))
    ),
    "procedure_drafts.release": Tried(
        lambda uow, _: procedure_drafts.release(
            uow, procedure_drafts.ReleaseDraft(1, 1, RECEIVED, "เหตุผล")
        )
    ),
    "queries.procedures.procedures_list": Tried(
        lambda uow, _: procedure_queries.procedures_list(uow), DONE
    ),
    "queries.procedures.procedure_view": Tried(
        lambda uow, _: procedure_queries.procedure_view(uow, "doh.resignation@1"), DONE
    ),
    "queries.candidates.candidates": Tried(lambda uow, _: candidate_queries.candidates(uow), DONE),
    "queries.standing.standing_of": Tried(
        lambda uow, at: standing_queries.standing_of(
            uow, standing_queries.StandingAsked(at.person, CaseType.PROMOTION, RECEIVED)
        ),
        DONE,
    ),
    "queries.standing.case_standing": Tried(
        lambda uow, at: standing_queries.case_standing(uow, at.case), DONE
    ),
    "queries.standing.run_counts": Tried(
        lambda uow, at: standing_queries.run_counts(uow, at.person), DONE
    ),
    "standing_answers.keep_answers": Tried(
        lambda uow, at: standing_answers.keep_answers(uow, at.case, standing_answers.Answers())
    ),
    "queries.batches.batch_contents": Tried(
        lambda uow, _: list(batches.batch_contents(uow, 1)), DONE
    ),
    "queries.batches.batch_list": Tried(lambda uow, _: batches.batch_list(uow), DONE),
    "queries.batches.batch_papers": Tried(lambda uow, _: batches.batch_papers(uow, 1), HIDDEN),
    "paper_copies.certified_copy": Tried(
        lambda uow, at: paper_copies.certified_copy(
            uow, paper_copies.CertifyCopy(at.issued, "", "")
        ),
        "invalid",
    ),
    "queries.registers.book_state": Tried(
        lambda uow, _: registers.book_state(uow, number_books.Book.ORDER, 2569), DONE
    ),
    "queries.registers.book_states": Tried(lambda uow, _: registers.book_states(uow, 2569), DONE),
    "queries.registers.issued_detail": Tried(
        lambda uow, at: registers.issued_detail(uow, at.issued), DONE
    ),
    "queries.registers.papers_of_number": Tried(
        lambda uow, _: registers.papers_of_number(uow, 1), DONE
    ),
    "queries.registers.register_count": Tried(
        lambda uow, _: registers.register_count(uow, registers.RegisterFilter()), DONE
    ),
    "queries.registers.register_page": Tried(
        lambda uow, _: registers.register_page(uow, registers.RegisterFilter()), DONE
    ),
    "queries.registers.register_years": Tried(lambda uow, _: registers.register_years(uow), DONE),
    "queries.templates.template_detail": Tried(
        lambda uow, _: template_queries.template_detail(uow, "order_promotion"), DONE
    ),
    "queries.templates.template_list": Tried(
        lambda uow, _: template_queries.template_list(uow), DONE
    ),
    "queries.tracking.list_cases": Tried(
        lambda uow, _: tracking.list_cases(uow, tracking.CaseFilter()), DONE, DONE
    ),
    "queries.tracking.count_cases": Tried(
        lambda uow, _: tracking.count_cases(uow, tracking.CaseFilter()), DONE, DONE
    ),
    "queries.tracking.case_id_by_number": Tried(
        lambda uow, _: tracking.case_id_by_number(uow, 2569, 1), DONE, DONE
    ),
    "procedures.kinds_offered": Tried(lambda uow, _: procedures.kinds_offered(uow), DONE),
    "queries.tracking.filter_choices": Tried(lambda uow, _: tracking.filter_choices(uow), DONE),
    "probations.start_probation": Tried(
        lambda uow, at: probations.start_probation(
            uow, probations.StartProbation(at.person, RECEIVED, 6)
        )
    ),
    "probations.edit_probation": Tried(lambda uow, _: probations.edit_probation(uow, _NOBODY)),
    "probations.extend_probation": Tried(
        lambda uow, _: probations.extend_probation(uow, 1, 1, "เหตุผล")
    ),
    "probations.withdraw_extension": Tried(
        lambda uow, _: probations.withdraw_extension(uow, 1, 1, "เหตุผล")
    ),
    "probations.record_result": Tried(lambda uow, _: probations.record_result(uow, _NOBODY)),
    "probations.withdraw_result": Tried(
        lambda uow, _: probations.withdraw_result(uow, 1, 1, "เหตุผล")
    ),
    "cards.card_checks": Tried(
        lambda uow, _: cards.card_checks(uow, CardCause.FIRST, RECEIVED), DONE
    ),
    "cards.issue_card": Tried(lambda uow, _: cards.issue_card(uow, _NOBODY)),
    "cards.edit_card": Tried(lambda uow, _: cards.edit_card(uow, _NOBODY)),
    "cards.report_card": Tried(
        lambda uow, _: cards.report_card(uow, 1, 1, CardState.LOST, RECEIVED, "เหตุผล")
    ),
    "cards.restore_card": Tried(lambda uow, _: cards.restore_card(uow, 1, 1, "เหตุผล")),
    "cards.void_card": Tried(lambda uow, _: cards.void_card(uow, 1, 1, "เหตุผล")),
    "bars.record_bar": Tried(lambda uow, _: bars.record_bar(uow, _NOBODY)),
    "bars.cancel_bar": Tried(lambda uow, _: bars.cancel_bar(uow, 1, 1, "เหตุผล")),
    "bars.standing_bar": Tried(lambda uow, at: bars.standing_bar(uow, at.person, RECEIVED), DONE),
    "objections.record_objection": Tried(
        lambda uow, at: objections.record_objection(
            uow, objections.RecordObjection(at.case, RECEIVED, "", "คะแนน")
        )
    ),
    "objections.edit_objection": Tried(lambda uow, _: objections.edit_objection(uow, _NOBODY)),
    "objections.decide_objection": Tried(lambda uow, _: objections.decide_objection(uow, _NOBODY)),
    "objections.reopen_objection": Tried(
        lambda uow, _: objections.reopen_objection(uow, 1, 1, "เหตุผล")
    ),
    "queries.objections.case_objections": Tried(
        lambda uow, at: objection_queries.case_objections(uow, at.case), DONE
    ),
    "queries.staff.probations": Tried(lambda uow, _: staff.probations(uow), DONE),
    "queries.staff.probation_law": Tried(lambda uow, _: staff.probation_law(uow, RECEIVED), DONE),
    "queries.staff.cards": Tried(lambda uow, _: staff.cards(uow, staff.CardFilter()), DONE),
    "queries.staff.card_years": Tried(lambda uow, _: staff.card_years(uow), DONE),
    "queries.staff.new_card": Tried(
        lambda uow, at: staff.new_card(uow, at.person, CardCause.FIRST, RECEIVED), DONE
    ),
    "queries.staff.ending_cards": Tried(lambda uow, _: staff.ending_cards(uow, 90), DONE),
    "queries.staff.bars": Tried(lambda uow, _: staff.bars(uow), DONE),
    "queries.staff.bar_law": Tried(lambda uow, _: staff.bar_law(uow, RECEIVED), DONE),
    "queries.retirements.retirements": Tried(lambda uow, _: leaving.retirements(uow), DONE),
    "queries.rounds.rounds_of_year": Tried(lambda uow, _: rounds.rounds_of_year(uow, 2569), DONE),
    "queries.rounds.cases_of_round": Tried(
        lambda uow, _: rounds.cases_of_round(uow, "reassignment", RECEIVED), DONE
    ),
    "queries.rounds.coming_round": Tried(lambda uow, _: rounds.coming_round(uow, RECEIVED), DONE),
    "queries.work_calendar.calendar_events": Tried(
        lambda uow, _: work_calendar.calendar_events(uow, RECEIVED, RECEIVED), DONE
    ),
    "queries.work_calendar.staff_reminders": Tried(
        lambda uow, _: work_calendar.staff_reminders(uow), DONE
    ),
}

# Parts that services are made of: the service has checked the right before it calls them, and no
# page and no command calls them itself (the last test looks).
PARTS = frozenset(
    {
        "accounts.username_problem",
        "case_index.refresh_officer",
        "case_index.refresh_person",
        "case_dates.basis_of",
        "case_dates.retirement_year",
        "case_step_base.opened",
        "case_step_checks.check_day",
        "cases.load_case",
        "cases.refuse_future",
        "cases.touch",
        "due.calendar",
        "editing.audit_edit",
        "editing.check_version",
        "editing.fresh_version",
        "number_books.is_central",
        "number_books.take",
        "number_books.take_many",
        "number_books.typed_problem",
        "void_papers.as_shown",
        "numbering.next_number",
        "numbering.raise_to",
        "office_law.case_law",
        "office_law.law_book",
        "office_law.law_for_day",
        "office_law.office_agency",
        "office_law.stamp",
        "paper_data.office_facts",
        "paper_data.paper_facts",
        "paper_issue.audit_issued",
        "paper_issue.paper_row",
        "paper_issue.store",
        "paper_templates.draft_row",
        "paper_templates.text_for",
        "paper_templates.version_for",
        "papers.prepare_text_paper",
        "people.agency_of",
        "position_groups.same_group",
        "people.load_person",
        "people.namesakes",
        "people.refresh_cases",
        "people_apply.reserve_ids",
        "people_stored.database_id",
        "people_stored.load_register",
        "people_stored.register_stamp",
        "posts.assign_post",
        "procedures.content_hash",
        "procedures.find",
        "procedures.in_force_for",
        "posts.holder_of",
        "posts.other_holders",
        "posts.settled",
        "procedure_drafts.source_text",
        "queries.law.law_of_case",
        "queries.people_order.ordered",
        "bars.refuse_barred",
        "cards.card_law",
        "objections.period_of",
        "objections.refuse_held",
        "probations.open_matter",
        "staff_law.law_holding",
        "staff_law.own_law",
        "sample_cases.add_matter",
        "sample_cases.end_waits",
        "sample_cases.finish_step",
        "sample_cases.receive_sample",
        "sample_office.add_sample_office",
        "standing_facts.people_facts",
        "standing_facts.series_groups",
        "standing_target.aim_of",
        "text_index.matching",
    }
)
# The wizard asks it about the form of a name, before there is a database to ask.
_FORM_ONLY = "username_problem"
TRIED.update({name: Tried(*given) for name, given in MEETINGS.items()})
TRIED.update({name: Tried(*given) for name, given in KEEPING.items()})
TRIED.update({name: Tried(*given) for name, given in PAYROLLS.items()})
PARTS |= PAYROLL_PARTS
TRIED.update({name: Tried(*given) for name, given in SALARY_ROUNDS.items()})
PARTS |= ROUND_PARTS
TRIED.update({name: Tried(*given) for name, given in SALARY_PAPERS.items()})
TRIED.update({name: Tried(*given) for name, given in AWARDS.items()})
TRIED.update({name: Tried(*given) for name, given in APPRAISALS.items()})
PARTS |= AWARD_PARTS | APPRAISAL_PARTS
PARTS |= MEETING_PARTS | KEEPING_PARTS


@pytest.fixture
def at(sqlite_database) -> SimpleNamespace:
    """An office with two people and a case of each; the ids are those of the other person's."""
    make_office(sqlite_database)
    own = make_person(sqlite_database, "กานดา", "สมมติสุข")
    other = make_person(sqlite_database, "ปิติ", "สมมติชัย")
    actors = {role: _sign_up(sqlite_database, role) for role in Role}
    actors[Role.GENERAL] = _tie(sqlite_database, actors[Role.GENERAL], own)
    officer = actors[Role.OFFICER]
    mine = receive(sqlite_database, officer, own, subject=_OWN_CASE, note="บันทึกภายใน")
    case = receive(sqlite_database, officer, other, subject=_OTHER_CASE)
    with sqlite_database.work(officer) as uow:
        added = attachments.AddAttachment(case.id, "ลับ.txt", "ของคนอื่น".encode())
        file = attachments.add_attachment(uow, added).value
        filed = papers.FilePaper(case.id, "case_status", "ใบแสดงสถานะ", _PDF)
        issued = papers.file_paper(uow, filed).value
        step = next(s.id for s in cases.load_case(uow, case.id).steps if s.state == "current")
    return SimpleNamespace(
        database=sqlite_database,
        actors=actors,
        own=own,
        own_case=mine.id,
        person=other,
        case=case.id,
        step=step,
        file=file,
        issued=issued,
        user=actors[Role.ADMINISTRATOR].user_id,
    )


def _sign_up(database, role: Role) -> Actor:
    with database.work(SYSTEM) as uow:
        user = User(username=role.value, display_name=role.label, role=role.value, password_hash="")
        uow.session.add(user)
        uow.session.flush()
        return Actor(user.id, user.display_name, role)


def _tie(database, actor: Actor, person_id: int) -> Actor:
    with database.work(SYSTEM) as uow:
        uow.session.get_one(User, actor.user_id).person_id = person_id
        uow.session.get_one(Person, person_id).note = "บันทึกภายใน"
    return Actor(actor.user_id, actor.name, actor.role, person_id)


def _outcome(at: SimpleNamespace, role: Role, tried: Tried) -> str:
    try:
        with at.database.work(at.actors[role]) as uow:
            tried.call(uow, at)
    except NotAllowed:
        return REFUSED
    except DomainError as problem:
        return problem.code
    return DONE


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.GENERAL])
def test_each_service_and_query_answers_each_role_as_it_should(at, role):
    field = "secretary" if role is Role.SECRETARY else "general"
    with at.database.read(SYSTEM) as uow:
        before = uow.session.query(AuditEntry.id).count()
    wrong = {
        name: (found, getattr(tried, field))
        for name, tried in TRIED.items()
        if (found := _outcome(at, role, tried)) != getattr(tried, field)
    }
    assert wrong == {}
    with at.database.read(SYSTEM) as uow:
        written = uow.session.query(AuditEntry.action).filter(AuditEntry.id > before).all()
    allowed = {"paper.filed"} if role is Role.SECRETARY else set()
    assert {row.action for row in written} == allowed


def test_somebody_without_a_person_sees_nobody(at):
    nobody = _sign_up_as(at, "guest")
    with at.database.read(nobody) as uow:
        assert tracking.count_cases(uow, tracking.CaseFilter()) == 0
        assert people_queries.list_people(uow, people_queries.PeopleFilter()).total == 0
        for hidden in (
            lambda: case_queries.case_detail(uow, at.own_case),
            lambda: people_queries.person_detail(uow, at.own),
        ):
            with pytest.raises(DomainError) as caught:
                hidden()
            assert caught.value.code == "not_found"


def _sign_up_as(at: SimpleNamespace, username: str) -> Actor:
    with at.database.work(SYSTEM) as uow:
        role = Role.GENERAL
        user = User(username=username, display_name="แขก", role=role.value, password_hash="")
        uow.session.add(user)
        uow.session.flush()
        return Actor(user.id, user.display_name, role)


def test_a_general_user_finds_only_what_is_their_own(at):
    with at.database.read(at.actors[Role.GENERAL]) as uow:
        asked = (
            tracking.CaseFilter(),
            tracking.CaseFilter(person_id=at.person),
            tracking.CaseFilter(text=_OTHER_CASE),
            tracking.CaseFilter(unit="กองแผนงาน", officer_id=1, late=True),
        )
        for wanted in asked:
            rows = tracking.list_cases(uow, wanted, ("person", False))
            assert {row.id for row in rows} <= {at.own_case}
            assert {row.subject + row.person + row.officer for row in rows} <= {""}
            assert tracking.count_cases(uow, wanted) == len(rows)
        number = case_queries.case_detail(uow, at.own_case).number.split("/")
        year, place = int(number[1]), int(number[0])
        assert tracking.case_id_by_number(uow, year, place) == at.own_case
        assert tracking.case_id_by_number(uow, year, place + 1) is None
        everybody = people_queries.PeopleFilter(active=None)
        assert {row.id for row in people_queries.list_people(uow, everybody).rows} == {at.own}
        assert {row.id for row in people_queries.find_people(uow, "สมมติ")} == {at.own}


def test_a_general_user_sees_their_own_case_without_what_officers_wrote_among_themselves(at):
    officer = at.actors[Role.OFFICER]
    with at.database.work(officer) as uow:
        detail = case_queries.case_detail(uow, at.own_case)
        step = next(step for step in detail.steps if step.state.value == "current")
        wanted = case_steps.SetDue(at.own_case, detail.version, step.id, None, "เหตุผลภายใน")
        case_steps.set_due(uow, wanted)
    with at.database.read(officer) as uow:
        assert "ภายใน" in repr(case_queries.case_detail(uow, at.own_case))
        assert "ภายใน" in people_queries.person_detail(uow, at.own).note
    with at.database.read(at.actors[Role.GENERAL]) as uow:
        shown = case_queries.case_detail(uow, at.own_case)
        assert "ภายใน" not in repr(shown)
        assert (shown.files, shown.issued, shown.papers, shown.form, shown.undo) == (
            (), (), (), None, None,
        )  # fmt: skip
        assert people_queries.person_detail(uow, at.own).note == ""


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.GENERAL])
def test_backups_are_neither_made_nor_put_back_without_the_right(at, role, tmp_path):
    folder = tmp_path / "backups"
    with pytest.raises(NotAllowed):
        back_up(at.database, at.actors[role], folder)
    made = back_up(at.database, at.actors[Role.ADMINISTRATOR], folder)
    for restoring in (role, Role.OFFICER):
        with pytest.raises(NotAllowed):
            restore(at.database, at.actors[restoring], made.path, folder)
    assert [path.name for path in folder.iterdir()] == [made.path.name]
    with at.database.read(SYSTEM) as uow:
        assert uow.session.query(Office).count() == 1


def test_no_service_and_no_query_is_forgotten_here():
    found = set()
    for module in pkgutil.walk_packages(hrdesk.services.__path__, "hrdesk.services."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                parameters = list(inspect.signature(function).parameters)
                if parameters[:1] == ["uow"]:
                    found.add(f"{module.name.removeprefix('hrdesk.services.')}.{name}")
    assert found == TRIED.keys() | PARTS


def test_pages_and_commands_call_no_part_that_checks_no_right():
    root = Path(hrdesk.services.__path__[0]).parent
    parts = {name.rpartition(".")[2] for name in PARTS} - {_FORM_ONLY}
    sources = [*(root / "ui").rglob("*.py"), *(root / f"{n}.py" for n in ("app", "cli"))]
    imported = re.compile(r"from hrdesk\.services\.\S+ import (?:\(([^)]*)\)|(.*))")
    for source in sources:
        for group in imported.findall(source.read_text(encoding="utf-8")):
            names = {word.strip() for word in "".join(group).split(",")}
            assert not names & parts, source
