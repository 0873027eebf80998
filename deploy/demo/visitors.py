"""Whom one signs in as to try the pages of a demo: one person of every role, along the chain of one school."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.demo.client import PASSWORD
from deploy.demo.hosts import MINISTRY, person_of

SCHOOL, CITY, UNIT, READING_BODY = "3633900003", "330600", "330000", "330000:publicity"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody of the seed, and what they are there to do."""

    name: str
    organisation: str
    does: str


VISITORS = (
    Visitor(
        person_of(SCHOOL, "filer"), "绍兴市中等专业学校(样例)", "报送活动、照片、视频 reports activities, photos, films"
    ),
    Visitor(person_of(CITY, "reviewer"), "绍兴市", "初审，报上级 reviews, passes up"),
    Visitor(person_of(UNIT, "reviewer"), "浙江省", "复审、退回 reviews, returns"),
    Visitor(person_of(UNIT, "approver"), "浙江省", "签发 accepts; the country's number moves"),
    Visitor(person_of(UNIT, "manager"), "浙江省", "时间安排、催报、账号 dates, reminders, accounts"),
    Visitor(person_of(UNIT, "filer"), "浙江省", "报送总结 reports the summary"),
    Visitor(person_of(MINISTRY, "editor"), "教育部", "推介 features"),
    Visitor(person_of(MINISTRY, "manager"), "教育部", "届次、媒体 editions, newsrooms"),
    Visitor(person_of(READING_BODY, "reader"), "浙江党委宣传部", "看稿、订阅 reads what is featured"),
    Visitor(person_of(MINISTRY, "system_administrator"), "教育部", "系统管理 administers the system"),
    Visitor(person_of(MINISTRY, "security_administrator"), "教育部", "安全管理 administers security"),
    Visitor(person_of(MINISTRY, "audit_administrator"), "教育部", "审计管理 reads the audit"),
)


def invitation(address: str, letters: Path) -> Iterator[str]:
    """The lines that say where the pages are, whom one may sign in as, and where their letters lie."""
    widest = max(len(one.name) for one in VISITORS)
    yield ""
    yield f"打开网页 open the pages: {address}"
    yield f"演示账号，口令都是 sign in, demo only; the password of all is: {PASSWORD}"
    for one in VISITORS:
        yield f"  {one.name:{widest}}  {one.organisation} · {one.does}"
    yield f"邮件不外发，每人一个文件夹 letters stay here, a folder a person: {letters}"
