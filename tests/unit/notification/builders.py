"""A small country: a province, its city, the city's school, their people, and what is said of one report."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.deliveries import DeliveryState
from contracts.featured import FeaturedItem
from contracts.media import Asset, AssetState, MediaState, asset_id
from contracts.moderation import Act, Decision, DecisionEvent, MarkedField, Part, Standing, State
from contracts.organisations import Grant, Obligation, Organisation, OrganisationKind, PersonState, Role
from contracts.submissions import ActivityReport, Kind, SubmissionState, Verdict
from services.kit.clock import milliseconds
from services.kit.directory_view import DirectoryView

NOW = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
"""Ten in the morning of Tuesday, 14 May 2024, in Shanghai."""
ITEM = UUID("0190a0c4-0000-7000-8000-000000000001")
SCHOOL, CITY, PROVINCE, MINISTRY = "3633000123", "330600", "330000", "ministry"
CHAIN = (SCHOOL, CITY, PROVINCE)
NAMES = {SCHOOL: "绍兴中专", CITY: "绍兴市", PROVINCE: "浙江省", MINISTRY: "教育部"}


def organisation(name: str, parent: str | None, path: tuple[str, ...], **changes: Any) -> Organisation:  # noqa: ANN401 - any field.
    fields: dict[str, Any] = {
        "organisation": name,
        "revision": 1,
        "kind": OrganisationKind.SCHOOL,
        "name": NAMES[name],
        "short_name": NAMES[name],
        "parent": parent,
        "path": path,
        "chain": CHAIN[CHAIN.index(name) :] if name in CHAIN else (),
        "unit": PROVINCE,
    }
    return Organisation(**fields | changes)


def person(name: str, organisation: str, *roles: Role, **changes: Any) -> PersonState:  # noqa: ANN401 - any field.
    grants = tuple(Grant(organisation=organisation, role=role) for role in roles)
    fields: dict[str, Any] = {"person": name, "revision": 1, "organisation": organisation, "grants": grants}
    return PersonState(**fields | changes)


ORGANISATIONS = (
    organisation(MINISTRY, None, (MINISTRY,), kind=OrganisationKind.MINISTRY),
    organisation(PROVINCE, MINISTRY, (MINISTRY, PROVINCE), kind=OrganisationKind.PROVINCE),
    organisation(CITY, PROVINCE, (MINISTRY, PROVINCE, CITY), kind=OrganisationKind.CITY),
    organisation(SCHOOL, CITY, (MINISTRY, PROVINCE, CITY, SCHOOL)),
)
PEOPLE = (
    person("p-school-1", SCHOOL, Role.FILER),
    person("p-school-2", SCHOOL, Role.FILER, language="en"),
    person("p-city", CITY, Role.REVIEWER, Role.FILER, Role.MANAGER),
    person("p-province", PROVINCE, Role.APPROVER),
    person("p-gone", SCHOOL, Role.FILER, closed=True),
)


def view_of(*states: Any) -> DirectoryView:  # noqa: ANN401 - states of the directory.
    """The country as the service knows it, with further states."""
    view = DirectoryView(with_people=True)
    for state in (*ORGANISATIONS, *PEOPLE, *states):
        view.adopt(state)
    return view


def said(**changes: Any) -> SubmissionState:  # noqa: ANN401 - any field.
    fields: dict[str, Any] = {
        "submission": ITEM,
        "revision": milliseconds(NOW),
        "version": 1,
        "change": "received",
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": SCHOOL,
        "unit": PROVINCE,
        "chain": CHAIN,
        "filed_by": "p-school-1",
        "content": ActivityReport(title="黄酒酿造走进校园", no_state_secrets=True),
        "content_sha256": "0" * 64,
        "verdict": Verdict.NOT_OWED,
        "received_at": NOW,
        "version_received_at": NOW,
    }
    return SubmissionState(**fields | changes)


def decided(act: Act, state: State = State.IN_REVIEW, level: int = 0, **changes: Any) -> DecisionEvent:  # noqa: ANN401 - of the decision.
    """What moderation says; `submission`, `revision`, `obligation`, `counted` and `chain` belong to the standing."""
    about = {name: changes.pop(name) for name in ("obligation", "counted", "chain") if name in changes}
    item, revision = changes.pop("submission", ITEM), changes.pop("revision", milliseconds(NOW))
    decision: dict[str, Any] = {
        "id": f"{act.value}-{revision}",
        "act": act,
        "actor": "p-city",
        "organisation": CITY,
        "level": level,
        "version": 1,
        "at": NOW,
        "rule": "r",
    }
    standing: dict[str, Any] = {
        "submission": item,
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": SCHOOL,
        "unit": PROVINCE,
        "chain": CHAIN,
        "state": state,
        "version": 1,
        "level": level,
        "obligation": None,
        "verdict": Verdict.NOT_OWED,
        "received_at": NOW,
    }
    return DecisionEvent(
        submission=item,
        revision=revision,
        decision=Decision(**decision | changes),
        standing=Standing(**standing | about),
    )


def returned(**changes: Any) -> DecisionEvent:  # noqa: ANN401 - any field of the decision.
    marked = (MarkedField(path="sessions.0.measures.1.value", note="人次小于人数"),)
    fields: dict[str, Any] = {"reason": "人次小于人数", "fields": marked}
    return decided(Act.RETURN, State.RETURNED, **fields | changes)


def counted() -> Part:
    return Part(version=1, level=2, facts=())


def files(*states: AssetState, **changes: Any) -> MediaState:  # noqa: ANN401 - any field.
    assets = tuple(
        Asset(
            asset=asset_id(ITEM, f"{place:064x}"),
            name=f"{place}.jpg",
            sha256=f"{place:064x}",
            size_bytes=1,
            kind="photo",
            state=state,
            problem="picture_broken" if state is AssetState.FAILED else None,
        )
        for place, state in enumerate(states)
    )
    fields: dict[str, Any] = {
        "submission": ITEM,
        "revision": milliseconds(NOW),
        "version": 1,
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": SCHOOL,
        "unit": PROVINCE,
        "assets": assets,
    }
    return MediaState(**fields | changes)


def featured(**changes: Any) -> FeaturedItem:  # noqa: ANN401 - any field.
    fields: dict[str, Any] = {
        "item": ITEM,
        "revision": milliseconds(NOW),
        "change": "featured",
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "version": 1,
        "organisation": SCHOOL,
        "organisation_name": NAMES[SCHOOL],
        "unit": PROVINCE,
        "unit_name": NAMES[PROVINCE],
        "title": "黄酒酿造走进校园",
        "featured_at": NOW,
        "changed_at": NOW,
    }
    return FeaturedItem(**fields | changes)


def used(**changes: Any) -> DeliveryState:  # noqa: ANN401 - any field.
    fields: dict[str, Any] = {
        "delivery": "daily:7",
        "revision": milliseconds(NOW),
        "subscriber": "daily",
        "number": 7,
        "item": ITEM,
        "item_revision": 1,
        "change": "featured",
        "state": "used",
        "made_at": NOW,
        "used_at": NOW,
        "address": "https://paper.example/2024/a.html?b=c",
    }
    return DeliveryState(**fields | changes)


def obligation(due_in: timedelta = timedelta(days=5), **changes: Any) -> Obligation:  # noqa: ANN401 - any field.
    """What the city asks of the school, set a week before."""
    fields: dict[str, Any] = {
        "obligation": "330600:summary:3633000123",
        "revision": milliseconds(NOW - timedelta(days=7)),
        "edition": "2024",
        "debtor": SCHOOL,
        "creditor": CITY,
        "kind": Kind.SUMMARY,
        "due_at": NOW + due_in,
        "set_by": "p-city",
        "source": "",
    }
    return Obligation(**fields | changes)
