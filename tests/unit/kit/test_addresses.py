"""Where deliveries may go."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.kit.webhooks.addresses import Target, allowed, check_answers, is_public, target_of

INSIDE = [
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - an address to refuse.
    "0.1.2.3",
    "169.254.169.254",  # metadata of most clouds
    "100.100.100.200",  # metadata of Alibaba Cloud
    "168.63.129.16",  # the host at Azure
    "192.0.0.192",  # metadata of Oracle
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "2001:0:53aa:64c::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
    "100::1",
    "5f00::1",
]
OUTSIDE = [
    "8.8.8.8",
    "114.114.114.114",
    "1.1.1.1",
    "2606:4700:4700::1111",
    "2400:3200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
PRIVATE = [
    IPv4Network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16")
]
PRIVATE += [IPv4Network(one) for one in ("100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4", "0.0.0.0/8")]


def _reason(address: str, *allowed_hosts: str) -> str:
    with pytest.raises(Problem) as caught:
        target_of(address, allowed_hosts)
    assert caught.value.code is ProblemCode.ADDRESS_NOT_ALLOWED
    return str(caught.value.facts["reason"])


@pytest.mark.parametrize("number", INSIDE)
def test_a_number_that_is_not_of_the_public_internet_is_refused(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", OUTSIDE)
def test_a_public_number_may_be_connected_to(number: str) -> None:
    assert is_public(ip_address(number))


@given(st.sampled_from(PRIVATE), st.integers(0, 2**32 - 1))
def test_no_disguise_makes_a_private_number_public(network: IPv4Network, offset: int) -> None:
    inside = IPv4Address(int(network.network_address) + offset % network.num_addresses)

    disguises: list[IPv4Address | IPv6Address] = [
        inside,
        IPv6Address(f"::ffff:{inside}"),
        IPv6Address(f"64:ff9b::{inside}"),
        IPv6Address(f"::{inside}"),
        IPv6Address((0x2002 << 112) | (int(inside) << 80) | 1),
    ]

    assert [shown for shown in disguises if is_public(shown)] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://newsroom.example/hook",
        "https://newsroom.example:8443/hook?desk=1",
        "https://8.8.8.8/hook",
        "https://[2606:4700::1]/hook",
        "https://新闻.example/收稿",
        "https://newsroom.example./hook",
    ],
)
def test_an_https_address_outside_is_taken(address: str) -> None:
    assert target_of(address).scheme == "https"


def test_an_address_is_taken_apart_once() -> None:
    assert target_of("https://Newsroom.Example:8443/hook?desk=1#top") == Target(
        "https", "newsroom.example", 8_443, "/hook?desk=1"
    )
    assert target_of("https://newsroom.example") == Target("https", "newsroom.example", 443, "/")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://newsroom.example/hook", "http://"),
        ("ftp://newsroom.example/hook", "ftp://newsroom.example"),
        ("file:///etc/passwd", "file://"),
        ("//newsroom.example/hook", "?://newsroom.example"),
        ("https:///hook", "https://"),
        ("https://user:secret@newsroom.example/hook", "user:password@"),
        ("https://newsroom.example@10.0.0.1/hook", "user:password@"),
        ("https://newsroom.example\\@10.0.0.1/", "unreadable"),
        ("https://newsroom.example:99999/", "unreadable"),
        ("https://newsroom.example/a b", "unreadable"),
        ("https://newsroom.example/\r\nx: y", "unreadable"),
        ("https://" + "n" * 2_000, "unreadable"),
        ("https://[::1", "unreadable"),
        ("https://127.0.0.1/hook", "127.0.0.1 = 127.0.0.1"),
        ("https://[::ffff:10.0.0.1]/hook", "::ffff:10.0.0.1 = ::ffff:a00:1"),
        ("https://[fe80::1%25eth0]/hook", "https://fe80::1%25eth0"),
    ],
)
def test_an_address_that_leads_elsewhere_is_refused_with_its_reason(address: str, reason: str) -> None:
    assert _reason(address) == reason


def test_a_host_of_the_setting_may_be_local_and_plain() -> None:
    assert target_of("http://127.0.0.1:9001/hook", ["127.0.0.1"]).port == 9_001
    assert target_of("http://127.0.0.1:9001/hook", ["127.0.0.1:9001"]).host == "127.0.0.1"
    assert target_of("http://[::1]:9001/", ["[::1]:9001"]).host == "::1"
    assert _reason("http://127.0.0.1:9002/hook", "127.0.0.1:9001") == "http://"


def test_the_setting_excepts_a_host_and_no_other_that_ends_like_it() -> None:
    assert not allowed("evil-localhost", 80, ["localhost"])
    assert not allowed("localhost.evil.example", 80, ["localhost"])
    assert not allowed("newsroom.example", 443, [])


def test_one_private_answer_among_public_ones_refuses_them_all() -> None:
    assert check_answers("newsroom.example", ["8.8.8.8", "1.1.1.1", "8.8.8.8"]) == ["8.8.8.8", "1.1.1.1"]
    for answers in (["8.8.8.8", "10.0.0.1"], []):
        with pytest.raises(Problem) as caught:
            check_answers("newsroom.example", answers)
        assert caught.value.code is ProblemCode.ADDRESS_NOT_ALLOWED
