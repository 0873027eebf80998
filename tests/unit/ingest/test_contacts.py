"""A contact as it is shown before anybody has looked."""

import pytest

from services.ingest.operations.contacts import masked_name, masked_phone


@pytest.mark.parametrize(
    ("name", "phone", "shown"),
    [("王老师", "0575-85000000", ("王**", "****0000")), ("李", "12345", ("李**", "*****"))],
)
def test_name_and_number_can_be_known_again_but_not_read(name: str, phone: str, shown: tuple[str, str]) -> None:
    assert (masked_name(name), masked_phone(phone)) == shown
