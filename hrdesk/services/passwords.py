"""Passwords: what may be one, how it is kept, and how long to wait after wrong ones."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from hrdesk.services.errors import DomainError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
LONGEST = 200
_FEWEST_SIGNS = 4  # different signs in a password; fewer is a pattern, not a secret
_LATIN_KEYS = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_THAI_KEYS = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ"
# The Thai signs are turned into the Latin ones of the same keys, so one list serves both.
_TO_LATIN = {ord(thai): latin for thai, latin in zip(_THAI_KEYS, _LATIN_KEYS, strict=True)}
_ROWS = ("01234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz")
_COMMON_LIST = """
1q2w3e4r5t 1qaz2wsx3e 1qaz2wsx3edc a123456789 aa12345678 abc1234567 abcd123456 admin12345
administrator asdf1234567 bangkok123 changeme123 department government iloveyou123
letmein1234 ministry123 moph123456 p@ssw0rd123 p@ssword123 passw0rd123 password01 password12
password123 password1234 password12345 passwordpassword qazwsxedcr qwer1234567 qwerty12345
qwerty123456 qwertyqwerty rightright sabaidee123 sawasdee123 sawasdeekrub secret1234
superadmin thailand123 thailand1234 welcome123 welcome1234 zaq12wsxcde
"""
_COMMON = frozenset(_COMMON_LIST.split())
_DELAYS = (0, 0, 0, 2, 5, 15, 30, 60, 120, 240, 300)


def delay_after(failures: int) -> int:
    """Return how many seconds to wait after so many wrong passwords in a row."""
    if failures <= 0:
        return 0
    return _DELAYS[min(failures, len(_DELAYS)) - 1]


def check_new_password(password: str, username: str, field: str = "password") -> DomainError | None:
    """Return why a password may not be used, or None.

    Codes: ``required``, ``password_short`` (limit), ``too_long`` (limit), ``password_is_name``,
    ``password_common``.
    """
    text = _one_spelling(password)
    if not text.strip():
        return DomainError("required", field=field)
    if len(text) < SHORTEST:
        return DomainError("password_short", field=field, limit=SHORTEST)
    if len(text) > LONGEST:
        return DomainError("too_long", field=field, limit=LONGEST)
    if text.casefold() == _one_spelling(username).casefold():
        return DomainError("password_is_name", field=field)
    if _is_common(text):
        return DomainError("password_common", field=field)
    return None


def hash_password(password: str) -> str:
    """Return the argon2id hash to store, with the library's recommended parameters."""
    return _hasher().hash(_one_spelling(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; no account costs as much time as a wrong one."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        stored, password = None, ""  # hashing a megabyte would only cost time
    try:
        found = _hasher().verify(stored or _nobody(), _one_spelling(password))
    except (VerificationError, InvalidHashError):
        return False
    return found and bool(stored)


def needs_new_hash(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(stored)


def _is_common(text: str) -> bool:
    folded = "".join(text.casefold().split())
    return _is_pattern(folded) or _is_pattern(folded.translate(_TO_LATIN))


def _is_pattern(bare: str) -> bool:
    if len(set(bare)) < _FEWEST_SIGNS or bare in _COMMON:
        return True
    return any(bare in row * 2 or bare in row[::-1] * 2 for row in _ROWS)


def _one_spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("no account has this password")
