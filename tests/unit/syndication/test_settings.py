"""Settings of syndication."""

import pytest
from pydantic import SecretStr, ValidationError

from services.syndication.settings import SyndicationSettings

GOOD = {
    "production": True,
    "s3_access_key": "a-key-of-ours",
    "s3_secret_key": SecretStr("a-secret-of-ours"),
    "ticket_secret": SecretStr("a-ticket-secret-of-ours-32-bytes"),
    "syndication_key": SecretStr("a-key-that-nobody-knows"),
}


@pytest.mark.parametrize(
    ("name", "known"),
    [("syndication_key", "weekwire-demo"), ("ticket_secret", "weekwire-demo-ticket-secret-of-32-bytes")],
)
def test_in_production_a_known_secret_is_refused_by_name(name: str, known: str) -> None:
    assert SyndicationSettings.model_validate(GOOD).production

    with pytest.raises(ValidationError, match=f"WEEKWIRE_{name.upper()}"):
        SyndicationSettings.model_validate(GOOD | {name: SecretStr(known)})


def test_hosts_are_a_list_with_commas() -> None:
    settings = SyndicationSettings(syndication_allowed_hosts=" 127.0.0.1 ,desk.example:8443,")

    assert settings.allowed_hosts == ("127.0.0.1", "desk.example:8443")
    assert SyndicationSettings(syndication_allowed_hosts="").allowed_hosts == ()


def test_a_slash_at_the_end_of_an_address_makes_no_second_one() -> None:
    assert SyndicationSettings(syndication_base="https://wire.example/").base == "https://wire.example"


def test_where_no_address_is_set_links_lead_to_this_process() -> None:
    assert SyndicationSettings(host="127.0.0.1", port=8123).base == "http://127.0.0.1:8123"
