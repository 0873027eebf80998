"""Letters as they go out: Chinese in every part, one id for one letter, and nothing that a subject could smuggle in."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.clock import FixedClock
from services.kit.post import Letter, LetterRefusedError, Post, PostAwayError, one_line
from services.kit.settings import ServiceSettings

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
LETTER = Letter(
    "obligation-1.3d.p-1",
    "filer@school.example",
    "提醒：活动总结 周二 18:00 截止",
    "您好:\n\n请在 5月14日 18:00 前报送。\n",
    "http://localhost:8080/api/notification/v1/unsubscribe?t=" + "a" * 150,
)


def post(smtp: str = "127.0.0.1:25") -> Post:
    return Post(ServiceSettings(smtp=smtp, smtp_from="weekwire@moe.example"), FixedClock(NOW))


def test_a_letter_arrives_as_it_was_written() -> None:
    read = message_from_bytes(post().message(LETTER).as_bytes(), policy=default)

    assert read["Subject"] == LETTER.subject
    assert read["From"].addresses[0].addr_spec == "weekwire@moe.example"
    assert read["Message-ID"] == "<obligation-1.3d.p-1@moe.example>"
    assert read["Date"].datetime == NOW
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Unsubscribe"] == f"<{LETTER.unsubscribe}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == LETTER.text.splitlines()


def test_a_letter_is_plain_ascii_on_its_way() -> None:
    assert post().message(LETTER).as_bytes().isascii()


@given(st.text(max_size=300))
def test_a_subject_is_one_line_whatever_a_title_holds(title: str) -> None:
    shown = one_line(title)
    letter = Letter("a", "a@b.example", title, "")

    assert len(shown.splitlines()) <= 1
    assert message_from_bytes(post().message(letter).as_bytes(), policy=default)["Bcc"] is None


@pytest.mark.parametrize("message_id", ["o:3d:2024-05-14T10:00:00+00:00:p", "a@b", "带字", "", "a..b", "x>\r\nBcc: y"])
def test_an_id_that_no_header_could_hold_becomes_another_and_always_the_same(message_id: str) -> None:
    ids = {post().message(Letter(message_id, "a@b.example", "s", ""))["Message-ID"] for _ in range(2)}

    assert len(ids) == 1
    assert ids.pop().removesuffix("@moe.example>").removeprefix("<").isalnum()


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nBcc: c@d.example", "a b@c.example", "@", "张三@school.example"]
)
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    with pytest.raises(LetterRefusedError) as refused:
        post().message(Letter("a", address, "s", "t"))

    assert refused.value.of_address


async def test_without_a_server_no_letter_is_sent_and_none_is_lost() -> None:
    unnamed = post("")

    assert not unnamed.is_configured
    with pytest.raises(PostAwayError):
        await unnamed.send(LETTER)
