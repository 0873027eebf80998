"""How often a caller may come: a bucket that refills steadily, in constant time and with memory for the active only.

Generic cell rate algorithm (ITU-T I.371): one number a caller, the moment at which its bucket will be full again.
"""

FORGET_FROM = 1_024
ROUNDING_SECONDS = 1e-6


class RateLimit:
    """At most `per_minute` requests at once, refilled evenly over a minute."""

    def __init__(self, per_minute: int) -> None:
        self._interval_seconds = 60.0 / per_minute
        self._full_at: dict[str, float] = {}
        self._forget_from = FORGET_FROM

    def wait_seconds(self, caller: str, now_seconds: float) -> float:
        """Take one request of `caller`: 0 where it may pass, else after how long the next one may.

        `now_seconds` never runs backwards (a monotonic clock). A request that must wait takes nothing from the bucket.
        """
        full_at = max(self._full_at.get(caller, now_seconds), now_seconds)
        wait = full_at + self._interval_seconds - 60.0 - now_seconds
        # Rounding must not refuse the last request of a full bucket.
        if wait > ROUNDING_SECONDS:
            return wait
        self._full_at[caller] = full_at + self._interval_seconds
        self._forget(now_seconds)
        return 0.0

    def left(self, caller: str, now_seconds: float) -> int:
        """How many requests of `caller` may pass at this moment."""
        used_seconds = max(0.0, self._full_at.get(caller, now_seconds) - now_seconds)
        return max(0, int((60.0 - used_seconds + ROUNDING_SECONDS) / self._interval_seconds))

    def __len__(self) -> int:
        """How many callers are remembered."""
        return len(self._full_at)

    def _forget(self, now_seconds: float) -> None:
        # Whose bucket is full again needs no memory. Looked through only when it has doubled, so each request pays little.
        if len(self._full_at) < self._forget_from:
            return
        self._full_at = {caller: full_at for caller, full_at in self._full_at.items() if full_at > now_seconds}
        self._forget_from = max(FORGET_FROM, 2 * len(self._full_at))
