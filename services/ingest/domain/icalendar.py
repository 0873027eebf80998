"""The public calendar as iCalendar (RFC 5545), for a family's own calendar: stable ids, rising sequences, Asia/Shanghai.

What is called off stays in it as cancelled, so that a calendar that has it strikes it out.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from contracts.submissions import PlaceKind
from services.ingest.domain.calendar import Happening
from services.ingest.domain.moments import SHANGHAI

PRODUCT = "-//Weekwire//Open activities//ZH"
DOMAIN = "weekwire"
REFRESH = timedelta(hours=1)
_PLACES = {PlaceKind.ONLINE: "线上", PlaceKind.OVERSEAS: "海外"}


def calendar_text(name: str, happening: Iterable[Happening], organisation: Callable[[str], str]) -> bytes:
    """The calendar called `name`; `organisation` gives an organisation's name."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", SHANGHAI.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone())
    for one in happening:
        calendar.add_component(_event(one, organisation))
    text: bytes = calendar.to_ical()
    return text


def _zone() -> Timezone:
    """Shanghai as it has been since 1991: one offset all year round."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15, 1, 0))  # noqa: DTZ001 - a zone's own rules are in local time.
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone


def _event(one: Happening, organisation: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@{DOMAIN}")
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("summary", f"【已取消】{one.title}" if one.cancelled else one.title)
    _add_time(event, one)
    where = [one.address, one.place.name, _PLACES.get(one.place.kind)]
    location = ",".join(dict.fromkeys(part for part in where if part))
    if location:
        event.add("location", location)
    event.add("description", _description(one, organisation(one.organisation)))
    if one.registration_url:
        event.add("url", one.registration_url)
    if one.audience:
        event.add("categories", [name for _code, name in one.audience])
    return event


def _add_time(event: Event, one: Happening) -> None:
    """Whole days, or hours of one day; hours of several days are one event that comes back each day."""
    if one.starts is None:
        event.add("dtstart", one.start)
        event.add("dtend", one.end + timedelta(days=1))
        return
    event.add("dtstart", datetime.combine(one.start, time.fromisoformat(one.starts), SHANGHAI))
    if one.ends is not None and one.ends > one.starts:
        event.add("dtend", datetime.combine(one.start, time.fromisoformat(one.ends), SHANGHAI))
    days = (one.end - one.start).days + 1
    if days > 1:
        event.add("rrule", vRecur(freq="DAILY", count=days))


def _description(one: Happening, organisation: str) -> str:
    lines = [
        one.text,
        f"主办单位：{'、'.join(one.hosts) or organisation}",
        f"面向人群：{'、'.join(name for _code, name in one.audience)}" if one.audience else "",
        f"参加方式：{one.registration}" if one.registration else "",
    ]
    return "\n".join(line for line in lines if line)
