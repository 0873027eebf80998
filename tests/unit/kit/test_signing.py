"""What a signature covers, and what a receiver refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.kit.webhooks import signing
from services.kit.webhooks.signing import ReplayMemory, check, key_of, secret_of, signed_headers

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
KEY, OTHER_KEY = b"k" * 32, b"o" * 32
BODY = '{"sequence":17,"title":"职业体验日"}'.encode()
KEYS = st.binary(min_size=24, max_size=64)
IDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80)


def _refused(headers: dict[str, str], body: bytes = BODY, *, key: bytes = KEY, at: datetime = NOW) -> ProblemCode:
    with pytest.raises(Problem) as caught:
        check(headers, body, [key], at)
    return caught.value.code


def test_a_library_for_standard_webhooks_would_find_the_same_signature() -> None:
    # The example that the libraries of Standard Webhooks test themselves with.
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1,
        datetime.fromtimestamp(1_614_265_330, UTC),
        b'{"test": 2432232314}',
        [key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
    )

    assert headers[signing.SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(
    event_id=IDS,
    number=st.integers(1, 10**9),
    body=st.binary(max_size=200),
    keys=st.lists(KEYS, min_size=1, max_size=2),
)
def test_whoever_holds_one_of_the_keys_accepts_what_was_signed(
    event_id: str, number: int, body: bytes, keys: list[bytes]
) -> None:
    headers = signed_headers(event_id, number, NOW, body, keys)

    for key in keys:
        assert check(headers, body, [key], NOW).event_id == event_id
        assert check(headers, body, [OTHER_KEY, key], NOW).number == number


@given(body=st.binary(min_size=1, max_size=200), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_of_the_body_is_refused(body: bytes, place: int, bit: int) -> None:
    headers = signed_headers("event", 1, NOW, body, [KEY])
    tampered = bytearray(body)
    tampered[place % len(body)] ^= 1 << bit

    assert _refused(headers, bytes(tampered)) is ProblemCode.SIGNATURE_INVALID


@given(key=KEYS, other=KEYS)
def test_another_key_is_refused(key: bytes, other: bytes) -> None:
    assume(key.rstrip(b"\0") != other.rstrip(b"\0"))  # HMAC pads a short key with zeros (RFC 2104).
    headers = signed_headers("event", 1, NOW, BODY, [key])

    assert _refused(headers, key=other) is ProblemCode.SIGNATURE_INVALID


@pytest.mark.parametrize("seconds", [-301, 301, -86_400, 86_400])
def test_what_comes_late_or_from_the_future_is_refused(seconds: int) -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY])

    assert _refused(headers, at=NOW + timedelta(seconds=seconds)) is ProblemCode.SIGNATURE_INVALID


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_clock_that_is_a_little_off_does_no_harm(seconds: int) -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY])

    assert check(headers, BODY, [KEY], NOW + timedelta(seconds=seconds)).signed_at == int(NOW.timestamp())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (signing.ID, "another-event"),
        (signing.ID, ""),
        (signing.TIMESTAMP, str(int(NOW.timestamp()) + 1)),
        (signing.TIMESTAMP, "today"),
        (signing.TIMESTAMP, "٣"),
        (signing.SEQUENCE, "-1"),
        (signing.SEQUENCE, "1" * 400),
        (signing.SIGNATURE, ""),
        (signing.SIGNATURE, "v1,"),
        (signing.SIGNATURE, "v1,签名"),
        (signing.SIGNATURE, "v0,AAAA"),
    ],
)
def test_a_header_that_was_swapped_or_broken_is_refused(name: str, value: str) -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY]) | {name: value}

    assert _refused(headers) is ProblemCode.SIGNATURE_INVALID


@pytest.mark.parametrize("name", [signing.ID, signing.TIMESTAMP, signing.SEQUENCE, signing.SIGNATURE])
def test_a_header_that_is_missing_is_refused(name: str) -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY])
    del headers[name]

    assert _refused(headers) is ProblemCode.SIGNATURE_INVALID


def test_a_signature_of_another_version_beside_ours_is_passed_over() -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY])
    headers[signing.SIGNATURE] = f"v1a,other {headers[signing.SIGNATURE]}"

    assert check(headers, BODY, [KEY], NOW).event_id == "event"


def test_signatures_without_end_are_refused_before_any_is_compared() -> None:
    headers = signed_headers("event", 1, NOW, BODY, [KEY])
    headers[signing.SIGNATURE] = " ".join([headers[signing.SIGNATURE]] * 100)

    assert _refused(headers) is ProblemCode.SIGNATURE_INVALID


def test_a_copied_attempt_is_refused_and_a_repeated_delivery_is_not() -> None:
    memory = ReplayMemory()
    first = check(signed_headers("event", 1, NOW, BODY, [KEY]), BODY, [KEY], NOW)
    memory.admit(first, NOW)

    with pytest.raises(Problem) as caught:
        memory.admit(first, NOW + timedelta(seconds=60))
    later = NOW + timedelta(seconds=5)
    memory.admit(check(signed_headers("event", 1, later, BODY, [KEY]), BODY, [KEY], later), later)

    assert caught.value.code is ProblemCode.SIGNATURE_INVALID


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(-300, 300)), min_size=1, max_size=40))
def test_what_the_memory_has_forgotten_is_too_old_to_come_again(attempts: list[tuple[int, int]]) -> None:
    memory = ReplayMemory()
    admitted = []
    for number, (elapsed, skew) in enumerate(sorted(attempts)):
        now = NOW + timedelta(seconds=elapsed)
        headers = signed_headers(f"event-{number}", 1, now + timedelta(seconds=skew), BODY, [KEY])
        memory.admit(check(headers, BODY, [KEY], now), now)
        admitted.append(headers)
        for earlier in admitted:
            with pytest.raises(Problem):
                memory.admit(check(earlier, BODY, [KEY], now), now)

    assert len(memory) <= len(admitted)


def test_the_memory_stays_as_small_as_the_window() -> None:
    memory = ReplayMemory()
    for number in range(2_000):
        now = NOW + timedelta(seconds=number)
        memory.admit(check(signed_headers(f"event-{number}", 1, now, BODY, [KEY]), BODY, [KEY], now), now)

    assert len(memory) <= 302


@given(KEYS)
def test_a_secret_is_read_back_as_the_key_it_was_made_from(key: bytes) -> None:
    assert key_of(secret_of(key)) == key


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_????", "whsec_c2hvcnQ=", "geheim"])
def test_what_is_no_secret_is_told_apart(secret: str) -> None:
    with pytest.raises(ValueError, match="a secret"):
        key_of(secret)
