"""What every submission has become at the end, from the steps alone. Source: architecture.md, "Version and standing".

Written a second time on purpose: nothing here comes from the services whose figures it is held against.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.e2e.expected_editions import edition
from tests.e2e.expected_facts import Form, Row, Span, rows_of
from tests.e2e.expected_tree import Tree

WHAT_NEWSROOMS_GET = frozenset({"proofread", "feature"})
"""Acts that change no figure."""


@dataclass(frozen=True)
class Standing:
    """A submission: its newest version, the accepted one, the one in review and how far it has come, and its relations.

    `named` is the place of the last naming among all namings; `filed` that of the first version among all filings.
    """

    submission: str
    edition: str
    kind: str
    organisation: str
    unit: str
    chain: tuple[str, ...]
    contents: tuple[Mapping[str, Any], ...]
    filed: int
    state: str = "in_review"
    counted: int | None = None
    review: int | None = 1
    level: int = 0
    joint: str | None = None
    named: int = 0
    duplicate_of: str | None = None
    obligation: str | None = None
    verdict: str = "not_owed"
    before: "Standing | None" = field(default=None, repr=False)


@dataclass(frozen=True)
class Obligation:
    """Who owes a kind by when, and how long after that it is taken with a reason."""

    obligation: str
    edition: str
    debtor: str
    creditor: str
    kind: str
    due_at: datetime
    grace_seconds: int
    cancelled: bool = False


class World:
    """The end of all steps: standings, windows, obligations. `now` is when the steps were done."""

    def __init__(
        self,
        organisations: Iterable[Mapping[str, Any]],
        steps: Iterable[Mapping[str, Any]],
        now: datetime | None = None,
    ) -> None:
        self.tree = Tree(organisations)
        self.now = now or datetime.now(UTC)
        self.standings: dict[str, Standing] = {}
        self.windows: dict[tuple[str, str], tuple[Span, ...]] = {}
        self.obligations: dict[str, Obligation] = {}
        self._namings = 0
        self._rows: dict[tuple[str, int], list[Row]] = {}
        done = sorted(steps, key=lambda step: step["phase"])
        self._national({step["edition"] for step in done if "edition" in step})
        for step in done:
            self._do(step)

    def rows(self, standing: Standing, version: int) -> list[Row]:
        """The rows of one version of a submission."""
        name = standing.submission, version
        if name not in self._rows:
            self._rows[name] = self._rows_of(standing, version)
        return self._rows[name]

    def _rows_of(self, standing: Standing, version: int) -> list[Row]:
        own = self.windows.get((standing.unit, standing.edition), ())
        content = standing.contents[version - 1]
        return rows_of(Form(standing.submission, standing.organisation, edition(standing.edition), own, content))

    def _national(self, editions: Iterable[str]) -> None:
        for name in editions:
            for rule in edition(name).obligations:
                for debtor in self.tree.of_kinds(rule["debtor_kinds"]):
                    one = f"{name}:{rule['rule']}:{debtor}"
                    due_at, grace = rule["due_at"], rule["grace_seconds"]
                    self.obligations[one] = Obligation(one, name, debtor, "ministry", rule["kind"], due_at, grace)

    def _do(self, step: Mapping[str, Any]) -> None:
        verb = step["do"]
        if verb == "window":
            span = date.fromisoformat(step["start"]), date.fromisoformat(step["end"])
            self.windows[step["unit"], step["edition"]] = (span,)
        elif verb == "oblige":
            self._oblige(step)
        elif verb == "release":
            known = self.obligations[step["obligation"]]
            self.obligations[known.obligation] = replace(known, cancelled=True)
        elif verb == "file":
            if "refused" not in step:
                self.standings[step["submission"]] = self._first(step)
        else:
            known_standing = self.standings[step["submission"]]
            self.standings[known_standing.submission] = self._next(known_standing, step)

    def _oblige(self, step: Mapping[str, Any]) -> None:
        due_at = self.now + timedelta(seconds=step["due_in_seconds"])
        one = step["obligation"]
        self.obligations[one] = Obligation(
            one, step["edition"], step["debtor"], step["creditor"], step["kind"], due_at, step["grace_seconds"]
        )

    def _first(self, step: Mapping[str, Any]) -> Standing:
        organisation = step["organisation"]
        owed = self._owed(step)
        return Standing(
            submission=step["submission"],
            edition=step["edition"],
            kind=step["content"]["kind"],
            organisation=organisation,
            unit=self.tree.unit(organisation),
            chain=self.tree.chain(organisation),
            contents=(step["content"],),
            filed=len(self.standings),
            obligation=owed.obligation if owed else None,
            verdict="not_owed" if owed is None else "on_time" if self.now <= owed.due_at else "late_accepted",
        )

    def _owed(self, step: Mapping[str, Any]) -> Obligation | None:
        asked = (step["organisation"], step["edition"], step["content"]["kind"])
        owed = [
            one
            for one in self.obligations.values()
            if (one.debtor, one.edition, one.kind) == asked and not one.cancelled
        ]
        return min(owed, key=lambda one: one.due_at, default=None)

    def _next(self, standing: Standing, step: Mapping[str, Any]) -> Standing:
        verb = step["do"]
        if verb == "undo":
            assert standing.before is not None
            return standing.before
        after = self._related(standing, step) or self._judged(standing, step)
        return replace(after, before=standing)

    def _judged(self, standing: Standing, step: Mapping[str, Any]) -> Standing:
        newest, verb = len(standing.contents), step["do"]
        if verb in WHAT_NEWSROOMS_GET:
            return standing
        if verb == "amend":
            contents = (*standing.contents, step["content"])
            return replace(standing, contents=contents, state="in_review", review=newest + 1, level=0)
        if verb == "pass_up":
            return replace(standing, level=standing.level + 1)
        after: dict[str, dict[str, Any]] = {
            "accept": {"state": "accepted", "counted": newest},
            "return": {"state": "returned"},
            # Refusing a version in review leaves an older accepted one counted; refusing the accepted one does not.
            "refuse": {"state": "refused"} | ({} if standing.state == "in_review" else {"counted": None}),
            "withdraw": {"state": "withdrawn", "counted": None},
            "take_out": {"state": "withdrawn", "counted": None},
        }
        return replace(standing, review=None, **after[verb])

    def _related(self, standing: Standing, step: Mapping[str, Any]) -> Standing | None:
        match step["do"]:
            case "name_joint":
                self._namings += 1
                return replace(standing, joint=step["joint_activity"], named=self._namings)
            case "leave_joint":
                return replace(standing, joint=None, named=0)
            case "mark_duplicate":
                return replace(standing, duplicate_of=step["target"])
            case "unmark_duplicate":
                return replace(standing, duplicate_of=None)
        return None
