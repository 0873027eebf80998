"""Every endpoint of every service as a request about one school's report; `test_branches.py` asks them for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from deploy.demo.calls import EDITION
from deploy.demo.hosts import person_of
from deploy.demo.subscriber import SUBSCRIBER
from tests.e2e.expected_standings import Standing

NAMESPACE = UUID("5d0f3c1e-7a52-5b0e-8c11-2024051220ee")
CLUES = "GET /v1/clues"
NEVER = '"999"'
"""A version that nothing has: whoever may write is told of a conflict, and nothing changes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request about the school's report, of an endpoint as its service's OpenAPI names it.

    `shown` tells that the answer names the report to whoever may read it; `repeats` that it repeats the id in the body,
    and has to say to everybody else that there is no such report. A calendar is everybody's, with plans that were accepted.
    """

    service: str
    endpoint: str
    path: str
    shown: bool = False
    repeats: bool = False
    body: Any = None
    if_match: str | None = None
    is_calendar: bool = False

    @property
    def method(self) -> str:
        return self.endpoint.partition(" ")[0]


def asks(report: Standing, draft: str) -> Iterator[Ask]:
    """Every endpoint of every service, about a report of somebody's branch."""
    one, school, (_school, city, *_), unit = report.submission, report.organisation, report.chain, report.unit
    content = dict(report.contents[-1])
    form = {"edition": EDITION, "organisation": school, "content": content}
    yield Ask("ingest", "GET /v1/submissions", f"/v1/submissions?organisation={school}&limit=200", shown=True)
    yield Ask("ingest", "GET /v1/submissions", f"/v1/submissions?unit={unit}&limit=200")
    item = "/v1/submissions/{submission}"
    yield Ask("ingest", f"GET {item}", f"/v1/submissions/{one}", shown=True)
    yield Ask("ingest", f"PUT {item}", f"/v1/submissions/{one}", body=form, if_match=NEVER)
    yield Ask("ingest", f"GET {item}/versions", f"/v1/submissions/{one}/versions", shown=True)
    yield Ask("ingest", f"GET {item}/versions/{{version}}", f"/v1/submissions/{one}/versions/1", shown=True)
    yield Ask("ingest", f"POST {item}/withdraw", f"/v1/submissions/{one}/withdraw", body={"version": 999})
    for method in ("GET", "POST"):
        yield Ask("ingest", f"{method} {item}/contact", f"/v1/submissions/{one}/contact")
    closed = f"/files/{'0' * 64}/withdraw-consent"
    yield Ask("ingest", f"POST {item}/files/{{sha256}}/withdraw-consent", f"/v1/submissions/{one}{closed}")
    yield Ask("ingest", "GET /v1/receipts/{receipt}", f"/v1/receipts/{one}.1", shown=True)
    yield Ask("ingest", "GET /v1/receipts", f"/v1/receipts?receipt={one}.1", shown=True)
    yield Ask("ingest", "GET /v1/answers", f"/v1/answers?edition={EDITION}&organisation={school}")
    yield Ask("ingest", "POST /v1/submissions:check", f"/v1/submissions:check?submission={one}", body=form)
    yield Ask("ingest", "GET /v1/drafts", "/v1/drafts?limit=200")
    of_school = {"edition": EDITION, "organisations": [school]}
    yield Ask("ingest", "POST /v1/draft-counts", "/v1/draft-counts", body=of_school)
    yield Ask("ingest", "GET /v1/drafts/{draft}", f"/v1/drafts/{draft}")
    saved = {"organisation": school, "title": "anything", "form": {}}
    yield Ask("ingest", "PUT /v1/drafts/{draft}", f"/v1/drafts/{draft}", body=saved, if_match=NEVER)
    yield Ask("ingest", "DELETE /v1/drafts/{draft}", f"/v1/drafts/{draft}", if_match=NEVER)
    yield from _of_forms_and_sheets(one, school, draft)
    yield from _of_media(one, school)
    yield from _of_moderation(one, school, city, unit)
    yield from _of_complaints_and_rules(one)
    yield from _of_syndication(one)
    yield from _of_notification(school)
    yield from _of_aggregation(one, school, city, unit)
    yield from _of_directory(school, city)


