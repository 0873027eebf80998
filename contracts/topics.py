"""The one table of topics: who owns each, its key, what it says, how it is kept. Everything else about topics is made from it."""

from dataclasses import dataclass
from typing import Literal

from contracts.acts import ACT_TYPE, ActEvent
from contracts.base import Contract
from contracts.counts import FIGURES_TYPE, FiguresState
from contracts.deliveries import DELIVERY_TYPE, DeliveryState
from contracts.editions import EDITION_TYPE, Edition
from contracts.featured import FEATURED_TYPE, FeaturedItem
from contracts.media import MEDIA_TYPE, MediaState
from contracts.moderation import DECISION_TYPE, DecisionEvent
from contracts.organisations import (
    KEY_TYPE,
    OBLIGATION_TYPE,
    ORGANISATION_TYPE,
    PERSON_TYPE,
    Obligation,
    Organisation,
    PersonState,
    PublicKey,
)
from contracts.submissions import SUBMISSION_TYPE, SubmissionState

DEAD_SUFFIX = ".dead"
DEAD_RETENTION_SECONDS = 30 * 86_400
DEAD_HEADROOM_BYTES = 65_536
MEBIBYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic `<owner>.<things>.v<major>`; the owner is its only writer.

    `partitions` is None where the deployment's setting decides. A topic is `compacted`, or kept `until_sealed`
    (retention -1 until every edition in its log is sealed), or kept `30_days` (dead letters).
    """

    name: str
    owner: str
    key: str
    says: str
    event: type[Contract]
    event_type: str
    kept: Literal["compacted", "until_sealed", "30_days"]
    partitions: int | None = None
    max_event_bytes: int = MEBIBYTE
    log_append_time: bool = False

    @property
    def dead(self) -> str:
        """The name of the topic that takes what a consumer of this one cannot read."""
        return self.name + DEAD_SUFFIX

    def config(self, replication_factor: int) -> dict[str, str]:
        """The broker's configuration of this topic, every value explicit."""
        return {
            "cleanup.policy": "compact" if self.kept == "compacted" else "delete",
            "retention.ms": str(DEAD_RETENTION_SECONDS * 1_000) if self.kept == "30_days" else "-1",
            "retention.bytes": "-1",
            "max.message.bytes": str(self.max_event_bytes),
            "min.insync.replicas": "2" if replication_factor > 2 else "1",  # noqa: PLR2004 - a majority of three.
            "message.timestamp.type": "LogAppendTime" if self.log_append_time else "CreateTime",
        }

    def dead_config(self, replication_factor: int) -> dict[str, str]:
        """The broker's configuration of the topic of dead letters: kept 30 days, with room for the largest and its reason."""
        return self.config(replication_factor) | {
            "cleanup.policy": "delete",
            "retention.ms": str(DEAD_RETENTION_SECONDS * 1_000),
            "max.message.bytes": str(self.max_event_bytes + DEAD_HEADROOM_BYTES),
            "message.timestamp.type": "CreateTime",
        }


def _acts(service: str) -> Topic:
    return Topic(
        name=f"{service}.acts.v1",
        owner=service,
        key="organisation",
        says="who did what (also what was refused), for the audit chain",
        event=ActEvent,
        event_type=ACT_TYPE,
        kept="until_sealed",
    )


ORGANISATIONS = Topic(
    name="directory.organisations.v1",
    owner="directory",
    key="organisation",
    says="state and chain of an organisation",
    event=Organisation,
    event_type=ORGANISATION_TYPE,
    kept="compacted",
)
EDITIONS = Topic(
    name="directory.editions.v1",
    owner="directory",
    key="edition",
    says="dates, windows, themes, lists, limits, quotas of an edition",
    event=Edition,
    event_type=EDITION_TYPE,
    kept="compacted",
)
OBLIGATIONS = Topic(
    name="directory.obligations.v1",
    owner="directory",
    key="obligation",
    says="who owes what to whom by when",
    event=Obligation,
    event_type=OBLIGATION_TYPE,
    kept="compacted",
)
KEYS = Topic(
    name="directory.keys.v1",
    owner="directory",
    key="key id",
    says="public keys for tokens",
    event=PublicKey,
    event_type=KEY_TYPE,
    kept="compacted",
    partitions=1,
)
PEOPLE = Topic(
    name="directory.people.v1",
    owner="directory",
    key="person",
    says="who holds which roles and is told in which language; no name, no address",
    event=PersonState,
    event_type=PERSON_TYPE,
    kept="compacted",
)
SUBMISSIONS = Topic(
    name="ingest.submissions.v1",
    owner="ingest",
    key="submission",
    says="version received, withdrawn: full content, manifest, facts, verdict",
    event=SubmissionState,
    event_type=SUBMISSION_TYPE,
    kept="until_sealed",
)
DECISIONS = Topic(
    name="moderation.decisions.v1",
    owner="moderation",
    key="submission",
    says="every change, with the submission's whole standing after it; the first is emitted on receipt",
    event=DecisionEvent,
    event_type=DECISION_TYPE,
    kept="until_sealed",
    # A standing holds the facts of two versions, and a return marks many fields.
    max_event_bytes=3 * MEBIBYTE,
    log_append_time=True,
)
FIGURES = Topic(
    name="aggregation.figures.v1",
    owner="aggregation",
    key="scope",
    says="changed figures with their cut, for whoever wants numbers without asking",
    event=FiguresState,
    event_type=FIGURES_TYPE,
    kept="compacted",
)
MEDIA = Topic(
    name="media.assets.v1",
    owner="media",
    key="submission",
    says="the files of a submission: awaited, uploaded, ready, failed, withdrawn; hashes and renditions",
    event=MediaState,
    event_type=MEDIA_TYPE,
    kept="until_sealed",
)
FEATURED = Topic(
    name="moderation.featured.v1",
    owner="moderation",
    key="item",
    says="a featured item complete with rights and captions; its correction; its withdrawal",
    event=FeaturedItem,
    event_type=FEATURED_TYPE,
    kept="until_sealed",
    # The feed's cursor is an offset of this topic.
    partitions=1,
)
DELIVERIES = Topic(
    name="syndication.deliveries.v1",
    owner="syndication",
    key="subscriber",
    says="a subscriber's numbered deliveries: sent, acknowledged, used",
    event=DeliveryState,
    event_type=DELIVERY_TYPE,
    kept="until_sealed",
)
ACTS = {
    service: _acts(service)
    for service in ("directory", "ingest", "moderation", "aggregation", "media", "syndication", "notification")
}

STATE_TOPICS: tuple[Topic, ...] = (
    ORGANISATIONS,
    EDITIONS,
    OBLIGATIONS,
    KEYS,
    PEOPLE,
    SUBMISSIONS,
    DECISIONS,
    FIGURES,
    MEDIA,
    FEATURED,
    DELIVERIES,
    *ACTS.values(),
)


def all_topics() -> dict[str, Topic]:
    """Every topic by name; a second meaning of a name would be a fault of this table."""
    return {topic.name: topic for topic in STATE_TOPICS}
