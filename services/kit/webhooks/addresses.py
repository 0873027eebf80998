"""Where deliveries may go: https, a public host, and at the moment of connecting an address of the public internet.

A subscriber gives us the address, so it may name whatever stands beside us. Hosts of a setting are excepted, for tests and
demos. Sources: IANA special-purpose registries (RFC 6890), RFC 6598 (shared), RFC 6052 (NAT64), RFC 3056 (6to4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from contracts.problems import Problem, ProblemCode

MAX_ADDRESS_CHARACTERS = 2_000
HTTPS_PORT, HTTP_PORT = 443, 80
GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
DOCUMENTATION_2024 = IPv6Network("3fff::/20")
NOT_FOR_US = (
    IPv4Network("168.63.129.16/32"),  # The host of a virtual machine at Azure answers here, and it is a public number.
    IPv4Network("192.0.0.0/24"),  # Protocol assignments; Oracle's clouds answer metadata at 192.0.0.192.
    IPv4Network("192.88.99.0/24"),  # Relays of 6to4, wherever the nearest one is.
)

IpAddress = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: host and port to connect to, and what to ask for there. `path` has the query, no fragment."""

    scheme: str
    host: str
    port: int
    path: str


def allowed(host: str, port: int, allowed_hosts: Iterable[str]) -> bool:
    """Whether the setting excepts this host from every check: `host` (each port), `host:port`; IPv6 in brackets."""
    shown = f"[{host}]" if ":" in host else host
    return any(entry.lower() in {shown, f"{shown}:{port}"} for entry in allowed_hosts)


def target_of(address: str, allowed_hosts: Iterable[str] = ()) -> Target:
    """What an address names. Raises Problem(address_not_allowed) where deliveries may not go there, whoever it resolves to."""
    if len(address) > MAX_ADDRESS_CHARACTERS or not address.isprintable() or " " in address or "\\" in address:
        raise _refused("unreadable")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as fault:
        raise _refused("unreadable") from fault
    if parts.scheme not in {"http", "https"} or not host or "%" in host:
        raise _refused(f"{parts.scheme or '?'}://{host}")
    if parts.username is not None or parts.password is not None:
        raise _refused("user:password@")
    chosen = port or (HTTPS_PORT if parts.scheme == "https" else HTTP_PORT)
    if not allowed(host, chosen, allowed_hosts):
        if parts.scheme != "https":
            raise _refused("http://")
        _refuse_number(host)
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.scheme, host, chosen, (parts.path or "/") + query)


def check_answers(host: str, answers: Iterable[str]) -> list[str]:
    """The numbers to connect to, in their order. One that is not public refuses them all: who mixes them means no good.

    Raises Problem(address_not_allowed).
    """
    numbers = list(dict.fromkeys(answers))
    for number in numbers:
        if not is_public(ip_address(number)):
            raise _refused(f"{host} = {number}")
    if not numbers:
        raise _refused(f"{host} = ?")
    return numbers


def is_public(number: IpAddress) -> bool:
    """Whether a number belongs to a host of the public internet.

    Not so: private, loopback, link-local, shared, multicast, reserved and metadata numbers, numbers that carry such a one
    inside (mapped, NAT64), and the whole of 6to4 and Teredo.
    """
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped
        if inner is None and number in NAT64:
            inner = IPv4Address(int(number) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if number not in GLOBAL_UNICAST or number in DOCUMENTATION_2024:
            return False
        if number.sixtofour is not None or number.teredo is not None:
            return False
    if number.is_multicast or number.is_reserved or number.is_unspecified or number.is_loopback:
        return False
    return number.is_global and not any(number in network for network in NOT_FOR_US)


def _refuse_number(host: str) -> None:
    """A host that is a number already tells whether it is public."""
    try:
        number = ip_address(host)
    except ValueError:
        return
    check_answers(host, [str(number)])


def _refused(reason: str) -> Problem:
    return Problem(ProblemCode.ADDRESS_NOT_ALLOWED, reason=reason)
