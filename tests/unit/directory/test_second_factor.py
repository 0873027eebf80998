"""Codes by time, each good once; recovery codes; secrets that only their key and their person open."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Role
from services.directory.domain.people import Person
from services.directory.domain.second_factor import (
    SecondFactor,
    after_code,
    code_at,
    is_demanded_of,
    key_uri,
    recovery_code,
    recovery_sha256,
    step_at,
    switched_on,
)

NOW = datetime(2024, 5, 18, 15, 40, tzinfo=UTC)
SECRET = b"12345678901234567890"
STEP = step_at(NOW)
RECOVERY = recovery_code(b"0123456789")
ON = SecondFactor("p", 1, "sealed", is_on=True, recovery_sha256=(recovery_sha256("p", RECOVERY),))


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    # RFC 6238, appendix B, the last six of its eight digits.
    assert code_at(SECRET, step_at(datetime.fromtimestamp(seconds, UTC))) == code


def test_a_code_is_good_once_and_no_earlier_one_after_it() -> None:
    after = after_code(ON, SECRET, code_at(SECRET, STEP), NOW, 2)
    assert after is not None

    assert after_code(after, SECRET, code_at(SECRET, STEP), NOW, 3) is None
    assert after_code(after, SECRET, code_at(SECRET, STEP - 1), NOW, 3) is None
    assert after_code(after, SECRET, code_at(SECRET, STEP + 1), NOW, 3) is not None


@given(st.integers(-4, 4))
def test_a_clock_may_be_one_step_off_and_no_more(steps: int) -> None:
    taken = after_code(ON, SECRET, code_at(SECRET, STEP + steps), NOW, 2)

    assert (taken is not None) is (abs(steps) <= 1)


def test_a_recovery_code_is_good_once_however_it_is_typed() -> None:
    after = after_code(ON, SECRET, RECOVERY.lower().replace("-", " "), NOW, 2)
    assert after is not None

    assert after.recovery_sha256 == ()
    assert after_code(after, SECRET, RECOVERY, NOW, 3) is None


def test_without_its_secret_recovery_codes_are_still_good_and_codes_are_not() -> None:
    assert after_code(ON, None, code_at(SECRET, STEP), NOW, 2) is None
    assert after_code(ON, None, RECOVERY, NOW, 2) is not None


def test_it_is_on_after_its_first_code_which_is_then_used_up() -> None:
    off = SecondFactor("p", 1, "sealed")
    code = code_at(SECRET, STEP)

    assert switched_on(off, SECRET, code_at(SECRET, STEP + 2), [RECOVERY], now=NOW, revision=2) is None
    on = switched_on(off, SECRET, code, [RECOVERY], now=NOW, revision=2)

    assert on is not None
    assert on.is_on
    assert RECOVERY not in repr(on)
    assert after_code(on, SECRET, code, NOW + timedelta(seconds=1), 3) is None


@pytest.mark.parametrize("typed", ["", "１２３４５６", "12345", "abcdef", "-"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert after_code(ON, SECRET, typed, NOW, 2) is None


def test_it_is_demanded_of_administrators_and_editors() -> None:
    demanded = {role for role in Role if is_demanded_of(Person("p", 1, "p", "", "ministry", (("ministry", role),)))}

    assert demanded == {
        Role.EDITOR,
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
    }


def test_an_authenticator_reads_whom_it_is_for() -> None:
    assert key_uri(SECRET, "wang:li", "Weekwire") == (
        "otpauth://totp/Weekwire:wang%3Ali?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Weekwire"
    )
