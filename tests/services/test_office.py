from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image
from sqlalchemy import select

from hrdesk.models import AuditEntry
from hrdesk.rules.codes import Agency
from hrdesk.services.access import SYSTEM
from hrdesk.services.accounts import sign_in
from hrdesk.services.errors import DomainError, EditConflict, Invalid, NotAllowed
from hrdesk.services.first_start import FirstAdministrator, FirstOffice, set_up_office
from hrdesk.services.office import (
    EMBLEM_LARGEST,
    OfficeInput,
    SaveOffice,
    SaveSignatory,
    SignatoryInput,
    add_signatory,
    check_emblem,
    order_signatories,
    save_office,
    save_signatory,
)
from hrdesk.services.queries.office import has_office, office_detail, office_header, signatories

OFFICE = OfficeInput(
    Agency.DOH, "กรมอนามัย", "กองการเจ้าหน้าที่", "ถนนติวานนท์ นนทบุรี", "0 2590 4000", "สธ ๐๙๐๑"
)
HEAD = SignatoryInput("นายมั่น คงดี", "ผู้อำนวยการกองการเจ้าหน้าที่", "อธิบดีกรมอนามัย")
FIRST = FirstOffice(OFFICE, FirstAdministrator("Boss", "ผู้ดูแล", "a phrase for boss"), (HEAD,))


def picture(kind: str = "PNG", size: tuple[int, int] = (80, 90)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "navy").save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def boss(database):
    return set_up_office(database, FIRST)


def _last_entry(database) -> AuditEntry:
    with database.read(SYSTEM) as uow:
        return uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_new_database_has_no_office(database):
    with database.read(SYSTEM) as uow:
        assert not has_office(uow)
        for query in (office_header, office_detail):
            with pytest.raises(DomainError) as caught:
                query(uow)
            assert caught.value.code == "office_missing"


def test_the_first_start_stores_everything_and_signs_in(database, boss):
    with database.read(boss) as uow:
        header = office_header(uow)
        assert (header.agency, header.unit_name, header.sample) == (
            "doh",
            "กองการเจ้าหน้าที่",
            False,
        )
        assert office_detail(uow).letter_code == "สธ ๐๙๐๑"
        assert [(row.name, row.acting_for) for row in signatories(uow)] == [
            ("นายมั่น คงดี", "อธิบดีกรมอนามัย")
        ]
        first = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).first()
    assert (first.action, first.user_name) == ("office.set_up", "ผู้ดูแล")
    assert sign_in(database, "boss", "a phrase for boss").user_id == boss.user_id


def test_there_is_only_one_first_start(database, boss):
    with pytest.raises(DomainError) as caught:
        set_up_office(database, FIRST)
    assert caught.value.code == "office_exists"


def test_a_wrong_first_start_leaves_nothing(database):
    wrong = FirstOffice(
        dataclasses.replace(OFFICE, unit_name=" "),
        FirstAdministrator("b", "", "short"),
        (HEAD, SignatoryInput("นางมี", "")),
    )
    with pytest.raises(Invalid) as caught:
        set_up_office(database, wrong)
    assert [(p.field, p.code) for p in caught.value.problems] == [
        ("unit_name", "required"),
        ("signatories.1.post", "required"),
        ("username", "username_form"),
        ("display_name", "required"),
        ("password", "password_short"),
    ]
    with database.read(SYSTEM) as uow:
        assert not has_office(uow)


def test_a_first_start_that_fails_midway_leaves_nothing(database, monkeypatch):
    def full(*_args: object) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr("hrdesk.services.first_start._audit_start", full)
    with pytest.raises(DomainError):
        set_up_office(database, FIRST)
    with database.read(SYSTEM) as uow:
        assert not has_office(uow)


def test_saving_the_office_audits_what_changed(database, boss):
    with database.work(boss) as uow:
        done = save_office(
            uow, SaveOffice(1, dataclasses.replace(OFFICE, telephone=" 0 2000 0000 "))
        )
    assert done.value == 2
    assert {(change.kind, change.id) for change in done.changed} == {("office", 1)}
    assert _last_entry(database).changes == {"telephone": ["0 2590 4000", "0 2000 0000"]}


def test_saving_nothing_new_writes_nothing(database, boss):
    with database.work(boss) as uow:
        assert not save_office(uow, SaveOffice(1, OFFICE)).changed
    assert _last_entry(database).action == "user.added"


