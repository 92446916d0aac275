"""The closed lists: labels, other spellings, types of levels."""

from __future__ import annotations

import pytest

from hrdesk.rules.codes import (
    Agency,
    CaseStatus,
    CaseType,
    DegreeLevel,
    Employment,
    LabelError,
    LabelledEnum,
    Level,
    PostType,
    StepRole,
    StepState,
)
from hrdesk.rules.staff_codes import CardCause, CardState, ObjectionResult, ProbationResult

LISTS = (
    Agency, CaseStatus, CaseType, DegreeLevel, Employment, Level, PostType, StepRole, StepState,
    CardCause, CardState, ObjectionResult, ProbationResult,
)  # fmt: skip


@pytest.mark.parametrize("members", LISTS)
def test_every_label_and_code_finds_its_own_member(members: type[LabelledEnum]) -> None:
    for member in members:
        assert members(member.value) is member
        for text in (member.label, member.value, *member.other_labels):
            assert members.from_label(text) is member


@pytest.mark.parametrize(
    ("members", "text", "expected"),
    [
        (Level, "ระดับชำนาญการ", Level.K2),
        (Level, " ชำนาญการพิเศษ ", Level.K3),
        (Level, "ตำแหน่งประเภทอำนวยการ ระดับต้น", Level.M1),
        (Level, "k4", Level.K4),
        (PostType, "ตำแหน่งประเภทวิชาการ", PostType.K),
        (PostType, "ประเภททั่วไป", PostType.O),
        (DegreeLevel, "ป.ตรี", DegreeLevel.BACHELOR),
        (DegreeLevel, "ปริญญาตรี ๕ ปี", DegreeLevel.BACHELOR_5),
        (DegreeLevel, "วุฒิบัตร", DegreeLevel.DOCTORATE),
        (Employment, "พกส.", Employment.MOPH_EMPLOYEE),
        (CaseType, "การเลื่อนระดับ", CaseType.PROMOTION),
        (Agency, "อบต.", Agency.SAO),
    ],
)
def test_spellings_of_excel_files(members, text: str, expected: LabelledEnum) -> None:
    assert members.from_label(text) is expected


def test_an_unknown_label_names_the_known_ones() -> None:
    with pytest.raises(LabelError) as problem:
        CaseStatus.from_label("เสร็จแล้ว")
    assert problem.value.code == "unknown_label"
    assert problem.value.facts == {
        "text": "เสร็จแล้ว",
        "choices": ("กำลังดำเนินการ", "เสร็จสิ้น"),
    }


def test_a_level_that_two_types_share_is_not_guessed() -> None:
    with pytest.raises(LabelError):
        Level.from_label("ต้น")


def test_every_level_belongs_to_its_type() -> None:
    assert Level.of_type(PostType.K) == (Level.K1, Level.K2, Level.K3, Level.K4, Level.K5)
    assert Level.of_type(PostType.S) == (Level.S1, Level.S2)
    assert Level.of_type(PostType.OTHER) == ()
    assert Level.O2.post_type is PostType.O


def test_only_the_sub_district_is_local() -> None:
    assert [agency for agency in Agency if agency.is_local] == [Agency.SAO]
