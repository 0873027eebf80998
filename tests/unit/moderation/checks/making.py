"""Submissions to check, rules to check them with, and neighbours to compare them with."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import yaml

from contracts.editions import Edition
from contracts.media import Asset, AssetState, MediaState, asset_id
from contracts.submissions import (
    ActivityReport,
    Consent,
    Content,
    File,
    Manuscript,
    Measure,
    Place,
    PlaceKind,
    Qualifier,
    Session,
    Span,
    SubmissionState,
    Verdict,
)
from services.moderation.checks import CheckInput, Finding, Neighbours, RuleSet, check

SCHOOL, CITY, PROVINCE = "3633000001", "330100", "330000"
CHAIN = (SCHOOL, CITY, PROVINCE)
STRANGER, STRANGERS_CHAIN = "3634000002", ("3634000002", "340100", "340000")
START = datetime(2024, 5, 13, 9, 0, tzinfo=UTC)
EDITION = Edition(edition="2024", title="", theme="", start=date(2024, 5, 12), end=date(2024, 5, 18))
TEXT = (
    "学校联合行业企业面向社会开放实训场馆，组织学生讲解员带领中小学生开展职业体验。"
    "现场设置技能展演、作品展示、招生咨询、便民服务四个板块，吸引了众多居民参与。"
    "企业导师与优秀毕业生走进课堂，讲述成长故事，介绍岗位要求和职业发展路径。"
)
OTHER_TEXT = (
    "焊接专业的老师傅带着徒弟们支起小摊,为街坊邻居修补铁锅、打磨剪刀,忙得满头大汗。"
    "烹饪班端出亲手揉制的荷花酥,层层花瓣在油锅里慢慢绽开,孩子们看得目不转睛。"
    "傍晚收摊时,社区主任送来一面锦旗,约定下个月再来一次。"
)


def rules(*rules: dict[str, Any], allow: tuple[str, ...] = ()) -> RuleSet:
    """A rule set of these rules; what all rules need is filled in."""
    common = {"version": 1, "severity": "warn", "zh": "有误。", "en": "Wrong.", "source": "test"}
    file = {"rules": [common | one for one in rules], "allow": list(allow)}
    return RuleSet.of({"test.yaml": yaml.safe_dump(file, allow_unicode=True).encode()})


def words(*entries: str | dict[str, Any], **settings: object) -> dict[str, Any]:
    listed = [{"word": one} if isinstance(one, str) else one for one in entries]
    return {"rule": "listed", "kind": "words", "entries": listed, **settings}


def said(number: int = 1, **changes: object) -> SubmissionState:
    """What ingest says of submission `number`: a school's manuscript unless told otherwise."""
    content = changes.get("content") or manuscript(TEXT)
    assert isinstance(content, Content)
    organisation = changes.get("organisation", SCHOOL)
    fields: dict[str, Any] = {
        "submission": UUID(int=number),
        "revision": 10,
        "version": 1,
        "change": "received",
        "edition": "2024",
        "kind": getattr(content, "kind"),  # noqa: B009 - every kind of content has one.
        "organisation": organisation,
        "unit": PROVINCE,
        "chain": CHAIN if organisation == SCHOOL else (organisation, *STRANGERS_CHAIN[1:]),
        "filed_by": "filer",
        "content": content,
        "content_sha256": "0" * 64,
        "verdict": Verdict.NOT_OWED,
        "received_at": START + timedelta(minutes=number),
        "version_received_at": START + timedelta(minutes=number),
    }
    return SubmissionState(**(fields | changes))


def manuscript(text: str, title: str = "校园开放日", **fields: object) -> Manuscript:
    return Manuscript(**dict[str, Any]({"title": title, "text": text, "no_state_secrets": True} | fields))


def report(*measures: Measure, sessions: tuple[Session, ...] = (), **fields: object) -> ActivityReport:
    filled = {"title": "校园开放日", "no_state_secrets": True, "measures": measures, "sessions": sessions} | fields
    return ActivityReport(**dict[str, Any](filled))


def measure(indicator: str, value: int, qualifier: Qualifier = Qualifier.EXACT) -> Measure:
    return Measure(indicator=indicator, value=value, qualifier=qualifier)


def session(*measures: Measure, day: date = date(2024, 5, 13), place: str = "330106", **fields: object) -> Session:
    where = Place(kind=PlaceKind.DISTRICT, code=place)
    return Session(**dict[str, Any]({"when": Span(start=day, end=day), "place": where, "measures": measures} | fields))


def photo(number: int = 1, caption: str = "学生展示作品", credit: str = "宣传组", **fields: object) -> File:
    filled = {"name": f"{number}.jpg", "size_bytes": 1_000, "sha256": f"{number:064x}", "kind": "photo"}
    return File(**dict[str, Any](filled | {"caption": caption, "credit": credit} | fields))


def consent(**fields: bool) -> Consent:
    return Consent(**dict[str, Any](fields))


def media(state: SubmissionState, hashes: dict[str, str], quality: int = 100) -> MediaState:
    """What media says of the files once pictures' hashes are there."""
    assets = tuple(
        Asset(
            asset=asset_id(state.submission, file.sha256),
            name=file.name,
            sha256=file.sha256,
            size_bytes=file.size_bytes,
            kind=file.kind,
            state=AssetState.READY,
            perceptual_hash=hashes.get(file.sha256),
            perceptual_quality=quality,
        )
        for file in state.manifest
    )
    return MediaState(
        submission=state.submission,
        revision=1,
        version=state.version,
        edition=state.edition,
        kind=state.kind,
        organisation=state.organisation,
        unit=state.unit,
        assets=assets,
    )


def found(
    rule_set: RuleSet,
    state: SubmissionState,
    neighbours: Neighbours | None = None,
    **given: Any,  # noqa: ANN401 - the rest of a CheckInput.
) -> tuple[Finding, ...]:
    """The findings on a submission."""
    fields: dict[str, Any] = {"edition": EDITION} | given
    return check(CheckInput(state, **fields), rule_set, neighbours or Neighbours()).findings


def stood(finding: Finding, state: SubmissionState) -> str:
    """The characters of the original that a finding points to."""
    place: Any = state
    for step in finding.path.split("."):
        place = place[int(step)] if step.isdigit() else getattr(place, step)
    assert isinstance(place, str)
    return place[finding.start : finding.end]
