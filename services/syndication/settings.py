"""Every setting of syndication, `WEEKWIRE_SYNDICATION_*`, with its unit, default and reason."""

from pydantic import Field, SecretStr, field_validator

from services.kit.settings import ServiceSettings


class SyndicationSettings(ServiceSettings):
    """Settings of syndication beside those of all services."""

    syndication_key: SecretStr = Field(
        default=SecretStr("weekwire-demo"),
        description="Encrypts the webhook secrets of subscribers at rest (AES-GCM); losing it means new secrets for all.",
    )
    syndication_base: str = Field(
        default="",
        description="Address under which newsrooms reach this service, for links in feeds and deliveries; its own if unset.",
    )
    syndication_media_base: str = Field(
        default="http://127.0.0.1:8080",
        description="Address under which newsrooms reach media, for pictures and films.",
    )
    syndication_page_limit: int = Field(default=200, ge=1, description="Most entries of one page of a feed or list.")
    syndication_feed_requests_per_minute: int = Field(
        default=120,
        ge=1,
        description="Requests a minute and feed token before 429; a poll a second with room to spare.",
    )
    syndication_feed_token_days: float = Field(
        default=400.0, gt=0, description="How long a feed token is valid; a campaign a year, and a month to renew it."
    )
    syndication_token_overlap_seconds: float = Field(
        default=86_400.0, ge=0, description="How long the former feed token still works after a new one was made."
    )
    syndication_press_ticket_days: float = Field(
        default=7.0,
        gt=0,
        description="How long a link to a press picture works while the item is public; a feed read later has new ones.",
    )
    syndication_lease_seconds: float = Field(
        default=10.0, gt=0, description="Silence after which another copy goes on hearing and numbering."
    )
    syndication_poll_seconds: float = Field(
        default=1.0, gt=0, description="Between looks for subscribers that are new, resumed, or asked for what is past."
    )
    syndication_epoch_seconds: float = Field(
        default=30.0, gt=0, description="Between looks whether the log of featured items is still the same one."
    )
    syndication_measure_seconds: float = Field(
        default=15.0, gt=0, description="Between measurements of waiting deliveries and outstanding recalls."
    )
    syndication_allowed_hosts: str = Field(
        default="",
        description="Hosts, comma separated, that deliveries may go to though they are private or plain http; for tests and"
        " demos: `host` for each port, or `host:port`.",
    )
    syndication_attempt_seconds: float = Field(
        default=10.0, gt=0, description="Longest time of one attempt to deliver, redirects included."
    )
    syndication_places: int = Field(default=64, ge=1, description="Attempts at once to subscribers that answer.")
    syndication_slow_places: int = Field(
        default=32,
        ge=1,
        description="Attempts at once to subscribers that fail or are slow; they take no other's place.",
    )
    syndication_first_delay_seconds: float = Field(
        default=5.0, gt=0, description="Before the second attempt; each further wait is twice the last, with jitter."
    )
    syndication_max_delay_seconds: float = Field(
        default=1_800.0, gt=0, description="Longest wait between two attempts to deliver one number."
    )
    syndication_suspend_after_seconds: float = Field(
        default=86_400.0,
        gt=0,
        description="Failing for so long without a success suspends a subscriber, with an alarm.",
    )

    @field_validator("syndication_base", "syndication_media_base")
    @classmethod
    def without_slash(cls, address: str) -> str:
        """Addresses are continued with `/v1/...`."""
        return address.rstrip("/")

    @property
    def base(self) -> str:
        """The address that links to this service begin with."""
        return self.syndication_base or f"http://{self.host}:{self.port}"

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """The hosts that every check of an address excepts."""
        return tuple(host.strip() for host in self.syndication_allowed_hosts.split(",") if host.strip())

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        """The settings that are secrets."""
        return (*super().secret_names(), "syndication_key", "ticket_secret")
