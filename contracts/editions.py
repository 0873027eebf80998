"""An edition of the activity week as data: dates, lists, units, routes, obligations, limits. Another edition is another file.

Source: notice 教职成函〔2024〕2号 with annexes 1-3 for 2024; the domain report's table of editions for the other years.
"""

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from contracts.base import Contract
from contracts.counts import Indicator
from contracts.forms import Form
from contracts.organisations import Organisation, OrganisationKind
from contracts.submissions import Kind, Window

EDITION_TYPE = "weekwire.directory.edition.v1"
EDITIONS_FOLDER = Path(__file__).parent / "editions"
INDICATORS_FILE = Path(__file__).parent / "indicators.yaml"
PROMOTERS = frozenset({"departments", "councils"})
INHERITED = (
    "departments",
    "councils",
    "local_types",
    "focus",
    "tags",
    "audiences",
    "forms",
    "manuscript_forms",
    "summary_parts",
    "selection_categories",
    "coverage_goals",
    "units",
    "bodies",
    "body_names",
    "obligations",
    "limits",
    "rules",
)
"""Fields that a file with `inherits` takes from that edition where it does not give them itself."""


class Entry(Contract):
    """One value of a list of the notice, in its words. `group` is the list's own heading, as in 四开放."""

    code: str
    name: str
    text: str | None = None
    group: str | None = None
    indicators: tuple[str, ...] = ()


class ListedActivity(Contract):
    """One line of annex 1 or 2. `kind` tells an activity from an umbrella or a duty.

    `same_as` names the line under which this one is counted; that line names none itself.
    """

    code: str
    name: str
    name_normalized: str | None = None
    kind: Literal["activity", "umbrella", "duty"] = "activity"
    same_as: str | None = None


class Promoter(Contract):
    """A department of annex 1 or a council of annex 2 with its activities.

    `kind` is `department`, `industry_council` (行指委) or `teaching_council` (教指委); `local_name` is what a department's
    own system is called in a province.
    """

    code: str
    name: str
    short_name: str | None = None
    kind: str
    local_name: str | None = None
    activities: tuple[ListedActivity, ...] = ()


class Unit(Contract):
    """One of the 37 reporting units. `gb2260_parent` is the province a separately planned city lies in."""

    code: str
    name: str
    short_name: str
    kind: Literal["province", "separately_planned_city", "corps"]
    gb2260: str | None
    gb2260_parent: str | None = None


class ObligationRule(Contract):
    """A national obligation: every organisation of these kinds owes this kind of material to the ministry by then."""

    rule: str
    kind: Kind
    debtor_kinds: tuple[OrganisationKind, ...]
    due_at: datetime
    grace_seconds: int = 0
    term_after_return_seconds: int = 259_200
    source: str


class Limits(Contract):
    """Bounds that a call sets (the ministry's and the press's contradict each other, so they are never constants)."""

    case_min_characters: int = 1_500
    case_max_characters: int = 5_000
    case_min_pictures: int = 3
    case_max_pictures: int = 5
    manuscript_max_characters: int = 20_000
    photo_max_bytes: int = 20_000_000
    video_max_bytes: int = 600_000_000
    document_max_bytes: int = 20_000_000
    files_per_submission: int = 60
    submissions_per_organisation: int = 5_000
    media_bytes_per_organisation: int = 50_000_000_000
    photo_max_pixels: int = 50_000_000
    video_max_seconds: int = 600


class Rules(Contract):
    """Settings of an edition that are neither dates nor lists.

    `five_cities_route` is how a separately planned city files: directly, through its province, or both: then its items
    go directly and its province may ask it for something of its own as well. `headline_windows` are the windows a
    headline adds; `files_due_seconds` is how long promised bytes may follow, and `files_never_come` what then becomes of an
    item in review: it stays, marked, or goes back to its filer. `usage_terms` travel with everything newsrooms get.
    """

    five_cities_route: Literal["direct", "through_province", "both"] = "direct"
    councils_through_office: bool = False
    headline_windows: tuple[Window, ...] = (Window.WEEK, Window.OWN)
    timely_target_seconds: int = 86_400
    claim_lease_seconds: int = 900
    undo_window_seconds: int = 600
    files_due_seconds: int = 259_200
    accept_while_files_missing: bool = True
    feature_while_files_missing: bool = False
    files_never_come: Literal["keep", "return"] = "keep"
    usage_terms: str = "供新闻报道使用，须署名，不得用于商业用途。"


class ContactPoint(Contract):
    """Where people turn when the system fails (notice, last lines)."""

    phone: str | None = None
    fax: str | None = None
    email: str | None = None


