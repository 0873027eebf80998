"""What every service can be told from outside: `WEEKWIRE_*`, each with its unit, default and reason."""

from typing import Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRETS = frozenset(
    {
        "weekwire-demo",
        "weekwire-demo-ticket-secret-of-32-bytes",
        "weekwire-demo-service-secret-of-32-bytes",
        "minioadmin",
        "changeme",
        "password",
        "",
    }
)
"""Secrets that anybody knows; a service in production refuses to start with one of them."""

SIGNING_SECRETS = ("ticket_secret", "service_secret")
LEAST_SIGNING_SECRET_BYTES = 32
"""A shorter key can be guessed from what it has signed (RFC 7518, section 3.2)."""


class ServiceSettings(BaseSettings):
    """Settings shared by all services; a service adds its own in its `settings.py`."""

    # A validation error otherwise prints what it was given, secrets included.
    model_config = SettingsConfigDict(env_prefix="WEEKWIRE_", extra="ignore", frozen=True, hide_input_in_errors=True)

    kafka: str = Field(default="127.0.0.1:9092", description="Bootstrap servers, comma separated.")
    mongo: str = Field(default="mongodb://127.0.0.1:27017", description="URI of the MongoDB-protocol server.")
    s3: str = Field(default="http://127.0.0.1:9000", description="Endpoint of the object store.")
    s3_access_key: str = Field(default="weekwire-demo", description="Access key of the object store.")
    s3_secret_key: SecretStr = Field(default=SecretStr("weekwire-demo"), description="Secret key of the object store.")
    s3_public: str | None = Field(
        default=None,
        description="Endpoint of the object store as clients reach it, for presigned URLs; else that of `s3`.",
    )
    public_url: str = Field(
        default="http://localhost:8080",
        description="Where people open the application: links in letters, passkeys, the way back from a sign-in elsewhere.",
    )
    s3_refuses_unsigned: bool = Field(
        default=False,
        description="Whether the object store itself refuses headers that were not signed, as Amazon S3 does; MinIO does not.",
    )
    ticket_secret: SecretStr = Field(
        default=SecretStr("weekwire-demo-ticket-secret-of-32-bytes"),
        description="Signs upload grants and press links; the same for ingest, media and syndication, 32 bytes or more.",
    )
    service_secret: SecretStr = Field(
        default=SecretStr("weekwire-demo-service-secret-of-32-bytes"),
        description="Signs what one service asks of another; the same for directory and notification, 32 bytes or more.",
    )
    smtp: str = Field(
        default="", description="Mail server as host:port; empty means that no letters are sent, and readiness says so."
    )
    smtp_user: str = Field(default="", description="Name at the mail server; empty where it asks for none.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password at the mail server.")
    smtp_from: str = Field(default="weekwire@localhost", description="Address that letters come from.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the way to the mail server is sealed: upgraded, from the first byte, or not at all (tests, demos).",
    )
    prefix: str = Field(
        default="", description="Put before every topic, database and bucket, so that runs can share servers."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=0, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    production: bool = Field(default=False, description="In production, known or missing secrets are refused at start.")
    clock_ahead_seconds: float = Field(
        default=0.0,
        description="How far this run's clock is ahead of the machine's, for a demo of a past week; 0 in production.",
    )
    partitions: int = Field(default=16, ge=1, description="Partitions of a topic whose table entry names none.")
    replication_factor: int = Field(default=1, ge=1, description="Replicas of every partition; 3 in production.")
    token_issuer: str = Field(default="weekwire", description="Whom tokens must be issued by.")
    token_audience: str = Field(default="weekwire", description="Whom tokens must be meant for.")
    body_limit_bytes: int = Field(default=2_000_000, ge=1, description="Largest request body; media never passes here.")
    requests_per_minute: int = Field(default=1_200, ge=1, description="Requests a minute and sign-in before 429.")
    requests_per_minute_of_address: int = Field(
        default=60_000, ge=1, description="The same for a network address, behind which a whole school may sit."
    )
    relay_sweep_seconds: float = Field(
        default=30.0, gt=0, description="Between searches for events a crash left behind."
    )
    session_timeout_seconds: float = Field(
        default=10.0, ge=6, description="Silence after which another copy takes over a dead one's partitions."
    )
    dead_letter_max_run: int = Field(
        default=20, ge=1, description="Dead letters in a row that are set aside; the next one stops the consumer."
    )
    dead_letter_max_ratio: float = Field(
        default=0.1, gt=0, le=1, description="Share of dead letters above which a consumer is stopped."
    )
    stop_grace_seconds: float = Field(default=15.0, gt=0, description="Time to finish work after SIGTERM.")
    mongo_threads: int = Field(default=32, ge=1, description="Worker threads of the MongoDB driver.")
    log_level: str = Field(default="INFO", description="Least level that is logged.")

    @model_validator(mode="after")
    def refuse_known_secrets(self) -> Self:
        """In production a known or missing secret is an error; the message names the setting, never the value."""
        if self.production and self.clock_ahead_seconds:
            raise ValueError("WEEKWIRE_CLOCK_AHEAD_SECONDS must be 0 in production")
        if self.production:
            for name in self.secret_names():
                value = getattr(self, name)
                plain = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")
                if plain in DEMO_SECRETS:
                    message = f"WEEKWIRE_{name.upper()} is missing or known to everybody: set it before production"
                    raise ValueError(message)
            for name in set(SIGNING_SECRETS).intersection(self.secret_names()):
                if len(getattr(self, name)) < LEAST_SIGNING_SECRET_BYTES:
                    raise ValueError(
                        f"WEEKWIRE_{name.upper()} must have {LEAST_SIGNING_SECRET_BYTES} characters or more"
                    )
            if self.smtp and self.smtp_tls == "none" and self.smtp_user:
                raise ValueError("WEEKWIRE_SMTP_TLS must not be none where the mail server is told a password")
            # Without one, the network says who may come to the database; a known one says that nobody thought of it.
            password = urlsplit(self.mongo).password
            if password is not None and unquote(password) in DEMO_SECRETS:
                raise ValueError("WEEKWIRE_MONGO holds a password that is known to everybody: set another one")
        return self

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        """The settings that are secrets; a service with secrets of its own adds them."""
        return ("s3_access_key", "s3_secret_key")

    @field_validator("public_url")
    @classmethod
    def without_slash_at_the_end(cls, address: str) -> str:
        """The address is continued with a path."""
        return address.rstrip("/")

    def topic(self, name: str) -> str:
        """The broker's name of a topic under this run's prefix."""
        return f"{self.prefix}{name}"

    def database(self, service: str) -> str:
        """The database of a service under this run's prefix."""
        return f"{self.prefix}{service}"
