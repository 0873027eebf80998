"""The numbers of a generated report: which indicators, how large, how exact, and the names behind distinct ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from contracts.counts import Aggregation, Indicator
from contracts.editions import indicators
from deploy.demo.codes import COUNTRIES, WORKSHOPS, community_code, enterprises, written_otherwise
from deploy.demo.hosts import Host, Hosts

Measure = dict[str, Any]

HABITS = (
    ("exact",),
    ("exact", "exact", "at_least"),
    ("exact", "exact", "nearly"),
    ("exact", "exact", "exact", "at_least", "nearly", "about"),
)
"""How people write numbers of an indicator, in turn over the dictionary: some are always counted, some always rounded."""
EXPECTED_SHARE = 0.07
CLAIM_SHARE = 0.25
"""How many distinct numbers come without names, as they do in real reports."""

SCALE = ("student_count", "teacher_count", "participant_visits", "vocational_people_count", "public_visitor_count")
OF_A_SESSION = ("attendee_count", "participant_visits", "pupil_count", "parent_count", "service_visits")
EFFECT = (
    "media_national_count",
    "media_provincial_count",
    "media_municipal_count",
    "manuscript_count",
    "own_media_post_count",
    "online_view_count",
    "topic_view_count",
)
DECLARED = (
    "activity_count",
    "session_count",
    "school_count",
    "vocational_people_count",
    "participant_visits",
    "enterprise_count",
    "case_count",
    "video_count",
    "media_provincial_count",
    "manuscript_count",
    "job_fair_count",
    "agreement_count",
)
MAGNITUDES = {
    "vocational_people_count": (200, 9_000),
    "student_count": (60, 6_000),
    "teacher_count": (5, 400),
    "participant_visits": (100, 20_000),
    "attendee_count": (30, 2_500),
    "pupil_count": (20, 1_500),
    "parent_count": (10, 900),
    "public_visitor_count": (20, 4_000),
    "service_visits": (10, 2_000),
    "junior_graduate_count": (50, 9_000),
    "post_count": (50, 3_000),
    "job_seeker_count": (50, 4_000),
    "material_count": (100, 20_000),
    "read_count": (500, 300_000),
    "online_view_count": (1_000, 900_000),
    "topic_view_count": (10_000, 9_000_000),
    "contestant_count": (10, 800),
    "exhibit_work_count": (5, 300),
    "joint_body_count": (2, 10),
}
SMALL = (1, 24)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Draws measures. `draw` is the report's own source of chance, `host` who reports."""

    draw: Random
    host: Host
    hosts: Hosts

    def whole_report(self, suggested: Sequence[str]) -> list[Measure]:
        """What is said of a whole report: the numbers its type asks for, some of scale, some of effect."""
        draw = self.draw
        chosen = dict.fromkeys(suggested)
        chosen |= dict.fromkeys(draw.sample(SCALE, 2))
        chosen |= dict.fromkeys(draw.sample(EFFECT, 1))
        chosen |= dict.fromkeys(draw.sample(sorted(MEANINGS), 2))
        if self._happens(0.6):
            chosen["school_count"] = None
        measures = [self.measure(code) for code in chosen if code in MEANINGS]
        if self._happens(EXPECTED_SHARE * 3):
            measures.append(self._number("participant_visits", "expected"))
        if self._happens(0.2):
            measures += self._sent_up()
        if self._happens(0.1):
            measures += self._reads()
        return _each_once(measures)

    def session(self) -> list[Measure]:
        """What is said of one session alone."""
        chosen = self.draw.sample(OF_A_SESSION, self.draw.randint(1, 2))
        measures = [self._number(code, self._qualifier(code)) for code in chosen]
        if self._happens(0.15):
            measures.append(self.measure("enterprise_count"))
        return measures

    def declared(self) -> list[Measure]:
        """What somebody declares for a whole area: large numbers, seldom names."""
        chosen = self.draw.sample(DECLARED, self.draw.randint(5, 9))
        measures = [self._number(code, self.draw.choice(_habit(code))) for code in chosen]
        measures = [{**measure, "value": measure["value"] * self.draw.randint(2, 5)} for measure in measures]
        if self._happens(0.3):
            measures.append(self._number("participant_visits", "expected"))
        if self._happens(0.2):
            measures.append({"indicator": "enterprise_visited_count", "keys": self._enterprises()})
        return _each_once(measures)

    def measure(self, code: str) -> Measure:
        """One number of an indicator; distinct ones mostly with names."""
        if MEANINGS[code].aggregation is Aggregation.DISTINCT:
            names = self._names(code)
            if names and not self._happens(CLAIM_SHARE):
                measure: Measure = {"indicator": code, "keys": names}
                return measure | ({"value": len(names)} if self._happens(0.5) else {})
        return self._number(code, self._qualifier(code))

    def _number(self, code: str, qualifier: str) -> Measure:
        value = self.draw.randint(*MAGNITUDES.get(code, SMALL))
        if qualifier != "exact" and value > 100:  # noqa: PLR2004 - nobody writes "about 1,237".
            value -= value % 10
        return {"indicator": code, "value": value, "qualifier": qualifier}

    def _qualifier(self, code: str) -> str:
        return "expected" if self._happens(EXPECTED_SHARE) else self.draw.choice(_habit(code))

    def _sent_up(self) -> list[Measure]:
        submitted = self.draw.randint(3, 60)
        adopted = self.draw.randint(0, submitted)
        return [
            {"indicator": "submitted_count", "value": submitted},
            {"indicator": "adopted_count", "value": adopted},
        ]

    def _reads(self) -> list[Measure]:
        return [
            {
                **self._number("read_count", self._qualifier("read_count")),
                "platform": platform,
                "read_at": "2024-05-19T08:00:00+08:00",
            }
            for platform in ("微信公众号", "抖音")
        ]

    def _happens(self, share: float) -> bool:
        return self.draw.random() < share

    def _names(self, code: str) -> list[str]:
        named: dict[str, Callable[[], list[str]]] = {
            "school_count": self._schools,
            "enterprise_count": self._enterprises,
            "enterprise_visited_count": self._enterprises,
            "community_count": self._communities,
            "village_count": self._communities,
            "middle_school_count": self._middle_schools,
            "luban_workshop_count": lambda: [f"name:{name}" for name in self._some(WORKSHOPS, 4)],
            "country_count": lambda: [f"country:{country}" for country in self._some(COUNTRIES, 3)],
        }
        return named[code]() if code in named else []

    def _some(self, names: Sequence[str], most: int) -> list[str]:
        return self.draw.sample(names, self.draw.randint(1, most))

    def _enterprises(self) -> list[str]:
        drawn = self.draw.sample(enterprises(), self.draw.randint(2, 9))
        return [written_otherwise(key) if self._happens(0.3) else key for key in drawn]

    def _communities(self) -> list[str]:
        place = self.hosts.place_of(self.host)
        drawn = self.draw.sample(range(40), self.draw.randint(1, 6))
        return [f"community:{community_code(place, serial)}" for serial in drawn]

    def _middle_schools(self) -> list[str]:
        drawn = self.draw.sample(range(1, 13), self.draw.randint(1, 5))
        return [f"name:{self.host.short_name}第{number}中学" for number in drawn]

    def _schools(self) -> list[str]:
        """Schools of the own unit and, now and then, of another; those without a code by name."""
        near = self.hosts.below(self.host.unit, "school")
        everywhere = self.hosts.of_kind("school")
        drawn = self.draw.sample(near, min(len(near), self.draw.randint(1, 5))) + self.draw.sample(everywhere, 2)
        return list(
            dict.fromkeys(f"school:{one.school_code}" if one.school_code else f"name:{one.name}" for one in drawn)
        )


def _habit(code: str) -> tuple[str, ...]:
    return HABITS[list(MEANINGS).index(code) % len(HABITS)]


def _each_once(measures: Iterable[Measure]) -> list[Measure]:
    """A form says a number once: one actual and one expected value an indicator and platform."""
    found: dict[tuple[str, bool, str], Measure] = {}
    for measure in measures:
        said = (measure["indicator"], measure.get("qualifier") == "expected", measure.get("platform", ""))
        found.setdefault(said, measure)
    return list(found.values())


def _typed_indicators() -> dict[str, Indicator]:
    """The indicators a report may type at will: no ratio, and none of the pair that a ratio is made of."""
    pair = {"adopted_count", "submitted_count"}
    rows = indicators().values()
    return {one.code: one for one in rows if one.aggregation is not Aggregation.RATIO and one.code not in pair}


MEANINGS = _typed_indicators()
