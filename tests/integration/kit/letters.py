"""A real mail server (aiosmtpd) that keeps what it takes, and says no where a test wants it to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """`kept` are the letters that were taken. `answers` are said in place of 250 to an address, `to_content` to any content."""

    port: int = 0
    kept: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    to_content: str = "250 kept"
    sealed: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the interface of aiosmtpd.
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 known")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above.
        if self.to_content.startswith("250"):
            content = cast("bytes", envelope.content)
            self.kept.append(message_from_bytes(content, policy=default))
            self.sealed.append(session.ssl is not None)
        return self.to_content

    def to(self, address: str) -> list[EmailMessage]:
        """What has come for one address."""
        return [letter for letter in self.kept if letter["To"].addresses[0].addr_spec == address]


def text_of(letter: EmailMessage) -> str:
    """What a letter says."""
    body = letter.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@asynccontextmanager
async def mail_server(context: ssl.SSLContext | None = None) -> AsyncIterator[MailServer]:
    """A mail server on a free port of this machine, on the loop of the test."""
    kept = MailServer()

    def protocol() -> SMTP:
        return SMTP(kept, enable_SMTPUTF8=True, tls_context=context, loop=asyncio.get_running_loop())

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    kept.port = server.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        server.close()
        await server.wait_closed()
