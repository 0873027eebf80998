"""The demo's steps through the rules of ingest, moderation and aggregation, without a server between them.

What a service would receive over HTTP or Kafka is handed to its pure functions as the same JSON.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from contracts.base import decode_closed, encode
from contracts.editions import chain_for, indicators, shipped_editions
from contracts.moderation import Act
from contracts.organisations import LocalWindow, Obligation, Organisation, Role
from contracts.problems import Problem
from contracts.submissions import Kind, Series, SubmissionState, Window
from deploy.demo.hosts import Hosts
from deploy.demo.steps import Step
from services.aggregation.answers import board_json
from services.aggregation.boards import Boards
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.figures import ALL_WINDOWS
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import read_decision
from services.aggregation.replica import Replica
from services.directory.domain.obligations import national
from services.directory.seed.sample import sample_organisations
from services.ingest.domain.judging import judge_submission
from services.ingest.domain.record import Arrival, Filer, first_version, next_version, taken_back
from services.ingest.domain.record import Record as Filed
from services.ingest.domain.request import Context, SubmissionRequest
from services.kit.directory_view import DirectoryView
from services.moderation.domain.decide import Command, Decided, decide, owner_of_name
from services.moderation.domain.hear import hear
from services.moderation.domain.record import Person, Record
from services.moderation.domain.rules import Surroundings
from tests.e2e.expected import Board

NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)


def seeded_hosts() -> Hosts:
    """The organisations of the seed, as the directory lists them."""
    return Hosts([organisation.model_dump(mode="json") for organisation in sample_organisations()])


class PureChain:
    """Ingest, moderation and aggregation as pure functions over dictionaries of records."""

    def __init__(self) -> None:
        self.view = DirectoryView()
        for organisation in sample_organisations():
            self.view.adopt(organisation.model_copy(update={"revision": 1}))
        for edition in shipped_editions():
            self.view.adopt(edition.model_copy(update={"revision": 1}))
            for obligation, _digest in national(edition, sample_organisations()):
                self.view.adopt(obligation.model_copy(update={"revision": 1}))
        self.filed: dict[str, Filed] = {}
        self.judged: dict[str, Record] = {}
        self._names: dict[tuple[str, str | None], str] = {}
        self.refused: dict[str, str] = {}
        self.ledger = Ledger(indicators())
        self._ticks = 1

    def run(self, steps: Iterable[Step]) -> None:
        """Do every step, one after another."""
        for step in steps:
            self._verbs().get(step["do"], self._decide)(step)

    def board(self, board: Board) -> dict[str, Any]:
        """The answer of `GET /v1/counts` to this question."""
        replica = SimpleNamespace(ledger=self.ledger, cut=Cut("pure", (0,)))
        boards = Boards(cast("Replica", replica), self.view, indicators(), 8)
        shown, series = boards.board(board.edition, board.scope, pending=board.pending), Series(board.series)
        windows = {"headline": shown.edition.rules.headline_windows, "all": ALL_WINDOWS}
        chosen = windows[board.windows] if board.windows in windows else (Window(board.windows),)
        by = [Breakdown(name) for name in board.by]
        answer = board_json(shown, boards.figures(shown, (), chosen, by, series), chosen, series)
        return cast("dict[str, Any]", json.loads(json.dumps(answer)))

    def _verbs(self) -> dict[str, Callable[[Step], None]]:
        return {
            "window": self._window,
            "oblige": self._oblige,
            "release": self._release,
            "file": self._file,
            "amend": self._amend,
            "withdraw": self._withdraw,
        }

    def _now(self) -> datetime:
        self._ticks += 1
        return NOW + timedelta(milliseconds=self._ticks)

    def _window(self, step: Step) -> None:
        unit = self._organisation(step["unit"])
        window = decode_closed(
            LocalWindow, json.dumps({name: step[name] for name in ("edition", "start", "end", "kind")})
        )
        revised = {"revision": unit.revision + 1, "windows": (*unit.windows, window)}
        self.view.adopt(unit.model_copy(update=revised))

    def _oblige(self, step: Step) -> None:
        self.view.adopt(
            Obligation(
                obligation=step["obligation"],
                revision=2,
                edition=step["edition"],
                debtor=step["debtor"],
                creditor=step["creditor"],
                kind=Kind(step["kind"]),
                due_at=NOW + timedelta(seconds=step["due_in_seconds"]),
                grace_seconds=step["grace_seconds"],
                set_by=step["creditor"],
                source="",
            )
        )

    def _release(self, step: Step) -> None:
        known = next(one for one in self.view.all_obligations() if one.obligation == step["obligation"])
        self.view.adopt(known.model_copy(update={"revision": known.revision + 1, "cancelled": True}))

    def _file(self, step: Step) -> None:
        try:
            arrival = self._arrival(step, None)
        except Problem as problem:
            self.refused[step["submission"]] = problem.code.value
            return
        edition = self.view.editions[step["edition"]]
        organisation = self._organisation(step["organisation"])
        self._received(first_version(arrival, UUID(step["submission"]), organisation, edition))

    def _amend(self, step: Step) -> None:
        known = self.filed[step["submission"]]
        self._received(next_version(known, self._arrival(step, known)))

    def _withdraw(self, step: Step) -> None:
        self._received(taken_back(self.filed[step["submission"]], self._ticks))

    def _arrival(self, step: Step, known: Filed | None) -> Arrival:
        names = ("edition", "organisation", "content", "manifest", "contact", "late_reason")
        request = decode_closed(
            SubmissionRequest, json.dumps({name: step[name] for name in names if name in step}, ensure_ascii=False)
        )
        organisation, at = self._organisation(step["organisation"]), self._now()
        context = Context(
            submission=UUID(step["submission"]),
            now=at,
            edition=self.view.edition(step["edition"]),
            organisation=organisation,
            unit=self.view.organisation(organisation.unit),
            find=self.view.organisation,
            indicators=indicators(),
            obligations=tuple(self.view.obligations(step["edition"], step["organisation"])),
            prior=known.prior if known else None,
        )
        return Arrival(request, judge_submission(request, context), Filer(step["who"]), at, self._ticks)

    def _received(self, record: Filed) -> None:
        self.filed[str(record.submission)] = record
        state = SubmissionState.model_validate_json(encode(record.state))
        at = self._now()
        heard = hear(self.judged.get(str(record.submission)), state, at, self._ticks)
        assert isinstance(heard, Decided)
        self._keep(heard)

    def _decide(self, step: Step) -> None:
        record = self.judged[step["submission"]]
        act = Act.WITHDRAW if step["do"] == "take_out" else Act(step["do"])
        command = Command(
            decision=f"decision-{self._ticks}",
            act=act,
            version=step["version"],
            reason=step.get("reason"),
            target=UUID(step["target"]) if "target" in step else None,
            joint_activity=step.get("joint_activity"),
        )
        organisation, role, _number = step["who"].removeprefix("p-").rsplit("-", 2)
        person = Person(step["who"], frozenset({(organisation, Role(role))}))
        decided = decide(record, command, person, self._around(record, step), self._ticks)
        self._give_name(decided)
        self._keep(decided)

    def _around(self, record: Record, step: Step) -> Surroundings:
        edition = self.view.editions[record.standing.edition]
        organisation = self._organisation(record.standing.organisation)
        assert record.standing.chain == chain_for(organisation, edition)
        owner = self._names.get((edition.edition, step.get("joint_activity")))
        target = self.judged[step["target"]].standing if "target" in step else None
        return Surroundings(edition, self._now(), target=target, joint_owner=owner)

    def _give_name(self, decided: Decided) -> None:
        standing, owner = decided.record.standing, owner_of_name(decided)
        name = (standing.edition, standing.joint_activity)
        if owner is not None and self._names.setdefault(name, owner) != standing.unit:
            self._names[name] = owner

    def _keep(self, decided: Decided) -> None:
        self.judged[str(decided.record.standing.submission)] = decided.record
        body = encode(decided.event)
        self.ledger.apply(read_decision(body), Position(0, self._ticks, self._ticks), body)

    def _organisation(self, organisation: str) -> Organisation:
        found = self.view.organisation(organisation)
        assert found is not None, organisation
        return found