def _of_forms_and_sheets(one: str, school: str, draft: str) -> Iterator[Ask]:
    """What helps to report, and the public calendar; nobody helps others to a report of theirs."""
    form = f"edition={EDITION}&kind=activity_report&organisation={school}"
    nothing = uuid5(NAMESPACE, "import")
    yield Ask("ingest", "GET /v1/forms/{edition}/{kind}", f"/v1/forms/{EDITION}/activity_report")
    yield Ask("ingest", "GET /v1/suggestions", f"/v1/suggestions?{form}")
    yield Ask("ingest", "GET /v1/keys", f"/v1/keys?q=36&organisation={school}")
    yield Ask("ingest", "GET /v1/submission-counts", f"/v1/submission-counts?organisation={school}")
    yield Ask("ingest", "PUT /v1/drafts/{draft}/copy", f"/v1/drafts/{draft}/copy?submission={one}", if_match=NEVER)
    yield Ask("ingest", "GET /v1/imports/template", f"/v1/imports/template?{form}")
    yield Ask("ingest", "GET /v1/exports/reports.xlsx", f"/v1/exports/reports.xlsx?{form}")
    yield Ask("ingest", "POST /v1/imports:check", f"/v1/imports:check?{form}", body={})
    yield Ask("ingest", "GET /v1/imports", "/v1/imports")
    one_import = "/v1/imports/{import_id}"
    yield Ask("ingest", f"PUT {one_import}", f"/v1/imports/{nothing}?{form}", body={})
    yield Ask("ingest", f"GET {one_import}", f"/v1/imports/{nothing}")
    yield Ask("ingest", f"GET {one_import}/result.xlsx", f"/v1/imports/{nothing}/result.xlsx")
    yield Ask("ingest", "GET /v1/calendar", f"/v1/calendar?edition={EDITION}", is_calendar=True)
    yield Ask("ingest", "GET /v1/calendar.ics", f"/v1/calendar.ics?edition={EDITION}", is_calendar=True)
    yield Ask("ingest", "GET /v1/calendar/{submission}.ics", f"/v1/calendar/{one}.ics")


def _of_notification(school: str) -> Iterator[Ask]:
    """Everybody's own notices and choices; a reminder reaches below alone, and the banner is the ministry's."""
    request = str(uuid5(NAMESPACE, "reminder"))
    reminded = {"obligations": [f"{EDITION}:none:{school}"]}
    yield Ask("notification", "GET /v1/notices", "/v1/notices?limit=100")
    yield Ask("notification", "GET /v1/notices/unread", "/v1/notices/unread")
    yield Ask("notification", "GET /v1/notices/stream", "/v1/notices/stream")
    yield Ask("notification", "POST /v1/notices/read", "/v1/notices/read", body={})
    for path in ("/v1/choices", "/v1/webhook", "/v1/banner"):
        yield Ask("notification", f"GET {path}", path)
        yield Ask("notification", f"PUT {path}", path, body={"revision": "none"})
    yield Ask("notification", "DELETE /v1/webhook", "/v1/webhook")
    for act in ("secret", "test"):
        yield Ask("notification", f"POST /v1/webhook/{act}", f"/v1/webhook/{act}")
    yield Ask("notification", "POST /v1/reminders/preview", "/v1/reminders/preview", body=reminded)
    yield Ask("notification", "POST /v1/reminders", "/v1/reminders", body={"request": request, **reminded})
    yield Ask("notification", "GET /v1/unsubscribe", "/v1/unsubscribe?t=none")
    yield Ask("notification", "POST /v1/unsubscribe", "/v1/unsubscribe?t=none")


def _of_media(one: str, school: str) -> Iterator[Ask]:
    """Without a grant nothing may be sent; how far a file is, its branch may ask."""
    asset, upload = uuid5(NAMESPACE, "asset"), f"/v1/uploads/{uuid5(NAMESPACE, 'asset')}.1"
    yield Ask("media", "GET /v1/submissions/{submission}/media", f"/v1/submissions/{one}/media", shown=True)
    yield Ask("media", "GET /v1/media/{asset}", f"/v1/media/{asset}")
    yield Ask("media", "GET /v1/media/{asset}/{rendition}", f"/v1/media/{asset}/w400.jpg")
    yield Ask("media", "GET /v1/quotas/{edition}/{organisation}", f"/v1/quotas/{EDITION}/{school}")
    yield Ask("media", "POST /v1/uploads", "/v1/uploads")
    yield Ask("media", "GET /v1/uploads/{upload}", upload)
    yield Ask("media", "DELETE /v1/uploads/{upload}", upload)
    yield Ask("media", "GET /v1/uploads/{upload}/parts", f"{upload}/parts")
    yield Ask("media", "POST /v1/uploads/{upload}/parts/{number}", f"{upload}/parts/1", body={})
    yield Ask("media", "POST /v1/uploads/{upload}/complete", f"{upload}/complete")


