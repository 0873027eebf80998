"""The mail server of a demo: letters go nowhere, and lie readable in one folder a person."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.native.ports import free_port

DOMAIN = "letters.example"
"""Where everybody of a demo has an address; nobody can own it (RFC 2606)."""
READABLE_CHARACTERS = 60
HEADERS = ("From", "To", "Date", "Subject")
SETTINGS = {
    "WEEKWIRE_DIRECTORY_SEED_MAIL_DOMAIN": DOMAIN,
    "WEEKWIRE_SMTP_TLS": "none",
    # Whoever tries a demo waits for a letter for seconds, not minutes.
    "WEEKWIRE_NOTIFICATION_GATHER_SECONDS": "10",
    "WEEKWIRE_NOTIFICATION_BETWEEN_SECONDS": "60",
}


class LetterBox:
    """Keeps each letter as `<folder>/<name>/<number> <subject>.txt`; the name is the address without its domain."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the interface of aiosmtpd.
        """Take a letter."""
        letter = message_from_bytes(cast("bytes", envelope.content), policy=default)
        for recipient in envelope.rcpt_tos:
            own = self._folder / _plain(recipient.partition("@")[0])
            own.mkdir(parents=True, exist_ok=True)
            name = f"{next(self._numbers):04} {_plain(str(letter['Subject']))}.txt"
            (own / name).write_text(text_of(letter), encoding="utf-8")
        return "250 kept"


def text_of(letter: EmailMessage) -> str:
    """A letter as a person reads it: who, when, about what, and its text."""
    body = letter.get_body(("plain",))
    headers = "\n".join(f"{name}: {letter[name]}" for name in HEADERS)
    return f"{headers}\n\n{body.get_content() if body else ''}".replace("\r\n", "\n")


@contextmanager
def letter_box(folder: Path) -> Iterator[dict[str, str]]:
    """Letters are taken inside; gives the settings under which services send them here and the sample has addresses."""
    controller = Controller(LetterBox(folder), hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    try:
        yield {**SETTINGS, "WEEKWIRE_SMTP": f"127.0.0.1:{controller.port}"}
    finally:
        controller.stop()


def _plain(text: str) -> str:
    """What any file system takes as a name."""
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", text).strip(" .")[:READABLE_CHARACTERS] or "letter"
