"""Letters to a real mail server: taken, refused for good, put off, and never sent in the open where the setting says sealed."""

import socket

import pytest

from services.kit.post import Letter, LetterRefusedError, Post, PostAwayError
from services.kit.settings import ServiceSettings
from tests.integration.kit.letters import MailServer, mail_server, text_of

LETTER = Letter(
    "n-1", "filer@school.example", "您的活动报告已退回", "请看标出的栏目。\n", "http://localhost/u?t=" + "a" * 150
)


def post(server: MailServer) -> Post:
    return Post(ServiceSettings(smtp=f"127.0.0.1:{server.port}", smtp_tls="none"))


async def test_a_letter_reaches_the_mail_server_as_it_was_written() -> None:
    async with mail_server() as server:
        await post(server).send(LETTER)

        (letter,) = server.to(LETTER.to)
        assert letter["Subject"] == LETTER.subject
        assert letter["Message-ID"] == "<n-1@localhost>"
        assert letter["List-Unsubscribe"].strip() == f"<{LETTER.unsubscribe}>"
        assert text_of(letter) == LETTER.text


@pytest.mark.parametrize(
    ("to_address", "to_content", "of_address"),
    [("550 nobody here", "250 kept", True), ("250 known", "554 looks like spam", False)],
)
async def test_a_lasting_no_is_told_from_one_that_passes(to_address: str, to_content: str, *, of_address: bool) -> None:
    async with mail_server() as server:
        server.answers[LETTER.to], server.to_content = to_address, to_content
        with pytest.raises(LetterRefusedError) as refused:
            await post(server).send(LETTER)

        assert refused.value.of_address is of_address
        assert not server.kept


@pytest.mark.parametrize(
    ("to_address", "to_content"), [("450 box busy", "250 kept"), ("250 known", "451 try again later")]
)
async def test_a_passing_no_lets_the_same_letter_be_sent_later(to_address: str, to_content: str) -> None:
    async with mail_server() as server:
        server.answers[LETTER.to], server.to_content = to_address, to_content
        with pytest.raises(PostAwayError):
            await post(server).send(LETTER)

        server.answers, server.to_content = {}, "250 kept"
        await post(server).send(LETTER)
        assert len(server.kept) == 1


async def test_a_server_that_is_away_says_nothing_about_an_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PostAwayError):
            await Post(ServiceSettings(smtp=f"127.0.0.1:{taken.getsockname()[1]}", smtp_tls="none")).send(LETTER)


async def test_where_the_way_must_be_sealed_nothing_goes_in_the_open() -> None:
    async with mail_server() as server:
        with pytest.raises(PostAwayError):
            await Post(ServiceSettings(smtp=f"127.0.0.1:{server.port}", smtp_tls="starttls")).send(LETTER)

        assert not server.kept
