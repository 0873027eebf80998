"""The object store behind one adapter: what it can do (`protocol`), on an S3-compatible server, and in memory."""

from services.kit.objects.memory import MemoryObjects
from services.kit.objects.protocol import (
    LEAST_PART_BYTES,
    MOST_PARTS,
    MissingObjectError,
    MultipartStore,
    Objects,
    ObjectStat,
    OpenUpload,
    PartsRefusedError,
    SignedRequest,
    StoredPart,
    UploadGoneError,
    content_disposition,
)
from services.kit.objects.s3 import AWAY, S3Objects, bucket_name

__all__ = [
    "AWAY",
    "LEAST_PART_BYTES",
    "MOST_PARTS",
    "MemoryObjects",
    "MissingObjectError",
    "MultipartStore",
    "ObjectStat",
    "Objects",
    "OpenUpload",
    "PartsRefusedError",
    "S3Objects",
    "SignedRequest",
    "StoredPart",
    "UploadGoneError",
    "bucket_name",
    "content_disposition",
]
