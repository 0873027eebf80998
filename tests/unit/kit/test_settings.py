"""Settings come from WEEKWIRE_*, and production refuses secrets that anybody knows, without telling those it was given."""

from typing import Any

import pytest
from pydantic import Field, SecretStr, ValidationError

from services.kit.settings import DEMO_SECRETS, ServiceSettings

GOOD = "d1f0c3-only-here"


class OwnSettings(ServiceSettings):
    own_secret: SecretStr = Field(default=SecretStr("weekwire-demo"))
    own_limit: int = 3

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        return (*super().secret_names(), "own_secret")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ServiceSettings.model_fields:
        monkeypatch.delenv(f"WEEKWIRE_{name.upper()}", raising=False)


def test_without_an_environment_a_service_stands_on_this_machine() -> None:
    settings = ServiceSettings()

    assert (settings.host, settings.production) == ("127.0.0.1", False)
    assert (settings.topic("a.b.v1"), settings.database("ingest")) == ("a.b.v1", "ingest")


def test_the_environment_decides_and_a_prefix_keeps_runs_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKWIRE_KAFKA", "k1:9092,k2:9092")
    monkeypatch.setenv("WEEKWIRE_PREFIX", "t1-")
    monkeypatch.setenv("WEEKWIRE_OWN_LIMIT", "7")

    settings = OwnSettings()

    assert settings.kafka == "k1:9092,k2:9092"
    assert settings.own_limit == 7
    assert (settings.topic("a.b.v1"), settings.database("ingest")) == ("t1-a.b.v1", "t1-ingest")


@pytest.mark.parametrize("known", sorted(DEMO_SECRETS))
@pytest.mark.parametrize("name", ["s3_access_key", "s3_secret_key", "own_secret"])
def test_production_refuses_a_known_or_missing_secret_by_the_name_of_its_setting(
    name: str, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for secret in OwnSettings.secret_names():
        monkeypatch.setenv(f"WEEKWIRE_{secret.upper()}", known if secret == name else GOOD)
    OwnSettings()

    monkeypatch.setenv("WEEKWIRE_PRODUCTION", "true")
    with pytest.raises(ValidationError) as refused:
        OwnSettings()

    assert f"WEEKWIRE_{name.upper()} is missing or known" in str(refused.value)
    assert GOOD not in str(refused.value), "the message must not tell the secrets that are good"


def test_production_refuses_the_defaults() -> None:
    with pytest.raises(ValidationError, match="WEEKWIRE_S3_ACCESS_KEY"):
        ServiceSettings(production=True)


def test_production_accepts_secrets_of_its_own() -> None:
    settings = OwnSettings(
        production=True, s3_access_key=GOOD, s3_secret_key=SecretStr(GOOD), own_secret=SecretStr(GOOD)
    )

    assert settings.production
    assert repr(settings).count(GOOD) == 1, "an access key is a name; secrets are not shown"


class SigningSettings(ServiceSettings):
    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        return (*super().secret_names(), "ticket_secret", "service_secret")


@pytest.mark.parametrize("name", ["ticket_secret", "service_secret"])
def test_production_refuses_a_signing_secret_that_can_be_guessed(name: str) -> None:
    long = SecretStr("x" * 32)
    known: dict[str, Any] = {"production": True, "s3_access_key": GOOD, "s3_secret_key": SecretStr(GOOD)}
    both: dict[str, Any] = {"ticket_secret": long, "service_secret": long}
    without = {other: secret for other, secret in both.items() if other != name}
    assert SigningSettings(**known, **both).production

    with pytest.raises(ValidationError, match=f"WEEKWIRE_{name.upper()} is missing or known"):
        SigningSettings(**known, **without)
    with pytest.raises(ValidationError, match=f"WEEKWIRE_{name.upper()} must have 32"):
        SigningSettings(**known, **without, **dict[str, Any]({name: SecretStr("x" * 31)}))
    assert ServiceSettings(**known, **dict[str, Any]({name: SecretStr("x" * 31)})).production, (
        "who signs nothing needs none"
    )


def test_production_runs_by_the_machines_clock() -> None:
    secrets = {"s3_access_key": GOOD, "s3_secret_key": SecretStr(GOOD)}
    assert ServiceSettings(clock_ahead_seconds=-60.0).clock_ahead_seconds == -60.0

    with pytest.raises(ValidationError, match="WEEKWIRE_CLOCK_AHEAD_SECONDS"):
        ServiceSettings.model_validate(secrets | {"production": True, "clock_ahead_seconds": -60.0})


def test_a_setting_out_of_range_is_refused_without_telling_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKWIRE_S3_SECRET_KEY", GOOD)
    monkeypatch.setenv("WEEKWIRE_PORT", "70000")

    with pytest.raises(ValidationError, match="port") as refused:
        ServiceSettings()

    assert GOOD not in str(refused.value)


def test_every_setting_says_what_it_is_for() -> None:
    assert [
        name for name, field in ServiceSettings.model_fields.items() if not (field.description or "").endswith(".")
    ] == []


@pytest.mark.parametrize("known", ["weekwire-demo", "weekwire%2Ddemo", "changeme", ""])
def test_production_refuses_a_database_whose_password_is_known_and_does_not_tell_where_it_is(
    known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEEKWIRE_PRODUCTION", "true")
    for secret in ServiceSettings.secret_names():
        monkeypatch.setenv(f"WEEKWIRE_{secret.upper()}", GOOD)
    monkeypatch.setenv("WEEKWIRE_MONGO", f"mongodb://weekwire:{GOOD}@m1,m2/?replicaSet=weekwire")
    assert ServiceSettings().production

    monkeypatch.setenv("WEEKWIRE_MONGO", f"mongodb://weekwire:{known}@m1.inside,m2.inside/?replicaSet=weekwire")
    with pytest.raises(ValidationError, match="WEEKWIRE_MONGO holds a password that is known") as refused:
        ServiceSettings()

    assert "m1.inside" not in str(refused.value)
