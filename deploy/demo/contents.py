"""The content of a generated report, by kind: title, lists, sessions with times and places, texts, and the manifest.

Everything is drawn from the report's own source of chance; nothing here depends on another report.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from contracts.editions import Edition
from deploy.demo.codes import COUNTRIES
from deploy.demo.hosts import Host, Hosts
from deploy.demo.numbers import Numbers

Content = dict[str, Any]
Form = dict[str, Any]
"""What a PUT carries beside edition and organisation: `content`, and where there are files, `manifest`."""

SENTENCES = (
    "学校联合行业企业面向社会开放实训场馆，组织学生讲解员带领中小学生开展职业体验。",
    "活动围绕“一技在手，一生无忧”主题，展示近年来职业教育改革发展的成果。",
    "现场设置技能展演、作品展示、招生咨询、便民服务四个板块，吸引了众多居民参与。",
    "企业导师与优秀毕业生走进课堂，讲述成长故事，介绍岗位要求和职业发展路径。",
    "师生志愿者走进社区和乡村，提供家电维修、健康咨询、农技指导等服务。",
    "活动通过线上直播同步开放，观众可以云游校园、参观数字展馆并参与互动。",
    "各方就专业共建、订单培养、实习就业等达成多项合作，推动产教深度融合。",
    "活动坚持公益、节俭、安全的原则，制定了应急预案并落实到人。",
)
CASE_PARTS = ("background", "practice", "results", "experience")
CASE_PART_CHARACTERS = 420
VERBS = {
    "plan": "活动方案",
    "activity_report": "活动",
    "case": "典型案例",
    "manuscript": "新闻稿",
    "photo_set": "图片",
    "video": "视频",
    "summary": "活动周总结",
}
OPEN_HOURS = {"starts": "09:00", "ends": "11:30"}
HOW_TO_COME = "凭身份证现场登记入场，团体请提前一天预约。"
EARLY_DAYS, LATE_DAYS = 12, 24
"""How far outside the week sessions are drawn: from late April into June."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Draws forms of one report. `host` reports, `lead` is the local type it stands under, `activity` a listed one.

    With a `scope`, the report states numbers for that whole area and has no sessions of its own.
    """

    draw: Random
    edition: Edition
    host: Host
    hosts: Hosts
    lead: str
    activity: str | None = None
    scope: str | None = None

    def form(self, kind: str, submission: str) -> Form:
        """A whole form of this kind; the submission's id goes into the hashes of its files alone."""
        makes = {
            "plan": self._plan,
            "activity_report": self._activity_report,
            "case": self._case,
            "manuscript": self._manuscript,
            "photo_set": dict,
            "video": lambda: {"no_watermark": self._happens(0.9)},
            "summary": self._summary,
        }
        content = {"kind": kind, **self._head(kind), **makes[kind]()}
        manifest = self._manifest(kind, submission)
        return {"content": content, "manifest": manifest} if manifest else {"content": content}

    def _happens(self, share: float) -> bool:
        return self.draw.random() < share

    def _head(self, kind: str) -> Content:
        draw, edition = self.draw, self.edition
        listed = next(entry for entry in edition.local_types if entry.code == self.lead)
        head: Content = {
            "title": f"{self.host.short_name}{listed.name}{VERBS[kind]}",
            "text": self._text(160),
            "local_types": self._choices([entry.code for entry in edition.local_types], 2, self.lead),
            "focus": self._choices([entry.code for entry in edition.focus], 2),
            "tags": self._choices([entry.code for entry in edition.tags], 3),
            "hosts": self._hosts(),
            "no_state_secrets": True,
        }
        if self.activity:
            head["activity"] = self.activity
        elif self._happens(0.05):
            head["department"] = draw.choice(edition.departments).code
        elif self._happens(0.05):
            head["council"] = draw.choice(edition.councils).code
        return head

    def _choices(self, codes: Sequence[str], most: int, first: str | None = None) -> list[Content]:
        drawn = self.draw.sample(codes, self.draw.randint(0 if first else 1, most))
        chosen = list(dict.fromkeys([first, *drawn] if first else drawn))
        choices: list[Content] = [{"code": code} for code in chosen]
        if self._happens(0.06):
            choices.append({"code": "other", "text": "地方自设主题"})
        return choices

    def _hosts(self) -> list[Content]:
        own: Content = {"organisation": self.host.organisation}
        if self._happens(0.3):
            return [own, {"name": "本地龙头企业", "body": "enterprise"}]
        return [own]

    def _plan(self) -> Content:
        status = self.draw.choice(["planned", "held", "cancelled"])
        sessions = [{**session, **OPEN_HOURS} for session in self._sessions()]
        plan: Content = {"status": status, "sessions": sessions, "open_to_public": self._happens(0.7)}
        if plan["open_to_public"]:
            plan["audience"] = [{"code": entry.code} for entry in self.edition.audiences[: 1 + len(sessions) % 2]]
            plan["registration"] = HOW_TO_COME
        return plan

    def _activity_report(self) -> Content:
        numbers = self._numbers()
        if self.scope:
            return {"scope": self.scope, "measures": numbers.declared()}
        suggested = next(entry.indicators for entry in self.edition.local_types if entry.code == self.lead)
        sessions = self._sessions()
        for session in sessions:
            if self._happens(0.5):
                session["measures"] = numbers.session()
        measures = numbers.whole_report(suggested)
        if sessions and self._happens(0.25):
            # A typed number of sessions is only compared with the rows; some are right and some are not.
            measures = [one for one in measures if one["indicator"] != "session_count"]
            measures.append({"indicator": "session_count", "value": len(sessions) + self.draw.randint(0, 2)})
        return {"sessions": sessions, "measures": measures, "highlight": self._happens(0.2)}

    def _numbers(self) -> Numbers:
        return Numbers(self.draw, self.host, self.hosts)

    def _sessions(self) -> list[Content]:
        count = self.draw.choices(range(6), [8, 40, 26, 14, 8, 4])[0]
        return [{"when": self._when(), "place": self._place()} for _ in range(count)]

    def _when(self) -> Content:
        start, end = self.edition.start, self.edition.end
        if self._happens(0.04):
            return {"start": f"{start.year}-05-01", "end": f"{start.year}-05-31", "precision": "month"}
        day = start + timedelta(days=self.draw.randint(0, (end - start).days))
        if self._happens(0.16):
            day = start + timedelta(days=self.draw.randint(-EARLY_DAYS, (end - start).days + LATE_DAYS))
        if self._happens(0.1):
            last = day + timedelta(days=self.draw.randint(1, 9))
            return {"start": _iso(day), "end": _iso(last), "precision": "range"}
        return {"start": _iso(day), "end": _iso(day)}

    def _place(self) -> Content:
        draw, own = self.draw, self.hosts.place_of(self.host)
        if self.lead == "L04" and self._happens(0.6):
            return {"kind": "overseas", "code": draw.choice(COUNTRIES)}
        if self.lead == "L05" and self._happens(0.5):
            return {"kind": "online"}
        chance = draw.random()
        if chance < 0.03:  # noqa: PLR2004 - now and then nobody wrote down where.
            return {"kind": "none"}
        if chance < 0.07:  # noqa: PLR2004 - or it was shown in another province.
            return {"kind": "district", "code": self.hosts.place_of(draw.choice(self.hosts.of_kind("city", "county")))}
        if chance < 0.25:  # noqa: PLR2004 - or elsewhere in the same one.
            near = self.hosts.below(self.host.unit, "city", "county")
            return {"kind": "district", "code": self.hosts.place_of(draw.choice(near)) if near else own}
        return {"kind": "district", "code": own}

    def _case(self) -> Content:
        return {part: self._text(CASE_PART_CHARACTERS) for part in CASE_PARTS}

    def _manuscript(self) -> Content:
        form = self.draw.choice(["text_news", "picture_news", "film_news"])
        return {"form": {"code": form}, "credit": f"{self.host.short_name}宣传组"}

    def _summary(self) -> Content:
        return {
            "measures": self._numbers().declared(),
            "highlights": ["天天有活动", "处处有看点"],
            "cases": [f"{self.host.short_name}产教融合案例"],
        }

    def _text(self, least_characters: int) -> str:
        text = ""
        while len(text) < least_characters:
            text += self.draw.choice(SENTENCES)
        return text

    def _manifest(self, kind: str, submission: str) -> list[Content]:
        draw = self.draw
        photos = {"photo_set": draw.randint(2, 6), "case": draw.randint(3, 5), "manuscript": draw.randint(0, 2)}
        files = [self._file(submission, number, "photo") for number in range(photos.get(kind, 0))]
        if kind == "video":
            files.append(self._file(submission, 0, "video"))
        if kind == "summary":
            files.append(self._file(submission, 0, "document"))
        return files

    def _file(self, submission: str, number: int, kind: str) -> Content:
        name, largest = {
            "photo": ("现场.jpg", 8_000_000),
            "video": ("短片.mp4", 300_000_000),
            "document": ("总结.pdf", 2_000_000),
        }[kind]
        one: Content = {
            "name": f"{number + 1}-{name}",
            "size_bytes": self.draw.randint(largest // 10, largest),
            "sha256": hashlib.sha256(f"{submission}:{kind}:{number}:{self.draw.random()}".encode()).hexdigest(),
            "kind": kind,
        }
        return (
            one | {"caption": f"{self.host.short_name}活动现场", "credit": f"{self.host.short_name}供图"}
            if kind == "photo"
            else one
        )


def _iso(day: date) -> str:
    return day.isoformat()
