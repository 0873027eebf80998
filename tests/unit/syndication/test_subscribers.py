"""States, tokens and secrets of a subscriber."""

from datetime import timedelta

import pytest

from contracts.problems import Problem, ProblemCode
from services.syndication.domain.subscribers import (
    FeedToken,
    Order,
    SealedSecret,
    Status,
    Subscriber,
    feed_token,
    holds,
    ordered,
    paused,
    removed,
    resumed,
    subscriber_of,
    suspended,
    token_hash,
    with_one_secret,
    with_secret,
    with_token,
)
from services.syndication.domain.telling import Filters
from tests.unit.syndication.builders import NOW, subscriber


def token(text: str, days: int = 30) -> FeedToken:
    return FeedToken(token_hash(text), NOW, NOW + timedelta(days=days))


def test_only_an_active_subscriber_with_a_webhook_is_sent_to() -> None:
    assert subscriber().is_sent_to
    assert not subscriber(webhook=None).is_sent_to
    assert not paused(subscriber(), NOW).is_sent_to
    assert not suspended(subscriber(), "status_500", NOW).is_sent_to


def test_who_is_suspended_can_be_resumed_and_who_is_active_cannot() -> None:
    assert resumed(suspended(subscriber(), "timeout", NOW), NOW).status is Status.ACTIVE
    with pytest.raises(Problem) as fault:
        resumed(subscriber(), NOW)
    assert fault.value.code is ProblemCode.WRONG_STATE


def test_a_person_who_paused_a_subscriber_is_not_overruled_by_a_suspension() -> None:
    by_hand = paused(subscriber(), NOW)

    assert suspended(by_hand, "timeout", NOW) == by_hand


def test_who_is_removed_has_no_key_left() -> None:
    gone = removed(subscriber(tokens=(token("x"),), secrets=(SealedSecret("k", "s", NOW),)), NOW)

    assert (gone.tokens, gone.secrets, gone.webhook) == ((), (), None)


def test_a_former_token_works_on_for_the_overlap_and_the_one_before_it_no_more() -> None:
    at = NOW + timedelta(days=1)
    third = with_token(with_token(subscriber(tokens=(token("1"),)), token("2"), 3_600), token("3"), 3_600)

    assert holds(third.tokens, "3", at)
    assert not holds(third.tokens, "1", NOW)
    assert holds(third.tokens, "2", NOW + timedelta(minutes=59))
    with pytest.raises(Problem) as fault:
        holds(third.tokens, "2", NOW + timedelta(hours=2))
    assert fault.value.code is ProblemCode.TOKEN_EXPIRED


def test_a_token_names_its_subscriber_and_nothing_else_passes_for_one() -> None:
    assert subscriber_of(feed_token("daily", "abc")) == "daily"
    assert subscriber_of("daily.abc") is None
    assert subscriber_of("wwf_daily") is None
    assert subscriber_of("wwf_.abc") is None


def test_a_subscriber_remembers_the_filters_it_had() -> None:
    first, second = Filters(units=("330000",)), Filters(units=("340000",))
    one = subscriber(filters=first)

    two = ordered(one, Order("教育日报", "", second, None))
    same = ordered(two, Order("新名字", "", second, None))
    back = ordered(same, Order("新名字", "", first, None))

    assert (two.former_filters, same.former_filters) == ((first,), (first,))
    assert back.former_filters == (second, first)


def test_two_secrets_sign_during_a_rotation_and_one_after_it() -> None:
    first, second, third = (SealedSecret(name, name, NOW) for name in "abc")

    rotating: Subscriber = with_secret(with_secret(subscriber(secrets=(first,)), second), third)

    assert rotating.secrets == (third, second)
    assert with_one_secret(rotating).secrets == (third,)
