"""`check_vs_scan`: all automatic text checks of a version against the bare scan and MinHash of the same texts.

The other side does what nobody can do without, with the libraries alone: one pass of an automaton of the same words over every
text as it came, and a MinHash of every passage that is compared. Ours adds what makes findings of it: normalising, numbers,
patterns, the search among the neighbours, shared stretches, places in the original, words.
"""

import random
import time
import zlib
from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime
from uuid import UUID

import ahocorasick_rs
import yaml
from datasketch import MinHash

from contracts.editions import shipped_editions
from contracts.submissions import (
    ActivityReport,
    AnyContent,
    Case,
    File,
    Manuscript,
    Measure,
    Place,
    PlaceKind,
    Session,
    Span,
    SubmissionState,
    Verdict,
)
from services.moderation.checks import SHIPPED_RULES, CheckInput, Neighbours, RuleSet, check
from services.moderation.checks.kinds import Words
from services.moderation.checks.likeness import GRAM, MIN_CHARACTERS, PERMUTATIONS
from services.moderation.checks.ruleset import rule_files
from services.moderation.checks.subject import Part
from tests.load.pairs import Result, in_pairs

BAR = 0.5
SUBMISSIONS, KNOWN = 300, 5_000
LIST_WORDS = 10_000
"""As long a list as a press office keeps beside the shipped ones."""
COMMON = "的一是在了和有学校业技能教育活动周师生企展产融合实训体验社区服务工匠开放创新发专赛课"
RARER = "".join(map(chr, range(0x4E00, 0x5800)))
MISTAKES = ("穿流不息", "產教溶合", "渡\u200b假村", "参与1.5万人次", "就业率达102%", "高一学生李小明,16岁")
COPIED = 0.03
"""The share of texts that others have sent before."""
AT = datetime(2024, 5, 13, 1, 2, 3, tzinfo=UTC)


async def check_vs_scan() -> Result:
    """Versions a second: judged by all rules, and merely scanned, over the same reports, cases and manuscripts."""
    chance = random.Random(7)
    rule_set = _rules(chance)
    edition = next(one for one in shipped_editions() if one.edition == "2024")
    drawn = _Texts(chance)
    neighbours = Neighbours()
    for number in range(KNOWN):
        neighbours.learn(CheckInput(_state(drawn, number)))
    states = [_state(drawn, KNOWN + number) for number in range(SUBMISSIONS)]
    texts = [[(text.normal.original, text.part is Part.TEXT) for text in CheckInput(state).texts] for state in states]
    listed = [entry.word for rule in rule_set.rules if isinstance(rule, Words) for entry in rule.entries]
    automaton = ahocorasick_rs.AhoCorasick(listed, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    empty = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)

    def ours() -> None:
        for state in states:
            check(CheckInput(state, edition), rule_set, neighbours)

    def against() -> None:
        for one in texts:
            for text, compared in one:
                automaton.find_matches_as_indexes(text)
                if compared and len(text) >= MIN_CHARACTERS:
                    minima = copy(empty)
                    minima.update_batch([text[at : at + GRAM].encode() for at in range(len(text) - GRAM + 1)])

    async def timed(work: Callable[[], None]) -> float:
        # Both sides are one thread's own work, so that other processes on the machine need not count.
        started = time.process_time()
        work()
        return SUBMISSIONS / (time.process_time() - started)

    return await in_pairs("check_vs_scan", lambda: timed(ours), lambda: timed(against), BAR, "versions/s")


class _Texts:
    """Draws texts that are alike in nothing but their commonest characters; now and then one with a mistake, or a copy."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._known: list[str] = []

    def text(self, characters: int) -> str:
        """A text of so many characters."""
        if self._known and self.chance.random() < COPIED:
            return self.chance.choice(self._known)
        parts: list[str] = []
        length = 0
        while length < characters:
            parts.append(self.clause())
            length += len(parts[-1])
        if self.chance.random() < 1 / len(MISTAKES):
            parts.insert(len(parts) // 2, self.chance.choice(MISTAKES))
        made = "".join(parts)
        self._known.append(made)
        return made

    def clause(self) -> str:
        """A few words up to the next mark, a number among them now and then."""
        chance = self.chance
        letters = [chance.choice(COMMON if chance.random() < 1 / 2 else RARER) for _ in range(chance.randint(6, 20))]
        number = f"{chance.randint(2, 3_000)}余人" if chance.random() < 1 / 8 else ""
        return "".join(letters) + number + chance.choice("\uff0c。、\uff1b")


def _rules(chance: random.Random) -> RuleSet:
    """The shipped rules and one long list."""
    words = {"".join(chance.choice(RARER) for _ in range(chance.randint(3, 4))) for _ in range(LIST_WORDS)}
    rule = {"rule": "long_list", "version": 1, "kind": "words", "severity": "warn", "zh": "{found}", "en": "{found}"}
    entries = [{"word": word} for word in sorted(words)]
    file = yaml.safe_dump({"rules": [rule | {"source": "made up", "entries": entries}]}, allow_unicode=True)
    return RuleSet.of(rule_files(SHIPPED_RULES) | {"long.yaml": file.encode()})


def _state(drawn: _Texts, number: int) -> SubmissionState:
    """A report, case or manuscript as one of the week's, with up to five pictures."""
    chance = drawn.chance
    content = chance.choice((_report, _report, _case, _manuscript, _manuscript))(drawn)
    school, unit = f"36{number % 5_000:08d}", "330000"
    files = tuple(
        File(
            name=f"{at}.jpg",
            size_bytes=1,
            sha256=f"{number:032x}{at:032x}",
            kind="photo",
            caption=drawn.clause(),
            credit="宣传组供图",
        )
        for at in range(chance.randint(0, 5))
    )
    return SubmissionState(
        submission=UUID(int=number + 1),
        revision=1,
        version=1,
        change="received",
        edition="2024",
        kind=content.kind,
        organisation=school,
        unit=unit,
        chain=(school, unit),
        filed_by="filer",
        content=content,
        manifest=files,
        content_sha256="0" * 64,
        verdict=Verdict.NOT_OWED,
        received_at=AT,
        version_received_at=AT,
    )


def _report(drawn: _Texts) -> AnyContent:
    chance = drawn.chance
    names = ("participant_visits", "student_count", "teacher_count", "media_municipal_count")
    sessions = tuple(
        Session(
            when=Span(start=(day := date(2024, 5, chance.randint(12, 18))), end=day),
            place=Place(kind=PlaceKind.DISTRICT, code=f"33{chance.randint(1, 40):02d}{chance.randint(1, 70):02d}"),
            measures=(Measure(indicator="participant_visits", value=chance.randint(50, 900)),),
        )
        for _ in range(chance.randint(1, 3))
    )
    measures = tuple(Measure(indicator=name, value=chance.randint(100, 900)) for name in names)
    return ActivityReport(
        title=drawn.clause(), text=drawn.text(400), no_state_secrets=True, sessions=sessions, measures=measures
    )


def _case(drawn: _Texts) -> AnyContent:
    return Case(
        title=drawn.clause(),
        no_state_secrets=True,
        background=drawn.text(400),
        practice=drawn.text(800),
        results=drawn.text(500),
        experience=drawn.text(400),
    )


def _manuscript(drawn: _Texts) -> AnyContent:
    return Manuscript(title=drawn.clause(), text=drawn.text(1_500), no_state_secrets=True, credit="宣传组")
