"""Signing keys: rotation with overlap, keys given by setting, and the end of keys a demo made."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.keys import (
    KeyPolicy,
    SigningKey,
    configured_key,
    due_for_following,
    first_key,
    following_key,
    published,
    retired,
    signer,
)

NOW = datetime(2024, 5, 12, tzinfo=UTC)
POLICY = KeyPolicy(sign_seconds=10_000, publish_ahead_seconds=1_000, access_seconds=600, skew_seconds=60)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@given(st.lists(st.floats(1, 900), min_size=40, max_size=120))
def test_every_token_can_be_checked_until_it_ends_by_whoever_looks_now_and_then(pauses: list[float]) -> None:
    at = NOW
    keys = [first_key("k1", at, POLICY)]
    heard_at = {"k1": at}
    tokens: list[tuple[str, datetime]] = []
    for pause in pauses:
        at += seconds(pause)
        before = due_for_following(keys, at, POLICY)
        if before is not None:
            keys.append(following_key(f"k{len(keys) + 1}", before, POLICY))
            heard_at[keys[-1].key] = at
        signs = signer(keys, at)
        assert signs is not None
        tokens.append((signs.key, at))

        # A verifier hears of a key within a minute and a half of its publication.
        assert signs.key == "k1" or at >= heard_at[signs.key] + seconds(90)
        shown = {key.key for key in published(keys, at)}
        assert {key for key, signed_at in tokens if at <= signed_at + seconds(POLICY.access_seconds)} <= shown


def test_after_a_long_absence_nothing_signs_until_a_new_key_is_made() -> None:
    old = first_key("k1", NOW, POLICY)

    assert signer([old], NOW + seconds(10_001)) is None
    assert published([old], NOW + seconds(10_661)) == []


def test_a_configured_key_signs_before_any_generated_one_and_the_next_one_only_shows() -> None:
    generated = first_key("g", NOW, POLICY)
    configured = configured_key("c", "configured", None, NOW, POLICY)
    following = configured_key("n", "next", None, NOW, POLICY)
    assert configured is not None
    assert following is not None
    keys = [generated, configured, following]

    signs = signer(keys, NOW)

    assert signs is not None
    assert signs.key == "c"
    assert [key.key for key in published(keys, NOW)] == ["c", "g", "n"]


def test_a_configured_key_is_moved_on_when_half_its_time_is_over() -> None:
    known = configured_key("c", "configured", None, NOW, POLICY)
    assert known is not None

    assert configured_key("c", "configured", known, NOW + seconds(4_999), POLICY) is None
    later = configured_key("c", "configured", known, NOW + seconds(5_000), POLICY)

    assert later is not None
    assert later.not_after > known.not_after
    assert later.signs_from == known.signs_from


def test_the_next_key_becomes_the_signing_one_when_it_is_configured_so() -> None:
    known = configured_key("n", "next", None, NOW, POLICY)

    promoted = configured_key("n", "configured", known, NOW + seconds(1), POLICY)

    assert promoted is not None
    assert promoted.origin == "configured"


def test_a_key_that_is_configured_no_more_stays_until_its_last_token_has_ended() -> None:
    known = SigningKey("c", "configured", NOW, NOW + seconds(10_000), NOW + seconds(10_660))

    gone = retired(known, NOW, POLICY, production=True)

    assert gone is not None
    # Copies of the service that have not been started anew yet may sign with it for a while.
    assert gone.not_after == NOW + seconds(1_000 + 660)
    assert retired(gone, NOW + seconds(1), POLICY, production=True) is None


def test_production_trusts_no_key_that_a_demo_made() -> None:
    known = first_key("g", NOW, POLICY)

    gone = retired(known, NOW + seconds(1), POLICY, production=True)

    assert gone is not None
    assert published([gone], NOW + seconds(2)) == []