def _of_complaints_and_rules(one: str) -> Iterator[Ask]:
    about = {"complaint": str(uuid5(NAMESPACE, "complaint")), "item": one, "about": "facts", "text": "与事实不符"}
    yield Ask("moderation", "POST /v1/complaints", "/v1/complaints", body=about)
    yield Ask("moderation", "GET /v1/complaints", "/v1/complaints?limit=200")
    yield Ask("moderation", "GET /v1/complaints/{number}", "/v1/complaints/none")
    settled = {"outcome": "rejected", "reason": "r"}
    yield Ask("moderation", "PUT /v1/complaints/{number}/settlement", "/v1/complaints/none/settlement", body=settled)
    yield Ask("moderation", CLUES, f"/v1/clues?edition={EDITION}&limit=100")
    yield Ask("moderation", "GET /v1/rules", "/v1/rules")
    yield Ask("moderation", "POST /v1/rules:try", "/v1/rules:try", body={})


def _of_syndication(one: str) -> Iterator[Ask]:
    """The ministry's own people read feeds and keep subscribers; everybody else comes with a newsroom's token, or not at all."""
    nobody, order = "/v1/subscribers/nobody-here", {"name": "t"}
    for form in ("feed", "feed.atom", "feed.json"):
        yield Ask("syndication", f"GET /v1/{form}", f"/v1/{form}?limit=100")
    yield Ask("syndication", "GET /v1/feed/items/{item}", f"/v1/feed/items/{one}")
    yield Ask("syndication", "GET /v1/subscribers", "/v1/subscribers")
    known, subscriber = f"/v1/subscribers/{SUBSCRIBER}", "/v1/subscribers/{subscriber}"
    yield Ask("syndication", f"PUT {subscriber}", known, body=order, if_match=NEVER)
    yield Ask("syndication", f"GET {subscriber}", known)
    yield Ask("syndication", f"GET {subscriber}/deliveries", f"{known}/deliveries?limit=100")
    yield Ask("syndication", f"DELETE {subscriber}", nobody)
    for act in ("pause", "resume", "feed-token", "webhook-secret"):
        yield Ask("syndication", f"POST {subscriber}/{act}", f"{nobody}/{act}")
    yield Ask("syndication", f"POST {subscriber}/backfill", f"{nobody}/backfill", body={})
    yield Ask("syndication", f"DELETE {subscriber}/webhook-secret/former", f"{nobody}/webhook-secret/former")
    yield Ask("syndication", f"POST {subscriber}/deliveries/{{number}}/resend", f"{nobody}/deliveries/1/resend")
    yield Ask("syndication", f"POST {subscriber}/test", f"{nobody}/test")
    yield Ask("syndication", f"GET {subscriber}/log", f"{known}/log?limit=100")
    yield Ask("syndication", "GET /v1/items", "/v1/items?limit=100")
    yield Ask("syndication", "GET /v1/items/{item}", f"/v1/items/{one}")
    yield Ask("syndication", "GET /v1/items/{item}/deliveries", f"/v1/items/{one}/deliveries")
    yield Ask("syndication", "GET /v1/deliveries", "/v1/deliveries")
    yield Ask("syndication", "GET /v1/deliveries/digest", "/v1/deliveries/digest")
    used = {"address": "https://example.org/1", "used_at": "2024-05-14T00:00:00Z"}
    yield Ask("syndication", "POST /v1/deliveries/{number}/use", "/v1/deliveries/1/use", body=used)
    yield Ask("syndication", "GET /v1/recalls", "/v1/recalls")
    yield Ask("syndication", "POST /v1/recalls/{recall}/ack", "/v1/recalls/nobody-here:1/ack")


