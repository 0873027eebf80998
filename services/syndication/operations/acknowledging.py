"""What newsrooms say back: that a recall was followed, where an item was used; and what the ministry sends once more."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.mongo import Document
from services.kit.web import invalid
from services.syndication import metrics
from services.syndication.domain.deliveries import Delivery, Use, acknowledged, delivery_id, pulled, resent, used
from services.syndication.domain.digests import Digest, digest_of
from services.syndication.domain.subscribers import Subscriber
from services.syndication.operations.delivering import Destination
from services.syndication.operations.ledger import Ledger
from services.syndication.operations.subscribing import Subscribing
from services.syndication.settings import SyndicationSettings
from services.syndication.store.deliveries import DeliveryStore, Wanted

DIGEST_NUMBERS = 10_000
"""Most numbers of one digest."""
Rule = Callable[[Delivery], Delivery]


class Acknowledging:
    """The delivery log, and everything that a subscriber or the ministry does with a number."""

    def __init__(
        self, deliveries: DeliveryStore, subscribing: Subscribing, ledger: Ledger, settings: SyndicationSettings
    ) -> None:
        self._deliveries = deliveries
        self._subscribing = subscribing
        self._ledger = ledger
        self.page_limit = settings.syndication_page_limit

    def now(self) -> datetime:
        """The present moment in whole milliseconds."""
        return self._ledger.now()

    async def acknowledge(self, recall: str, subscriber: Subscriber, actor: Actor) -> Delivery:
        """Keep that a subscriber took an item down; a repeat gets the first answer. Raises Problem(not_found)."""
        known = await self._recall(recall, subscriber)
        now = self._ledger.now()
        act = self._ledger.act(actor, "acknowledge", f"delivery:{recall}")
        kept = await self._changed(known, lambda found: acknowledged(found, actor.person, now), act)
        if known.acknowledged_at is None:
            metrics.ACKNOWLEDGED.inc()
        return kept

    async def use(self, subscriber: Subscriber, number: int, use: Use, actor: Actor) -> Delivery:
        """Keep where a subscriber used an item; a repeat changes nothing. Raises Problem(not_found, wrong_state)."""
        known = await self._deliveries.load(subscriber.id, number)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        if known.is_recall or known.change.value == "superseded":
            raise Problem(ProblemCode.WRONG_STATE, state=known.change.value)
        act = self._ledger.act(actor, "use", f"delivery:{known.id}")
        kept = await self._changed(known, lambda found: used(found, use), act)
        if use not in known.uses:
            metrics.USES.inc()
        return kept

    async def resend(self, subscriber: str, number: int, actor: Actor) -> Delivery:
        """Send a number once more, as it is. Raises Problem(not_found), Problem(wrong_state) once its content is withdrawn."""
        known = await self._deliveries.load(subscriber, number)
        if known is None:
            raise Problem(ProblemCode.NOT_FOUND)
        now = self._ledger.now()

        def again(found: Delivery) -> Delivery:
            if found.body_json is None:
                raise Problem(ProblemCode.WRONG_STATE, state="withdrawn")
            return resent(found, now)

        return await self._changed(known, again, self._ledger.act(actor, "resend", f"delivery:{known.id}"))

    async def log(self, subscriber: str, after: int, limit: int) -> list[Delivery]:
        """A subscriber's numbers above `after`, for the ministry and for itself. Raises Problem(not_found)."""
        await self._subscribing.load(subscriber)
        return await self._deliveries.page(subscriber, after, limit)

    async def newest(self, subscriber: str, wanted: Wanted, limit: int) -> list[Delivery]:
        """The same, the newest first, narrowed to what is wanted. Raises Problem(not_found)."""
        await self._subscribing.load(subscriber)
        return await self._deliveries.log(subscriber, wanted, limit)

    async def of_item(self, item: UUID) -> list[Delivery]:
        """What subscribers were told of an item, as many as one page holds."""
        return await self._deliveries.of_item(item, self.page_limit)

    async def pull(self, subscriber: Subscriber, after: int, limit: int) -> list[Delivery]:
        """A subscriber's own next numbers. Asking for what comes after a number says that everything up to it has arrived."""
        now = self._ledger.now()
        if subscriber.webhook is None:
            for one in await self._deliveries.unread(subscriber.id, after):
                await self._deliveries.change(one.id, lambda found: pulled(found, now))
        return await self._deliveries.page(subscriber.id, after, limit)

    async def digest(self, subscriber: Subscriber, first: int, last: int) -> tuple[Digest, Destination | None]:
        """The digest of a run of a subscriber's numbers, and the keys that sign it where it has any.

        Raises Problem(out_of_range, not_found, wrong_state).
        """
        if not first <= last < first + DIGEST_NUMBERS:
            raise invalid((FieldProblem("last", ProblemCode.OUT_OF_RANGE, {"limit": first + DIGEST_NUMBERS - 1}),))
        found = await self._deliveries.page(subscriber.id, first - 1, last - first + 1)
        return digest_of(subscriber.id, found, first, last), await self._subscribing.destination(subscriber.id)

    async def recalls(self, subscriber: str | None, limit: int) -> list[Delivery]:
        """Recalls that nobody has acknowledged, of one subscriber or of all."""
        return await self._deliveries.open_recalls(subscriber, limit)

    async def _recall(self, recall: str, subscriber: Subscriber) -> Delivery:
        name, _, digits = recall.rpartition(":")
        number = int(digits) if digits.isascii() and digits.isdigit() else 0
        known = await self._deliveries.load(name, number) if name == subscriber.id else None
        if known is None or not known.is_recall or known.id != delivery_id(name, number):
            raise Problem(ProblemCode.NOT_FOUND)
        return known

    async def _changed(self, known: Delivery, rule: Rule, act: Document) -> Delivery:
        kept = await self._deliveries.change(known.id, rule, act)
        if kept is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return kept