class Edition(Contract):
    """`directory.editions.v1`: one edition, complete. `inferred` names the fields whose values are not attested.

    `joint_bodies`, `council_count` and `national_activity_count` are what the notice counts, also where its lists are
    not at hand. `bodies` are the codes of the bodies a kind of unit has, `body_names` what the notice calls them there.
    `opens_on` is the day from which the call takes material; `audiences` are whom an open activity is for.
    """

    edition: str
    revision: int = 0
    title: str
    document_number: str | None = None
    ordinal: int | None = None
    theme: str
    start: date
    end: date
    opens_on: date | None = None
    timezone: str = "Asia/Shanghai"
    inferred: tuple[str, ...] = ()
    joint_bodies: int | None = None
    council_count: int | None = None
    national_activity_count: int | None = None
    contact: ContactPoint = ContactPoint()
    departments: tuple[Promoter, ...] = ()
    councils: tuple[Promoter, ...] = ()
    local_types: tuple[Entry, ...] = ()
    focus: tuple[Entry, ...] = ()
    tags: tuple[Entry, ...] = ()
    audiences: tuple[Entry, ...] = ()
    forms: tuple[Form, ...] = ()
    manuscript_forms: tuple[Entry, ...] = ()
    theme_days: tuple[str, ...] = ()
    summary_parts: tuple[Entry, ...] = ()
    selection_categories: tuple[Entry, ...] = ()
    coverage_goals: tuple[Entry, ...] = ()
    further_lists: dict[str, tuple[Entry, ...]] = Field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    bodies: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    body_names: dict[str, dict[str, str]] = Field(default_factory=dict)
    obligations: tuple[ObligationRule, ...] = ()
    limits: Limits = Limits()
    rules: Rules = Rules()
    sealed: bool = False


def chain_for(organisation: Organisation, edition: Edition) -> tuple[str, ...]:
    """The chain an item of `organisation` takes in `edition`: the default one, lengthened where the edition says so.

    A separately planned city may go through its province, a council through the councils' office. The reporting unit
    stays the same: it is who manages the school, not who accepts last.
    """
    chain = organisation.chain
    if edition.rules.five_cities_route == "through_province":
        province = province_of(organisation.unit, edition)
        if province and province not in chain:
            return (*chain, province)
    if edition.rules.councils_through_office and organisation.kind is OrganisationKind.COUNCIL:
        return (*chain, OrganisationKind.COUNCILS_OFFICE.value)
    return chain


def province_of(unit: str, edition: Edition) -> str | None:
    """The province that a separately planned city lies in; None of any other unit."""
    return next((one.gb2260_parent for one in edition.units if one.code == unit), None)


@cache
def shipped_editions() -> tuple[Edition, ...]:
    """The editions the project carries, oldest first."""
    return tuple(read_edition(path) for path in sorted(EDITIONS_FOLDER.glob("*.yaml")))


def read_edition(path: Path) -> Edition:
    """Read one edition file; pydantic's ValidationError names every field that is wrong or unknown.

    A file may say `inherits: "2024"` and then takes the lists, units, obligations and settings of the file of that name
    that it does not give itself, less the entries it names in `leave_out`; all of them are then marked as inferred.
    """
    loaded = _load(path)
    base = loaded.pop("inherits", None)
    leave_out = frozenset(loaded.pop("leave_out", ()))
    if base is not None:
        loaded = _inherit(loaded, _load(path.with_name(f"{base}.yaml")), leave_out)
    return Edition.model_validate_json(json.dumps(loaded, ensure_ascii=False), extra="forbid")


def _load(path: Path) -> dict[str, Any]:
    # The C loader is the same loader, and every service reads all editions when it starts.
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - both are safe loaders.
    return loaded


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _inherit(own: dict[str, Any], base: dict[str, Any], leave_out: frozenset[str]) -> dict[str, Any]:
    # A list of its own replaces the inherited one; a mapping of its own is laid over it.
    taken = {name: base[name] for name in INHERITED if name in base and not isinstance(own.get(name), list)}
    # What departments and councils planned belongs to its year, so inherited ones come without activities.
    for name in PROMOTERS & taken.keys():
        taken[name] = [{**promoter, "activities": []} for promoter in taken[name]]
    if "obligations" in taken:
        taken["obligations"] = [_as_far_from(own, base, rule) for rule in taken["obligations"]]
    for name, value in taken.items():
        if isinstance(value, dict):
            taken[name] = {**value, **own.get(name, {})}
        else:
            taken[name] = [entry for entry in value if entry.get("code") not in leave_out]
    return {**own, **taken, "inferred": [*own.get("inferred", ()), *taken]}


def _as_far_from(own: dict[str, Any], base: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    # An inherited obligation is due as long after the last day as in the edition it comes from.
    moved = date.fromisoformat(own["end"]) - date.fromisoformat(base["end"])
    return {**rule, "due_at": (datetime.fromisoformat(rule["due_at"]) + moved).isoformat()}


@cache
def indicators() -> dict[str, Indicator]:
    """The indicator dictionary by code, in the order of the file."""
    rows = _load(INDICATORS_FILE)["indicators"]
    parsed = [Indicator.model_validate_json(json.dumps(row, ensure_ascii=False), extra="forbid") for row in rows]
    return {row.code: row for row in parsed}
