"""Locks, sessions and refresh tokens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.organisations import Role
from services.directory.domain.people import Person
from services.directory.domain.sessions import (
    Attempts,
    LockPolicy,
    Refresh,
    Session,
    SessionPolicy,
    attempt,
    claims,
    ended,
    ends_at,
    is_live,
    judge_refresh,
    rotated,
)

NOW = datetime(2024, 5, 18, 15, 40, tzinfo=UTC)
LOCK = LockPolicy(failures=5, window_seconds=900, lock_seconds=1_800)
POLICY = SessionPolicy(access_seconds=600, idle_seconds=1_800, session_seconds=43_200)


def fresh() -> Session:
    return Session("s", 1, "p", "token-0", (), NOW, NOW)


def test_the_fifth_wrong_password_locks_whenever_the_next_one_comes() -> None:
    known: Attempts | None = None
    for _ in range(5):
        known, seconds = attempt(known, NOW, LOCK)
        assert seconds == 0

    # The window in which failures are counted together is over by then, the lock is not.
    assert attempt(known, NOW + timedelta(seconds=1_000), LOCK)[1] == 800
    assert attempt(known, NOW + timedelta(seconds=1_801), LOCK)[1] == 0


def test_a_single_failure_may_lock_where_the_setting_says_so() -> None:
    known, _ = attempt(None, NOW, LockPolicy(failures=1, window_seconds=900, lock_seconds=60))

    assert known.locked_until == NOW + timedelta(seconds=60)


def test_five_wrong_passwords_may_be_tried_and_no_sixth() -> None:
    known: Attempts | None = None
    locked = []
    for _ in range(7):
        known, seconds = attempt(known, NOW, LOCK)
        locked.append(seconds)

    assert locked == [0, 0, 0, 0, 0, 1_800, 1_800]


def test_a_lock_ends_and_counting_begins_anew() -> None:
    known: Attempts | None = Attempts(5, NOW, NOW + timedelta(seconds=1_800))

    assert attempt(known, NOW + timedelta(seconds=1_799), LOCK)[1] == 1
    after, seconds = attempt(known, NOW + timedelta(seconds=1_800), LOCK)
    assert (after.count, seconds) == (1, 0)


@given(st.lists(st.floats(0, 4_000), max_size=60))
def test_nobody_tries_more_passwords_than_the_lock_allows(pauses: list[float]) -> None:
    known, at = None, NOW
    tried: list[datetime] = []
    for pause in pauses:
        at += timedelta(seconds=pause)
        known, seconds = attempt(known, at, LOCK)
        if not seconds:
            tried.append(at)

    for first in range(len(tried)):
        near = [one for one in tried[first:] if one - tried[first] < timedelta(seconds=900)]
        # A window that ends may be followed at once by the next one: never more than two of them meet.
        assert len(near) <= 2 * LOCK.failures


def test_a_refresh_token_is_good_once_and_using_it_again_is_noticed() -> None:
    after = rotated(fresh(), "token-1", NOW, 2)

    assert judge_refresh(after, "token-1", NOW, POLICY) is Refresh.ROTATE
    assert judge_refresh(after, "token-0", NOW, POLICY) is Refresh.REUSED
    assert judge_refresh(after, "made-up", NOW, POLICY) is Refresh.REFUSE


def test_an_ended_session_gives_nothing_any_more() -> None:
    after = ended(rotated(fresh(), "token-1", NOW, 2), "sign_out", NOW, 3)

    for token in ("token-0", "token-1", "made-up"):
        assert judge_refresh(after, token, NOW, POLICY) is Refresh.REFUSE


def test_a_session_ends_when_idle_too_long_or_too_old() -> None:
    assert is_live(fresh(), NOW + timedelta(seconds=1_800), POLICY)
    assert not is_live(fresh(), NOW + timedelta(seconds=1_801), POLICY)
    old = replace(fresh(), refreshed_at=NOW + timedelta(seconds=43_000))
    assert is_live(old, NOW + timedelta(seconds=43_200), POLICY)
    assert not is_live(old, NOW + timedelta(seconds=43_201), POLICY)
    assert ends_at(fresh(), POLICY) == NOW + timedelta(hours=12)


def test_a_session_is_idle_by_the_roles_of_its_person() -> None:
    filer = Person("p-1", 1, "wang.li", "", "330600", (("330600", Role.FILER),))
    administrator = replace(filer, grants=(("ministry", Role.AUDIT_ADMINISTRATOR),))

    assert (POLICY.idle_of(filer), POLICY.access_of(filer)) == (1_800, 600)
    assert (POLICY.idle_of(administrator), POLICY.access_of(administrator)) == (600, 300)
    theirs = replace(fresh(), idle_seconds=POLICY.idle_of(administrator))
    assert is_live(theirs, NOW + timedelta(seconds=600), POLICY)
    assert not is_live(theirs, NOW + timedelta(seconds=601), POLICY)


@given(st.lists(st.integers(0, 8), max_size=30))
def test_whatever_is_presented_in_whatever_order_a_copy_never_outlives_its_discovery(presented: list[int]) -> None:
    session, issued, alive = fresh(), ["token-0"], True
    for index in presented:
        token = issued[min(index, len(issued) - 1)]
        judged = judge_refresh(session, token, NOW, POLICY)
        is_newest = token == issued[-1]
        if not alive:
            assert judged is Refresh.REFUSE
        elif is_newest:
            assert judged is Refresh.ROTATE
            issued.append(f"token-{len(issued)}")
            session = rotated(session, issued[-1], NOW, session.revision + 1)
        else:
            assert judged is Refresh.REUSED
            session = ended(session, "reuse", NOW, session.revision + 1)
            alive = False


def test_a_token_says_who_in_which_roles_and_nothing_personal() -> None:
    person = Person("p-1", 1, "wang.li", "王丽", "330600", (("330600", Role.FILER),), phone="0571-1234567")

    said = claims(person, replace(fresh(), person="p-1"), NOW, 600, issuer="weekwire", audience="portal")

    assert said == {
        "iss": "weekwire",
        "aud": "portal",
        "sub": "p-1",
        "sid": "s",
        "iat": 1716046800,
        "exp": 1716047400,
        "grants": [["330600", "filer"]],
    }


def test_a_token_of_a_colleague_names_both_and_grants_what_may_be_lent() -> None:
    grants = (("330600", Role.FILER), ("ministry", Role.SYSTEM_ADMINISTRATOR))
    person = Person("p-1", 1, "wang.li", "王丽", "330600", grants)

    said = claims(person, replace(fresh(), person="p-9"), NOW, 600, issuer="weekwire", audience="portal")

    assert (said["sub"], said["act"], said["grants"]) == ("p-1", {"sub": "p-9"}, [["330600", "filer"]])


def test_a_page_may_bring_its_last_token_again_for_a_while_and_none_before_it() -> None:
    first = rotated(fresh(), "token-1", NOW, 2)
    second = rotated(first, "token-2", NOW, 3)
    late = NOW + timedelta(seconds=120)

    assert judge_refresh(second, "token-1", late - timedelta(seconds=1), POLICY, 120) is Refresh.ROTATE
    assert judge_refresh(second, "token-1", late, POLICY, 120) is Refresh.REUSED
    assert judge_refresh(second, "token-0", NOW, POLICY, 120) is Refresh.REUSED
    assert judge_refresh(ended(second, "sign_out", NOW, 4), "token-1", NOW, POLICY, 120) is Refresh.REFUSE


def test_the_follower_that_got_lost_counts_as_used() -> None:
    lost = rotated(fresh(), "token-1", NOW, 2)

    again = rotated(lost, "token-2", NOW, 3, "token-0")

    assert judge_refresh(again, "token-0", NOW, POLICY, 120) is Refresh.ROTATE, "it may get lost twice"
    assert judge_refresh(again, "token-2", NOW, POLICY, 120) is Refresh.ROTATE
    assert judge_refresh(again, "token-1", NOW, POLICY, 120) is Refresh.REUSED
