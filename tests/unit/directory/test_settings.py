"""Secrets: a service told that it runs in production refuses known or missing ones."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from services.directory.settings import DirectorySettings
from services.directory.tokens import make_private_key
from services.kit.settings import DEMO_SECRETS

KEY = make_private_key()
GOOD: dict[str, Any] = {
    "production": True,
    "s3_access_key": "a-key-of-our-own",
    "s3_secret_key": "a-secret-of-our-own",
    "directory_seed_password": "Kaifang-2024-Yuan",
    "directory_signing_key": KEY.pem(),
    "directory_second_factor_key": "a-key-that-seals-second-factors-here",
    "directory_audit_key": "an-audit-key-of-our-own-of-32-characters",
}


def settings(**fields: object) -> DirectorySettings:
    return DirectorySettings.model_validate(fields)


def test_a_demo_needs_no_secrets() -> None:
    assert settings().configured_keys == (None, None)


def test_production_starts_with_secrets_of_its_own() -> None:
    signing, following = settings(**GOOD).configured_keys

    assert signing is not None
    assert (signing.name, following) == (KEY.name, None)


@pytest.mark.parametrize(
    "name",
    ["directory_seed_password", "directory_second_factor_key", "directory_audit_key", "s3_access_key", "s3_secret_key"],
)
@pytest.mark.parametrize("known", sorted(DEMO_SECRETS))
def test_production_refuses_a_secret_that_everybody_knows(name: str, known: str) -> None:
    with pytest.raises(ValidationError, match=f"WEEKWIRE_{name.upper()}"):
        settings(**GOOD | {name: known})


@pytest.mark.parametrize("missing", ["directory_seed_password", "directory_signing_key", "directory_second_factor_key"])
def test_production_refuses_a_secret_that_is_missing(missing: str) -> None:
    with pytest.raises(ValidationError, match=f"WEEKWIRE_{missing.upper()}"):
        settings(**{name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize("weak", ["admin", "12345678901", "weekwire-2024-demo"])
def test_production_refuses_a_first_password_that_no_administrator_could_choose(weak: str) -> None:
    with pytest.raises(ValidationError, match="WEEKWIRE_DIRECTORY_SEED_PASSWORD is too weak") as refused:
        settings(**GOOD | {"directory_seed_password": weak})

    assert weak not in "".join(error["msg"] for error in refused.value.errors())


def test_production_refuses_a_short_key_of_second_factors() -> None:
    with pytest.raises(ValidationError, match="WEEKWIRE_DIRECTORY_SECOND_FACTOR_KEY"):
        settings(**GOOD | {"directory_second_factor_key": "x" * 31})


def test_a_key_may_come_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(KEY.pem(), encoding="ascii")
    without = {name: value for name, value in GOOD.items() if name != "directory_signing_key"}

    signing, _ = settings(**without, directory_signing_key_file=file).configured_keys

    assert signing is not None
    assert signing.name == KEY.name


@pytest.mark.parametrize("name", ["directory_signing_key", "directory_next_signing_key"])
def test_a_setting_that_holds_no_key_is_named_and_never_shown(name: str) -> None:
    with pytest.raises(ValidationError, match=f"WEEKWIRE_{name.upper()} is no Ed25519") as refused:
        settings(**{name: "my-most-secret-words"})

    shown = "".join(error["msg"] for error in refused.value.errors())
    assert "my-most-secret-words" not in shown


def test_settings_show_no_secret() -> None:
    shown = repr(settings(**GOOD))

    assert KEY.pem().splitlines()[1] not in shown
    assert "Kaifang-2024-Yuan" not in shown
