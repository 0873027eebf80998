"""Codes that organisations are known by, and their check digits.

Sources: GB 32100-2015 (unified social credit code), GB/T 2260 (districts), the ministry's 10-digit school codes (domain report 4 d).
"""

import re

ORGANISATION_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_:.\-]{0,63}$"
PERSON_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_:.\-]{0,119}$"
OBLIGATION_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_:.\-]{0,119}$"
EDITION_PATTERN = r"^[0-9]{4}[a-z0-9\-]{0,12}$"

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()  # noqa: SIM905 - read as a list of codes.
)
"""First two digits of a GB/T 2260 code; a school of the Corps carries 65, since 66 is in no such list."""

SCHOOL_CODE_KINDS = frozenset({"36", "41", "42", "93"})
"""36 secondary vocational, 41 university or college, 42 adult college, 93 secondary training institution."""

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_SHAPE = re.compile(f"[{CREDIT_ALPHABET}]{{18}}")


def is_school_code(code: str) -> bool:
    """Whether `code` is a 10-digit school code: kind, province, six digits."""
    return bool(re.fullmatch(r"[0-9]{10}", code)) and code[:2] in SCHOOL_CODE_KINDS and code[2:4] in PROVINCES


def is_district_code(code: str) -> bool:
    """Whether `code` has the shape of a GB/T 2260 code in a province that exists."""
    return bool(re.fullmatch(r"[0-9]{6}", code)) and code[:2] in PROVINCES


def is_credit_code(code: str) -> bool:
    """Whether `code` has the 18 characters of a unified social credit code; its check character is another question."""
    return bool(_CREDIT_SHAPE.fullmatch(code))


def credit_check_character(first_seventeen: str) -> str:
    """The 18th character that GB 32100-2015 asks for after these 17."""
    total = sum(
        CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first_seventeen, CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[(31 - total % 31) % 31]
