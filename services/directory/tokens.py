"""Ed25519 keys and the tokens they sign. A key is named by its RFC 7638 thumbprint, so equal keys have equal names."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ALGORITHM = "EdDSA"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that can sign: its name, its public half as a JWK (RFC 8037), and the secret, which is never shown."""

    name: str
    jwk: dict[str, str]
    secret: Ed25519PrivateKey = field(repr=False)

    def sign(self, claims: dict[str, Any]) -> str:
        """A JWT with these claims (RFC 7519), signed with EdDSA (RFC 8037)."""
        return jwt.encode(claims, self.secret, algorithm=ALGORITHM, headers={"kid": self.name})

    def pem(self) -> str:
        """The key as PKCS#8 PEM, unencrypted."""
        return self.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def read_private_key(pem: str) -> PrivateKey:
    """Read an unencrypted Ed25519 key in PEM. Raises ValueError on anything else; the message holds nothing of it."""
    try:
        secret = load_pem_private_key(pem.encode("ascii"), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise ValueError("no private key in PEM") from fault
    if not isinstance(secret, Ed25519PrivateKey):
        raise ValueError("no Ed25519 key")  # noqa: TRY004 - to whoever set it, this is a wrong value.
    return _named(secret)


def make_private_key() -> PrivateKey:
    """A fresh key."""
    return _named(Ed25519PrivateKey.generate())


def _named(secret: Ed25519PrivateKey) -> PrivateKey:
    public = _unpadded(secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    members = {"crv": "Ed25519", "kty": "OKP", "x": public}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    name = _unpadded(hashlib.sha256(canonical).digest())
    return PrivateKey(name, {**members, "use": "sig", "alg": ALGORITHM, "kid": name}, secret)


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
