"""Letters by SMTP: one plain text to one person, in UTF-8, under an id that is the same at every attempt.

Who sends keeps its own outbox and decides when to try again; what an attempt came to is told in two kinds of faults, since an
address that nobody has must not be tried for ever, and a server that is away says nothing about an address.
"""

import hashlib
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

import aiosmtplib

from services.kit.clock import Clock, service_clock
from services.kit.settings import ServiceSettings

SENDER_NAME = "职业教育活动周 Weekwire"
SUBJECT_CHARACTERS = 200
ATTEMPT_SECONDS = 20.0
IMPLICIT_TLS_PORT, SUBMISSION_PORT = 465, 25
PERMANENT = 500
"""From this reply code on a server will not change its mind (RFC 5321, 4.2.1)."""

UNFOLDED = frozenset({"list-unsubscribe", "message-id"})


class _LetterPolicy(EmailPolicy):
    """Header lines of at most 78 characters, but for addresses and ids: encoded in pieces, no reader would know them again."""

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in UNFOLDED else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode() if name.lower() in UNFOLDED else super().fold_binary(name, value)


_POLICY = _LetterPolicy(linesep="\r\n")
_SAFE_ID = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


class LetterRefusedError(Exception):
    """The server will never take this letter: nobody has the address (`of_address`), or it refuses the content."""

    def __init__(self, reason: str, *, of_address: bool) -> None:
        super().__init__(reason)
        self.of_address = of_address


class PostAwayError(Exception):
    """No letter can be sent at the moment: the server is away, busy, or does not let us in. The same letter may be sent later."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person. `message_id` is the sender's own, and always the same for the same letter.

    `unsubscribe` is an address that ends such letters by one POST (RFC 8058).
    """

    message_id: str
    to: str
    subject: str
    text: str
    unsubscribe: str | None = None


class Post:
    """The way to the mail server of the settings; `is_configured` is false where none is named, and then nothing is sent."""

    def __init__(self, settings: ServiceSettings, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or service_clock(settings.clock_ahead_seconds)
        host, _, port = settings.smtp.rpartition(":")
        self._host = (host or settings.smtp).strip("[]")
        implicit = settings.smtp_tls == "tls"
        self._port = int(port) if host else (IMPLICIT_TLS_PORT if implicit else SUBMISSION_PORT)

    @property
    def is_configured(self) -> bool:
        """Whether a mail server is named at all."""
        return bool(self._settings.smtp)

    async def send(self, letter: Letter) -> None:
        """Hand one letter to the mail server. Raises LetterRefusedError, PostAwayError.

        A server that was cut off before it answered may have taken the letter: the next attempt has the same Message-ID.
        """
        if not self.is_configured:
            raise PostAwayError("no mail server is named (WEEKWIRE_SMTP)")
        message = self.message(letter)
        user, password = self._settings.smtp_user, self._settings.smtp_password.get_secret_value()
        try:
            await aiosmtplib.send(
                message.as_bytes(),
                sender=message["From"].addresses[0].addr_spec,
                recipients=[letter.to],
                hostname=self._host,
                port=self._port,
                username=user or None,
                password=password or None,
                use_tls=self._settings.smtp_tls == "tls",
                start_tls=self._settings.smtp_tls == "starttls",
                timeout=ATTEMPT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as fault:
            refusals = [f"{one.code} {one.message}" for one in fault.recipients]
            if all(one.code >= PERMANENT for one in fault.recipients):
                raise LetterRefusedError("; ".join(refusals), of_address=True) from fault
            raise PostAwayError("; ".join(refusals)) from fault
        except aiosmtplib.SMTPDataError as fault:
            if fault.code >= PERMANENT:
                raise LetterRefusedError(f"{fault.code} {fault.message}", of_address=False) from fault
            raise PostAwayError(f"{fault.code} {fault.message}") from fault
        except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
            # Who we are and whether we may send is a matter of settings, and no fault of the letter's.
            raise PostAwayError(repr(fault)) from fault

    def message(self, letter: Letter) -> EmailMessage:
        """The letter as it goes out. Raises LetterRefusedError where its address is none."""
        if not letter.to.isascii():
            # Few servers take such addresses (RFC 6531), and a letter that is lost on its way helps nobody.
            raise LetterRefusedError("an address has Latin letters only", of_address=True)
        message = EmailMessage(policy=_POLICY)
        sender = parseaddr(self._settings.smtp_from)[1]
        try:
            message["From"] = Address(SENDER_NAME, addr_spec=sender)
            message["To"] = Address(addr_spec=letter.to)
        except (ValueError, IndexError, MessageError) as fault:
            raise LetterRefusedError(f"no address: {fault}", of_address=True) from fault
        message["Subject"] = one_line(letter.subject)
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{_id_of(letter.message_id)}@{sender.rpartition('@')[2]}>"
        # Nobody's absence note shall answer (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        if letter.unsubscribe:
            message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.text, charset="utf-8", cte="base64")
        return message


def one_line(subject: str) -> str:
    """A subject without line breaks and control characters, which would begin a header of somebody else's, and not endless."""
    shown = "".join(one if one.isprintable() else " " for one in subject)
    return " ".join(shown.split())[:SUBJECT_CHARACTERS]


def _id_of(message_id: str) -> str:
    if _SAFE_ID.fullmatch(message_id):
        return message_id
    return hashlib.sha256(message_id.encode()).hexdigest()[:40]
