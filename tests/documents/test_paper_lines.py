"""Where Thai lines end."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.documents.lines import Line, fill, groups, may_break, may_break_at_space
from hrdesk.documents.segment import segment
from hrdesk.documents.shaping import shape
from hrdesk.documents.text import Run
from tests.documents.reading import laksaman

FONTS = laksaman()
TEXT = (
    "ผู้มีอำนาจสั่งบรรจุ (ตามมาตรา 57) พิจารณาแล้ว เห็นควรอนุญาตให้ข้าราชการต่าง ๆ ลาออกจากราชการ “ตามที่ขอ” ได้ "
    "ตั้งแต่วันที่ 5 สิงหาคม 2567 เป็นต้นไป ตามหนังสือ ที่ สธ 0903.02/ว 12 ลงวันที่ 1 ก.ค. 2567 จำนวน 3 ราย ฯลฯ "
    "โดยผู้อำนวยการกองการเจ้าหน้าที่ (กลุ่มสรรหา/กลุ่มพัฒนา) รายงานให้ทราบ."
)


def lines(text: str, ems: float, *, keep: bool = False) -> list[Line]:
    return fill(groups([Run(text, keep=keep)], FONTS, "arabic"), ems * 1000, ems * 1000)


@pytest.mark.parametrize("ems", [8, 11, 14, 17, 20, 25, 31, 40])
def test_no_line_begins_or_ends_with_what_it_must_not(ems: float) -> None:
    for line in lines(TEXT, ems):
        assert line.text[0] not in "ๆฯ)”’,.:;ะาำิีึืุู่้๊๋์็", line.text
        assert line.text[-1] not in "(“", line.text
        assert not line.text.endswith(("วันที่", "จำนวน", "มาตรา", "/ว")), line.text
        assert not line.text.startswith(("สิงหาคม", "ก.ค.", "ราย ")), line.text


@given(st.floats(min_value=2.5, max_value=60))
def test_nothing_is_lost_and_no_line_is_too_long(ems: float) -> None:
    made = lines(TEXT, ems)
    assert "".join(line.text for line in made).replace(" ", "") == TEXT.replace(" ", "")
    for line in made:
        assert line.width <= ems * 1000 + 1
        assert line.width == pytest.approx(sum(word.width for word in line.words))


@settings(max_examples=60)
@given(st.text(alphabet="กขคงดตนมรลวสหอะาิีุู่้์็ำเแโใไฯๆ ()/.,0๑“”-", max_size=80))
def test_any_text_survives_breaking(text: str) -> None:
    made = lines(text, 7)
    joined = "".join(line.text for line in made).replace(" ", "")
    assert joined == text.replace("ํา", "ำ").translate(str.maketrans("๐๑", "01")).replace(" ", "")


def test_a_line_is_as_full_as_it_goes() -> None:
    made = lines(TEXT, 22)
    parts = groups([Run(TEXT)], FONTS, "arabic")
    for line, following in itertools.pairwise(made):
        first = next(part for part in parts if part.words[0] is following.words[0])
        assert line.width + first.width > 22_000


def test_a_word_wider_than_the_line_is_cut_between_letters() -> None:
    made = lines("โรงพยาบาลส่งเสริมสุขภาพตำบล", 3, keep=True)
    assert len(made) > 3
    assert all(line.text[0] not in "ะาำิีึืุู่้๊๋์็" for line in made)
    assert "".join(line.text for line in made) == "โรงพยาบาลส่งเสริมสุขภาพตำบล"


def test_names_are_not_parted() -> None:
    name = "นางสาวศิริรัตนาภรณ์ วงศ์สวัสดิ์วัฒนา"
    for ems in (9, 10, 12, 14):
        ends = {line.text.strip() for line in lines(name, ems, keep=True)}
        assert ends <= {"นางสาวศิริรัตนาภรณ์", "วงศ์สวัสดิ์วัฒนา", name}


def test_a_forced_line_end_makes_a_last_line() -> None:
    made = lines("บรรทัดหนึ่ง\n\nบรรทัดสาม", 40)
    assert [line.text for line in made] == ["บรรทัดหนึ่ง", "", "บรรทัดสาม"]
    assert all(line.last for line in made)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("ราชการ", "ให้", True),
        ("ต่าง", "ๆ", False),
        ("(", "ตาม", False),
        ("ชื่อ/", "วุฒิ", True),
        ("12/", "2569", False),
        ("ว", "12", False),
    ],
)
def test_breaks_without_a_space(before: str, after: str, allowed: bool) -> None:
    assert may_break(before, after) is allowed


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("5", "สิงหาคม", False),
        ("สิงหาคม", "2567", True),
        ("ส.ค.", "2567", False),
        ("พ.ศ.", "2551", False),
        ("สธ", "0903", False),
        ("0903/ว", "12", False),
        ("(3", "เดือน)", False),
        ("จังหวัดนนทบุรี", "11000", False),
        ("ราชการ", "5", True),
        ("0", "2999", False),
    ],
)
def test_breaks_at_a_space(before: str, after: str, allowed: bool) -> None:
    assert may_break_at_space(before, after) is allowed


def test_words_of_the_office_stay_whole_and_long_compounds_part() -> None:
    assert "ลาออก" in "|".join(segment("อนุญาตให้ลาออกจากราชการ"))
    assert "มหาวิทยาลัย" in segment("มหาวิทยาลัยตัวอย่าง")
    assert len(segment("องค์กรปกครองส่วนท้องถิ่น")) > 1
    assert segment("HR-2569") == ("HR-2569",)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("จะดำเนินการตามขั้นตอนต่อไป", "ดำเนินการ"),
        ("สอบถามความคืบหน้าได้ที่โทร.", "โทร."),
        ("เจ้าพนักงานธุรการ", "พนักงาน"),
    ],
)
def test_words_that_the_general_dictionary_tears_stay_whole(text: str, whole: str) -> None:
    assert whole in segment(text)


def test_tone_marks_stand_apart_from_vowels_and_tall_letters() -> None:
    """The marks move as the font says: left over ป ฝ ฟ, lower where there is no vowel."""
    plain_mark = shape("ก่", FONTS.regular).clusters[0][-1]
    over_vowel = shape("กี่", FONTS.regular).clusters[0][-1]
    over_tall = shape("ป่", FONTS.regular).clusters[0][-1]
    assert plain_mark.glyph != over_vowel.glyph or plain_mark.up != over_vowel.up
    assert over_tall.right < plain_mark.right - 50
    assert [len(cluster) for cluster in shape("น้ำ", FONTS.regular).clusters] == [3, 1]


def test_finding_words_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if "PYTHAINLP" not in key}
    environment["HOME"] = environment["USERPROFILE"] = str(tmp_path)
    code = "from hrdesk.documents.segment import segment; print(len(segment('ทดสอบระบบ')))"
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "2"
    assert list(tmp_path.iterdir()) == []
