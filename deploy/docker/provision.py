"""The one-shot job before the services: topics with their dead letters, and buckets, under WEEKWIRE_PREFIX.

It may run as often as one likes. Databases and indexes are each service's own and made when it starts.
"""

import asyncio
import sys

from services.aggregation.app import BUCKET as AGGREGATION_BUCKET
from services.directory.store.anchors import BUCKET as AUDIT_BUCKET
from services.kit import topics
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from services.kit.start import when_there
from services.media.app import BUCKET as MEDIA_BUCKET

BUCKETS = (AGGREGATION_BUCKET, MEDIA_BUCKET, AUDIT_BUCKET)
"""The buckets of all services."""


async def provision(settings: ServiceSettings) -> list[str]:
    """Make what is missing, waiting for servers that are not up yet; returns the names of the topics created."""
    created = await topics.apply(settings)
    for bucket in BUCKETS:
        objects = S3Objects(settings, bucket)
        await when_there(objects.ensure_bucket)
        objects.close()
    return created


if __name__ == "__main__":
    made = asyncio.run(provision(ServiceSettings()))
    sys.stdout.write(f"{len(made)} topics created, {len(BUCKETS)} buckets there\n")
