"""Letters of a demo lie where their reader finds them, and no address or subject leads out of the folder."""

import asyncio
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.demo.letters import LetterBox


def kept(folder: Path, to: str, subject: str, text: str) -> list[Path]:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "weekwire@localhost", to, subject
    letter["Date"] = "Mon, 03 Jun 2024 20:00:00 +0800"
    letter.set_content(text)
    envelope = Envelope()
    envelope.rcpt_tos, envelope.content = [to], letter.as_bytes()
    said = asyncio.run(LetterBox(folder).handle_DATA(cast("SMTP", None), cast("Session", None), envelope))
    assert said == "250 kept"
    return sorted(folder.rglob("*.txt"))


def test_a_letter_is_readable_text_in_its_readers_folder(tmp_path: Path) -> None:
    files = kept(tmp_path, "p-330600-reviewer-1@letters.example", "有3件待审核", "请于今日内处理。")

    assert [file.relative_to(tmp_path).as_posix() for file in files] == ["p-330600-reviewer-1/0001 有3件待审核.txt"]
    said = files[0].read_text("utf-8")
    assert "Subject: 有3件待审核" in said
    assert "请于今日内处理。" in said


@pytest.mark.parametrize(
    ("to", "subject"),
    [("../../out@letters.example", "x"), ("a@letters.example", "../../../out"), ("..@letters.example", "../..")],
)
def test_no_address_and_no_subject_leads_out_of_the_folder(tmp_path: Path, to: str, subject: str) -> None:
    inside = tmp_path / "letters"

    files = kept(inside, to, subject, "text")

    assert [file.parent.parent for file in files] == [inside]
    assert list(tmp_path.iterdir()) == [inside]
