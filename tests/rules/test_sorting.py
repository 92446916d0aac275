"""Thai dictionary order in one text key, and the text that searches look in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.sorting import search_text, thai_key

LETTERS = st.text(
    st.sampled_from("กขคงจชดตนบปพมยรลวสหอฮเแโใไะาิีึืุูั็่้๊๋์ำฯๆ ๐๙aZ."), max_size=12
)  # fmt: skip

# In the order of the Royal Institute's dictionary, and of ICU.
DICTIONARY = [
    "ก", "กก", "กฎ", "กฎหมาย", "กตัญญู", "กรม", "กระ", "กะ", "กา", "ก่า", "ก้าว", "กำ", "ก่ำ", "กิน", "กุ้ง",
    "เกณฑ์", "เกา", "เก่า", "เก้า", "แก", "แก่", "แก้", "แกง", "โกน", "ใกล้", "ไก่", "ขา", "ข่า", "ข้า", "เขา",
    "คำ", "งาน", "ชั้น", "ซื้อ", "ญี่ปุ่น", "ฎีกา", "ฐาน", "ณรงค์", "ตั้ง", "ที่", "น้ำ", "ป่า", "ป้า", "ปี่", "ปี้", "ปั้น",
    "ผู้", "ฝ้าย", "พันธ์", "พันธุ์", "ฤๅ", "สมชาย", "สมหญิง", "แสง", "หญิง", "อำนาจ", "ไอ", "ฮา",
]  # fmt: skip


def test_words_come_as_in_the_dictionary() -> None:
    mixed = sorted(DICTIONARY, key=lambda word: word[::-1])
    expected = [word for word in DICTIONARY if word != "ปั้น"]
    expected.insert(expected.index("ป่า"), "ปั้น")
    assert sorted(mixed, key=thai_key) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("กา", "เก"),  # a leading vowel is weighed behind its consonant
        ("เก่า", "เก้า"),  # marks count where the letters are equal
        ("เก้า", "เกาะ"),  # and only then
        ("แพทย", "แพทย์"),
        ("สม ชาย", "สมชาย"),  # a space comes first, so a short first name does
        ("สมชาย ก", "สมชายา ก"),
        ("พลฯ", "พล ก"),
        ("ห้อง ๒", "ห้อง 3"),
        ("ห้อง 2", "ห้อง ๓"),
        ("anan", "Boon"),
        ("Boon", "กมล"),
        ("เก", "เ"),  # a vowel without its consonant stands where it is written
        ("", "ก"),
    ],
)
def test_pairs_in_order(first: str, second: str) -> None:
    assert thai_key(first) < thai_key(second)


def test_slips_of_the_keyboard_sort_beside_the_right_spelling() -> None:
    words = ["นำ", "น้ำ", "นํ้า", "นำ้", "น้ำใจ"]
    assert sorted(words, key=thai_key)[0] == "นำ"
    assert sorted(words, key=thai_key)[-1] == "น้ำใจ"


@given(LETTERS, LETTERS, LETTERS)
def test_the_order_is_total(first: str, second: str, third: str) -> None:
    keys = [thai_key(text) for text in (first, second, third)]
    assert (keys[0] == keys[1]) == (first == second)
    assert (keys[0] < keys[1]) + (keys[1] < keys[0]) + (keys[0] == keys[1]) == 1
    if keys[0] <= keys[1] <= keys[2]:
        assert keys[0] <= keys[2]


@given(LETTERS, LETTERS)
def test_what_begins_a_text_comes_before_it(text: str, more: str) -> None:
    assert thai_key(text) <= thai_key(f"{text} {more}")


@given(st.text(max_size=20))
def test_a_key_can_be_stored_everywhere(text: str) -> None:
    key = thai_key(text)
    assert "\x00" not in key
    assert not any(0x7F <= ord(letter) <= 0x9F for letter in key.split("\x01")[1])


def test_marks_without_letters_and_piles_of_marks_are_weighed_too() -> None:
    assert thai_key("่") != thai_key("้")
    assert thai_key("ก่") < thai_key("ก" + "๋" * 9)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("นางสาว", "แก้ว  ใจดี"), "นางสาว แก้ว ใจดี"),
        (("เลขที่ ๑๒/๒๕๖๗",), "เลขที่ 12/2567"),
        (("นํ้า", "นำ้", "ที\u200b่"), "น้ำ น้ำ ที่"),
        (("เเก้ว",), "แก้ว"),
        (("ผ้ืน",), "ผื้น"),
        (("HR Desk", None, ""), "hr desk"),
        (("ก\x00ข",), "ก ข"),
        ((), ""),
    ],
)
def test_search_text(parts: tuple[str | None, ...], expected: str) -> None:
    assert search_text(*parts) == expected


@given(LETTERS)
def test_search_text_changes_nothing_twice(text: str) -> None:
    assert search_text(search_text(text)) == search_text(text)