def test_two_who_edit_the_office_are_told(database, boss):
    with database.work(boss) as uow:
        save_office(uow, SaveOffice(1, dataclasses.replace(OFFICE, telephone="1")))
    with pytest.raises(EditConflict) as caught, database.work(boss) as uow:
        save_office(uow, SaveOffice(1, dataclasses.replace(OFFICE, telephone="2")))
    assert caught.value.facts["differences"] == (("telephone", "1", "2"),)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_emblem_is_kept_and_its_bytes_stay_out_of_the_audit(database, boss, kind):
    content = picture(kind)
    with database.work(boss) as uow:
        save_office(
            uow,
            SaveOffice(1, dataclasses.replace(OFFICE, emblem_preprinted=False, emblem=content)),
        )
    with database.read(boss) as uow:
        detail = office_detail(uow)
    assert (detail.emblem, detail.emblem_preprinted) == (content, False)
    assert _last_entry(database).changes["emblem"] == [None, f"{len(content):,} bytes"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "emblem_kind"),
        (b"GIF89a not a picture", "emblem_kind"),
        (b"%PDF-1.7", "emblem_kind"),
        (picture("GIF"), "emblem_kind"),
        (picture()[:90], "emblem_damaged"),
        (picture(size=(63, 200)), "emblem_size"),
        (picture(size=(6001, 64)), "emblem_size"),
        (b"x" * (EMBLEM_LARGEST + 1), "emblem_too_large"),
    ],
)
def test_pictures_that_are_no_emblem(content, code):
    found = check_emblem(content)
    assert found is not None
    assert (found.code, found.field) == (code, "emblem")


def test_an_office_prints_an_emblem_or_has_it_on_its_paper(database, boss):
    with pytest.raises(DomainError) as caught, database.work(boss) as uow:
        save_office(uow, SaveOffice(1, dataclasses.replace(OFFICE, emblem_preprinted=False)))
    assert caught.value.code == "emblem_missing"


def test_signatories_are_added_ordered_edited_and_taken_out(database, boss):
    with database.work(boss) as uow:
        second = add_signatory(uow, SignatoryInput("นางสอง", "รองผู้อำนวยการ")).value
        third = add_signatory(uow, SignatoryInput("นายสาม", "หัวหน้ากลุ่ม")).value
    with database.work(boss) as uow:
        order_signatories(uow, (third, second))
    with database.read(boss) as uow:
        rows = signatories(uow)
        assert [row.name for row in rows] == ["นายสาม", "นางสอง", "นายมั่น คงดี"]
    with database.work(boss) as uow:
        save_signatory(
            uow,
            SaveSignatory(
                third, rows[0].version, SignatoryInput("นายสาม", "หัวหน้ากลุ่ม"), active=False
            ),
        )
    with database.read(boss) as uow:
        assert [row.id for row in signatories(uow)] == [second, rows[2].id]
        assert [row.active for row in signatories(uow, with_inactive=True)] == [True, True, False]
    assert _last_entry(database).changes == {"active": [True, False]}


def test_a_signatory_needs_name_and_post(database, boss):
    with pytest.raises(Invalid) as caught, database.work(boss) as uow:
        add_signatory(uow, SignatoryInput(" ", "", "x" * 201))
    assert [(p.field, p.code) for p in caught.value.problems] == [
        ("name", "required"),
        ("post", "required"),
        ("acting_for", "too_long"),
    ]


def test_ordering_someone_unknown_is_refused(database, boss):
    with pytest.raises(DomainError) as caught, database.work(boss) as uow:
        order_signatories(uow, (999,))
    assert caught.value.code == "not_found"


@pytest.mark.parametrize("who", ["officer", "secretary", "general"])
def test_only_an_administrator_changes_the_office(database, request, boss, who):
    actor = request.getfixturevalue(who)
    for refused in (
        lambda uow: save_office(uow, SaveOffice(1, OFFICE)),
        lambda uow: add_signatory(uow, HEAD),
        lambda uow: save_signatory(uow, SaveSignatory(1, 1, HEAD)),
        lambda uow: order_signatories(uow, ()),
    ):
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            refused(uow)


def test_those_who_print_papers_read_the_letterhead_and_others_only_the_names(
    database, boss, secretary, general
):
    with database.read(secretary) as uow:
        assert office_detail(uow).address == "ถนนติวานนท์ นนทบุรี"
        assert signatories(uow)
    with database.read(general) as uow:
        assert office_header(uow).agency_name == "กรมอนามัย"
        for refused in (office_detail, signatories):
            with pytest.raises(NotAllowed):
                refused(uow)
