"""Every setting of notification, `WEEKWIRE_NOTIFICATION_*`, with its unit, default and reason."""

from pydantic import Field, SecretStr

from services.kit.settings import ServiceSettings


class NotificationSettings(ServiceSettings):
    """Settings of notification beside those of all services."""

    notification_key: SecretStr = Field(
        default=SecretStr("weekwire-demo"),
        description="Encrypts the secrets of people's webhooks at rest (AES-GCM); losing it means new secrets for all.",
    )
    notification_directory: str = Field(
        default="",
        description="Address of the directory, asked for e-mail addresses when a letter is sent; through the gateway if unset.",
    )
    notification_ingest: str = Field(
        default="",
        description="Address of ingest, asked whose drafts lie unsent when a deadline comes near; through the gateway if unset.",
    )
    notification_page_limit: int = Field(default=100, ge=1, description="Most notices of one page of the inbox.")
    notification_gather_seconds: float = Field(
        default=300.0, ge=0, description="How long a notice that can wait does so for others of the same letter."
    )
    notification_between_seconds: float = Field(
        default=1_800.0, ge=0, description="Least time between two letters to one person, urgent ones apart."
    )
    notification_urgent_between_seconds: float = Field(
        default=120.0,
        ge=0,
        description="Least time between two urgent letters to one person: many at once are one more.",
    )
    notification_first_delay_seconds: float = Field(
        default=30.0, gt=0, description="Before a second attempt; each further wait is twice the last."
    )
    notification_longest_delay_seconds: float = Field(
        default=1_800.0,
        gt=0,
        description="Longest wait between two attempts while the mail server or a webhook is away.",
    )
    notification_first_address_delay_seconds: float = Field(
        default=3_600.0, gt=0, description="How long an address gets nothing after it was refused; then twice as long."
    )
    notification_stale_seconds: float = Field(
        default=86_400.0,
        gt=0,
        description="What is older when it is heard goes into the inbox only: after a long absence nobody gets old letters.",
    )
    notification_asked_again_seconds: float = Field(
        default=43_200.0, ge=0, description="Least time between two reminders that are asked for one obligation."
    )
    notification_reminding_seconds: float = Field(
        default=30.0, gt=0, description="Between looks for deadlines that come near."
    )
    notification_poll_seconds: float = Field(default=1.0, gt=0, description="Between looks for letters that are due.")
    notification_claim_seconds: float = Field(
        default=120.0, gt=0, description="Silence after which another copy goes on with a person's letter."
    )
    notification_places: int = Field(
        default=8, ge=1, description="Letters, and calls of webhooks, on their way at once."
    )
    notification_call_seconds: float = Field(default=10.0, gt=0, description="Longest time of one call of a webhook.")
    notification_suspend_after_seconds: float = Field(
        default=86_400.0, gt=0, description="Failing for so long without a success suspends a person's webhook."
    )
    notification_allowed_hosts: str = Field(
        default="",
        description="Hosts, comma separated, that webhooks may go to though they are private or plain http; for tests and"
        " demos: `host` for each port, or `host:port`.",
    )
    notification_watch_seconds: float = Field(
        default=1.0, gt=0, description="Between looks for inboxes that changed, while anybody watches one."
    )
    notification_heartbeat_seconds: float = Field(
        default=20.0, gt=0, description="Silence after which a stream of notices looks by itself and says it is alive."
    )
    notification_streams_max: int = Field(default=5_000, ge=1, description="Open streams of notices a copy serves.")
    notification_streams_per_person: int = Field(
        default=20, ge=1, description="Open streams of one person: its tabs and devices, not everybody's places."
    )
    notification_keep_days: float = Field(
        default=400.0, gt=0, description="How long notices and letters' records stay."
    )
    notification_housekeeping_seconds: float = Field(
        default=60.0, gt=0, description="Between measurements and clearing of what is old."
    )

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """The hosts that every check of an address excepts."""
        return tuple(host.strip() for host in self.notification_allowed_hosts.split(",") if host.strip())

    @property
    def directory(self) -> str:
        """The address that questions to the directory begin with."""
        return (self.notification_directory or f"{self.public_url}/api/directory").rstrip("/")

    @property
    def ingest(self) -> str:
        """The address that questions to ingest begin with."""
        return (self.notification_ingest or f"{self.public_url}/api/ingest").rstrip("/")

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        """The settings that are secrets."""
        return (*super().secret_names(), "notification_key", "service_secret")
