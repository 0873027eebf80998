"""Webhook secrets at rest: AES-256-GCM under a setting, bound to their subscriber, so that none can be moved to another."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
PURPOSE = b"weekwire webhook secrets"
MARK = "v1:"


class CannotOpenError(Exception):
    """A secret was sealed under another key, or altered."""


class Vault:
    """Seals and opens the secrets of subscribers."""

    def __init__(self, key: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(key.encode())
        self._cipher = AESGCM(derived)

    def seal(self, subscriber: str, secret: str) -> str:
        """The secret as it may be stored; the same one looks different each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, secret.encode(), subscriber.encode())
        return MARK + base64.b64encode(nonce + sealed).decode()

    def open(self, subscriber: str, sealed: str) -> str:
        """The secret itself. Raises CannotOpenError."""
        try:
            held = base64.b64decode(sealed.removeprefix(MARK), validate=True)
            return self._cipher.decrypt(held[:NONCE_BYTES], held[NONCE_BYTES:], subscriber.encode()).decode()
        except (InvalidTag, ValueError) as fault:
            raise CannotOpenError from fault