def _of_moderation(one: str, school: str, city: str, unit: str) -> Iterator[Ask]:
    item, decision = "/v1/items/{submission}", {"act": "return", "version": 999, "reason": "r"}
    chosen = {"select": {"submissions": [one]}, "act": "refuse", "reason": "r"}
    moved = {"organisation": school, "edition": "2015", "reason": "r"}
    nothing = uuid5(NAMESPACE, "nothing")
    yield Ask("moderation", "GET /v1/queue", "/v1/queue?limit=200")
    yield Ask("moderation", "GET /v1/queue", f"/v1/queue?organisation={school}&limit=200")
    yield Ask("moderation", "POST /v1/queue/next", "/v1/queue/next", body={"edition": "2015"})
    yield Ask("moderation", "GET /v1/items", f"/v1/items?organisation={school}&limit=200", shown=True)
    yield Ask("moderation", "GET /v1/items", f"/v1/items?unit={unit}&limit=200")
    yield Ask("moderation", "GET /v1/items", f"/v1/items?waits_for={city}&limit=200")
    yield Ask("moderation", f"GET {item}", f"/v1/items/{one}", shown=True)
    yield Ask("moderation", f"PUT {item}/decisions/{{decision}}", f"/v1/items/{one}/decisions/{nothing}", body=decision)
    yield Ask("moderation", f"POST {item}/claim", f"/v1/items/{one}/claim")
    yield Ask("moderation", f"DELETE {item}/claim/{{token}}", f"/v1/items/{one}/claim/{nothing}")
    yield Ask("moderation", "POST /v1/bulk-previews", "/v1/bulk-previews", repeats=True, body=chosen)
    yield Ask("moderation", "PUT /v1/bulk-decisions/{bulk}", f"/v1/bulk-decisions/{nothing}", body={"preview": "none"})
    yield Ask("moderation", "PUT /v1/reattributions/{move}", f"/v1/reattributions/{nothing}", body=moved)


def _of_aggregation(one: str, school: str, city: str, unit: str) -> Iterator[Ask]:
    asked = f"edition={EDITION}"
    yield Ask("aggregation", "GET /v1/submissions/{submission}/proof", f"/v1/submissions/{one}/proof", shown=True)
    for scope in ("nation", unit, city, school):
        for more in ("by=child,place,day,activity", "by=unit&incl=pending"):
            yield Ask("aggregation", "GET /v1/counts", f"/v1/counts?{asked}&scope={scope}&{more}")
        figure = f"{EDITION}:{scope}:activity_count"
        yield Ask("aggregation", "GET /v1/counts/{figure}/sources", f"/v1/counts/{figure}/sources?limit=200")
        yield Ask("aggregation", "GET /v1/counts/stream", f"/v1/counts/stream?{asked}&scope={scope}&incl=pending")
        yield Ask("aggregation", "GET /v1/coverage", f"/v1/coverage?{asked}&scope={scope}")
        yield Ask("aggregation", "GET /v1/completeness", f"/v1/completeness?{asked}&scope={scope}")
        for board, more in (("counts", "by=child&incl=pending"), ("completeness", "format=csv")):
            yield Ask("aggregation", f"GET /v1/{board}/export", f"/v1/{board}/export?{asked}&scope={scope}&{more}")
    yield Ask("aggregation", "GET /v1/checks", f"/v1/checks?{asked}")
    yield Ask("aggregation", "GET /v1/static/{edition}", f"/v1/static/{EDITION}")
    day = "since=2024-05-12T00:00:00Z&until=2024-05-12T01:00:00Z"
    yield Ask("aggregation", "GET /v1/counts/minutes", f"/v1/counts/minutes?{asked}&{day}")


def _of_directory(school: str, city: str) -> Iterator[Ask]:
    """What is read there of persons; who may write what is the table of the directory's own tests."""
    filer = person_of(school, "filer")
    yield Ask("directory", "GET /v1/people", f"/v1/people?organisation={school}")
    yield Ask("directory", "GET /v1/people/{person}", f"/v1/people/{filer}")
    yield Ask("directory", "GET /v1/organisations", f"/v1/organisations?parent={city}")
    yield Ask("directory", "GET /v1/organisations/{organisation}", f"/v1/organisations/{school}")
    yield Ask("directory", "GET /v1/organisations/{organisation}/history", f"/v1/organisations/{school}/history")
    yield Ask("directory", "GET /v1/obligations", f"/v1/obligations?debtor={school}")
