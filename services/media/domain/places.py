"""Where bytes lie in the bucket: what senders put, one key a session, and what was made, by content and recipe."""

from uuid import UUID

INCOMING = "incoming/"
RENDITIONS = "renditions/"


def incoming_key(asset: UUID, number: int) -> str:
    """The object of an upload session; no two sessions share one."""
    return f"{INCOMING}{asset}/{number}"


def asset_of_incoming(key: str) -> UUID | None:
    """The file whose session an object or upload is; None where the key is none of ours."""
    try:
        return UUID(key.removeprefix(INCOMING).partition("/")[0])
    except ValueError:
        return None


def rendition_key(sha256: str, recipe: str, name: str) -> str:
    """The object of a rendition: the same bytes by the same recipe are the same object, whoever holds them."""
    return f"{renditions_of(sha256)}{recipe}/{name}"


def renditions_of(sha256: str) -> str:
    """What the keys of all renditions of an original begin with."""
    return f"{RENDITIONS}{sha256}/"
