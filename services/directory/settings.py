"""Every setting of the directory, `WEEKWIRE_DIRECTORY_*`, with its unit, default and reason."""

from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator

from services.directory.domain.chain import ALGORITHMS, Algorithm, Ring, Sealing, sealing_if_there
from services.directory.domain.people import judge_password
from services.directory.tokens import PrivateKey, read_private_key
from services.kit.settings import DEMO_SECRETS, ServiceSettings

LEAST_AUDIT_KEY_CHARACTERS = 32
KEY_SETTINGS = ("directory_signing_key", "directory_next_signing_key")

LEAST_SECOND_FACTOR_KEY_CHARACTERS = 32


class DirectorySettings(ServiceSettings):
    """Settings of the directory beside those of all services."""

    directory_signing_key: SecretStr = Field(
        default=SecretStr(""), description="Ed25519 key that signs tokens, PEM (PKCS#8). Needed in production."
    )
    directory_signing_key_file: Path | None = Field(
        default=None, description="File with the signing key, where secrets come as files."
    )
    directory_next_signing_key: SecretStr = Field(
        default=SecretStr(""),
        description="Published and not yet signing; becomes the signing key at the next rotation.",
    )
    directory_next_signing_key_file: Path | None = Field(
        default=None, description="File with the next signing key, where secrets come as files."
    )
    directory_seed_password: SecretStr = Field(
        default=SecretStr("weekwire-demo"),
        description="Password of the people that `weekwire seed` makes. Known to everybody, so refused in production.",
    )
    directory_seed_mail_domain: str = Field(
        default="",
        pattern=r"^[a-z0-9.-]*$",
        description="Domain where everybody of the sample has an address, <name>@<domain>; empty where nobody has one.",
    )
    directory_access_seconds: float = Field(
        default=600.0,
        ge=30,
        le=3_600,
        description="Life of an access token: other services cannot take one back sooner.",
    )
    directory_idle_seconds: float = Field(
        default=1_800.0, gt=0, description="A session nobody refreshes ends after this (GB/T 22239: 30 minutes)."
    )
    directory_administrator_idle_seconds: float = Field(
        default=600.0, gt=0, description="The same for the three administrators; their access tokens live half as long."
    )
    directory_session_seconds: float = Field(
        default=43_200.0, gt=0, description="A session ends after this in any case; a working day."
    )
    directory_refresh_grace_seconds: float = Field(
        default=120.0,
        ge=0,
        description="How long a page may bring its last refresh token again, since weak lines lose answers; others may not.",
    )
    directory_lock_failures: int = Field(
        default=5, ge=1, description="Failed sign-ins of one name from one address that lock it there."
    )
    directory_lock_window_seconds: float = Field(
        default=900.0, gt=0, description="Failures further apart than this are not counted together."
    )
    directory_lock_seconds: float = Field(default=1_800.0, gt=0, description="How long a lock lasts.")
    directory_delegation_seconds: float = Field(
        default=2_678_400.0, gt=0, description="How far ahead one may let a colleague act at most: a month."
    )
    directory_oidc_issuer: str = Field(
        default="", description="OpenID Connect provider where people may sign in; empty where there is none."
    )
    directory_oidc_client: str = Field(default="weekwire", description="What the provider knows this application by.")
    directory_oidc_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret that the provider gave this application."
    )
    directory_oidc_claim: str = Field(
        default="sub",
        min_length=1,
        description="Claim that people are known by, whose value a manager enters: sub, email (verified ones only) or another.",
    )
    directory_oidc_scopes: str = Field(default="openid email", description="Scopes that are asked for.")
    directory_oidc_name: str = Field(default="统一身份认证", description="What the sign-in page calls the provider.")
    directory_oidc_second_factor: bool = Field(
        default=False, description="Whether a sign-in there counts as both factors; else one's own code is asked for."
    )
    directory_invitation_seconds: float = Field(
        default=604_800.0, gt=0, description="How long an invitation opens; a week, since people are away."
    )
    directory_forgotten_seconds: float = Field(
        default=1_800.0,
        gt=0,
        description="How long the link to another password opens: who asked for it reads it at once.",
    )
    directory_forgotten_letters: int = Field(
        default=3,
        ge=1,
        description="Letters about a forgotten password to one person, and asked for by one name and address.",
    )
    directory_forgotten_window_seconds: float = Field(
        default=3_600.0, gt=0, description="In this time, after which there may be as many again."
    )
    directory_post_seconds: float = Field(
        default=5.0, gt=0, description="Between looks at letters that are due; a new one is sent at once."
    )
    directory_hash_time_cost: int = Field(
        default=2, ge=1, description="Passes of argon2id. With the memory below: OWASP's least for interactive sign-in."
    )
    directory_hash_memory_kib: int = Field(
        default=19_456, ge=8, description="Memory of argon2id in KiB, taken for the time of one sign-in."
    )
    directory_hash_lanes: int = Field(default=1, ge=1, description="Lanes of argon2id.")
    directory_hash_at_once: int = Field(
        default=4, ge=1, description="Passwords hashed at the same time: bounds memory and keeps the loop free."
    )
    directory_second_factor_demanded: bool = Field(
        default=False,
        description="Whether administrators and the ministry's editors must sign in with a second factor.",
    )
    directory_second_factor_key: SecretStr = Field(
        default=SecretStr("weekwire-demo"),
        description="Seals the secrets of second factors, 32 characters or more; with another one they must be set up anew.",
    )
    directory_key_sign_seconds: float = Field(
        default=2_592_000.0, gt=0, description="How long a generated key signs before the next takes over."
    )
    directory_key_publish_ahead_seconds: float = Field(
        default=3_600.0, gt=0, description="How long before it signs a key is published, so that every service has it."
    )
    directory_key_check_seconds: float = Field(
        default=30.0, gt=0, description="Between looks at the keys: rotation, and keys another copy has made."
    )
    directory_tree_check_seconds: float = Field(
        default=60.0, gt=0, description="Between derivations of the whole tree; completes a move that stopped half-way."
    )
    directory_obligations_check_seconds: float = Field(
        default=3_600.0,
        gt=0,
        description="Between looks at all obligations; completes what an act that stopped half-way left to be done.",
    )
    directory_announce_seconds: float = Field(
        default=21_600.0,
        gt=0,
        description="Between announcements of every state: mends a compacted topic in which an older state came last.",
    )

    directory_audit_hash: Algorithm = Field(
        default="sha256",
        description="Keyed hash of the audit chain: sha256, or sm3 (GB/T 32905) where OpenSSL has it. May be changed.",
    )
    directory_audit_key: SecretStr = Field(
        default=SecretStr("weekwire-demo"),
        description="Key of the audit chain, 32 characters or more. Whoever has it and the store can rewrite history.",
    )
    directory_audit_former_keys: SecretStr = Field(
        default=SecretStr(""), description="Keys that sealed older acts, comma separated: with them these verify."
    )
    directory_audit_anchor_seconds: float = Field(
        default=60.0, gt=0, description="Between anchors of the audit chain: what a cut of its end can take unseen."
    )
    directory_audit_verify_seconds: float = Field(
        default=86_400.0, gt=0, description="Between verifications of the whole audit chain, which read all of it."
    )

    @model_validator(mode="after")
    def need_signing_key(self) -> Self:
        """A given key must be an Ed25519 key; in production one must be given, and none that is known to everybody."""
        for name in KEY_SETTINGS:
            pem = self.pem(name)
            if pem in DEMO_SECRETS:
                if self.production and name == "directory_signing_key":
                    message = "WEEKWIRE_DIRECTORY_SIGNING_KEY (or _FILE) is missing: set it before production"
                    raise ValueError(message)
                continue
            try:
                read_private_key(pem)
            except ValueError as fault:
                message = f"WEEKWIRE_{name.upper()} is no Ed25519 private key in PEM"
                raise ValueError(message) from fault
        return self

    @model_validator(mode="after")
    def need_strong_seed_password(self) -> Self:
        """In production the first password of the administrators must be one that they could choose themselves."""
        weak = judge_password(self.directory_seed_password.get_secret_value(), "weekwire", "directory_seed_password")
        if self.production and weak:
            message = f"WEEKWIRE_DIRECTORY_SEED_PASSWORD is too weak for production: {weak[0].facts['expected']}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def need_audit_key(self) -> Self:
        """The hash must be there, and in production the key too long to be guessed from what it sealed."""
        Sealing(self.directory_audit_hash, "")
        if self.production and len(self.directory_audit_key) < LEAST_AUDIT_KEY_CHARACTERS:
            message = f"WEEKWIRE_DIRECTORY_AUDIT_KEY must have {LEAST_AUDIT_KEY_CHARACTERS} characters or more"
            raise ValueError(message)
        return self

    @cached_property
    def audit_ring(self) -> Ring:
        """The seal of the audit chain, and those that older acts may have."""
        key = self.directory_audit_key.get_secret_value()
        former = [one for one in self.directory_audit_former_keys.get_secret_value().split(",") if one]
        others = [seal for one in (key, *former) for name in ALGORITHMS if (seal := sealing_if_there(name, one))]
        return Ring(Sealing(self.directory_audit_hash, key), *others)

    @model_validator(mode="after")
    def need_long_second_factor_key(self) -> Self:
        """In production the key that seals secrets cannot be guessed from what it sealed."""
        if self.production and len(self.directory_second_factor_key) < LEAST_SECOND_FACTOR_KEY_CHARACTERS:
            raise ValueError("WEEKWIRE_DIRECTORY_SECOND_FACTOR_KEY must have 32 characters or more")
        return self

    def pem(self, name: str) -> str:
        """The PEM text of a key setting, from its value or its file; empty where neither is given."""
        value: SecretStr = getattr(self, name)
        file: Path | None = getattr(self, f"{name}_file")
        text = value.get_secret_value() or (file.read_text(encoding="ascii") if file else "")
        return text.strip()

    @cached_property
    def configured_keys(self) -> tuple[PrivateKey | None, PrivateKey | None]:
        """The signing key and the next one, as far as they are given."""
        pems = [self.pem(name) for name in KEY_SETTINGS]
        signing, following = (read_private_key(pem) if pem else None for pem in pems)
        return signing, following

    @classmethod
    def secret_names(cls) -> tuple[str, ...]:
        """The secrets that production refuses when known; the signing key has a check of its own."""
        return (
            *super().secret_names(),
            "directory_second_factor_key",
            "directory_seed_password",
            "directory_audit_key",
        )
