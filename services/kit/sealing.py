"""Secrets at rest: AES-256-GCM under a setting, bound to their owner, so that none can be moved to another."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
MARK = "v1:"


class CannotOpenError(Exception):
    """A secret was sealed under another key, or altered."""


class Vault:
    """Seals and opens secrets. `purpose` keeps those of one kind from being opened as another's under the same key."""

    def __init__(self, key: str, purpose: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key.encode())
        self._cipher = AESGCM(derived)

    def seal(self, owner: str, secret: bytes) -> str:
        """The secret as it may be stored; the same one looks different each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, secret, owner.encode())
        return MARK + base64.b64encode(nonce + sealed).decode()

    def open(self, owner: str, sealed: str) -> bytes:
        """The secret itself. Raises CannotOpenError."""
        try:
            held = base64.b64decode(sealed.removeprefix(MARK), validate=True)
            return self._cipher.decrypt(held[:NONCE_BYTES], held[NONCE_BYTES:], owner.encode())
        except (InvalidTag, ValueError) as fault:
            raise CannotOpenError from fault
