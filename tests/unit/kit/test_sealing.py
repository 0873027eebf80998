"""Secrets at rest open to whom they belong, under their key and for their purpose, and to nobody else."""

import pytest

from services.kit.sealing import CannotOpenError, Vault

SECRET = bytes(range(1, 21))


def test_a_sealed_secret_opens_for_its_owner_under_its_key_and_purpose_alone() -> None:
    sealed = Vault("key", b"webhooks").seal("daily", b"whsec_abc")

    assert "abc" not in sealed
    assert Vault("key", b"webhooks").open("daily", sealed) == b"whsec_abc"
    assert Vault("key", b"webhooks").seal("daily", b"whsec_abc") != sealed
    for vault, owner, text in (
        (Vault("other", b"webhooks"), "daily", sealed),
        (Vault("key", b"factors"), "daily", sealed),
        (Vault("key", b"webhooks"), "weekly", sealed),
        (Vault("key", b"webhooks"), "daily", "v1:AAAA"),
        (Vault("key", b"webhooks"), "daily", "no secret"),
    ):
        with pytest.raises(CannotOpenError):
            vault.open(owner, text)


def test_a_secret_of_any_bytes_comes_back_and_is_not_seen_in_what_is_stored() -> None:
    sealed = Vault("one", b"factors").seal("p", SECRET)

    assert SECRET.hex() not in sealed
    assert Vault("one", b"factors").open("p", sealed) == SECRET
