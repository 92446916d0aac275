from __future__ import annotations

import pytest

from hrdesk.services.passwords import (
    LONGEST,
    check_new_password,
    delay_after,
    hash_password,
    verify_password,
)


@pytest.mark.parametrize(
    "password",
    [
        "my cat is red",
        "สำนักงานของเรา",
        "Tr0ub4dor&3x",
        "ข้าวเหนียว มะม่วง หน้าร้อน",
        "12/08/2475ก็จำได้",
    ],
)
def test_phrases_and_long_words_may_be_passwords(password):
    assert check_new_password(password, "somchai") is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "required"),
        ("          ", "required"),
        ("เก้าตัวนะ", "password_short"),
        ("x1" * (LONGEST // 2 + 1), "too_long"),
        ("Somchai.Jaidee", "password_is_name"),
        ("1234567890", "password_common"),
        ("0987654321", "password_common"),
        ("QwErTyUiOp", "password_common"),
        ("ๆไำพะัีรนย", "password_common"),
        ("ฟหกดเ้่าสวง", "password_common"),
        ("ยฟหหไนพก123", "password_common"),
        ("ยฟหหไนพกๅ/-", "password_common"),
        ("password 123", "password_common"),
        ("abababababab", "password_common"),
    ],
)
def test_weak_passwords_are_refused(password, code):
    found = check_new_password(password, "somchai.jaidee", "new")
    assert found is not None
    assert (found.code, found.field) == (code, "new")


def test_nothing_signs_in_without_an_account():
    assert not verify_password(None, "")
    assert not verify_password(None, "no account has this password")
    assert not verify_password("", "no account has this password")


def test_a_damaged_hash_admits_nobody():
    assert not verify_password("$argon2id$broken", "anything at all")


def test_the_hash_is_argon2id_with_the_library_s_own_parameters():
    from argon2 import PasswordHasher, extract_parameters

    standard = extract_parameters(PasswordHasher().hash("x"))
    assert extract_parameters(hash_password("one phrase of mine")) == standard
    assert standard.type.name == "ID"


def test_hashes_of_one_password_differ():
    assert hash_password("one phrase of mine") != hash_password("one phrase of mine")


def test_a_password_beyond_the_limit_is_not_even_hashed():
    assert not verify_password(hash_password(""), "x" * 1_000_000)


def test_there_is_no_delay_before_a_failure():
    assert [delay_after(count) for count in (-1, 0, 1, 3, 4, 99)] == [0, 0, 0, 0, 2, 300]
