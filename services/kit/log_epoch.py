"""The epoch of a log: the id that Kafka gives a topic when it is created.

A topic that was deleted and created again has another id, so that offsets and snapshots of the old one are recognised.
"""

from base64 import urlsafe_b64encode
from io import BytesIO

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Boolean, CompactArray, CompactString, Int16, Int32, Schema, TaggedFields

from services.kit.clients import started

UUID_BYTES = 16
NO_ID = bytes(UUID_BYTES)


class _Uuid(AbstractType[bytes]):  # type: ignore[misc] # aiokafka ships no annotations
    """Sixteen bytes; aiokafka's protocol has no such type."""

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return value

    @classmethod
    def decode(cls, data: BytesIO) -> bytes:
        return data.read(UUID_BYTES)


class _MetadataResponseV10(Response):  # type: ignore[misc] # aiokafka ships no annotations
    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            CompactArray(
                ("node_id", Int32),
                ("host", CompactString("utf-8")),
                ("port", Int32),
                ("rack", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_id", CompactString("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            CompactArray(
                ("error_code", Int16),
                ("name", CompactString("utf-8")),
                ("topic_id", _Uuid),
                ("is_internal", Boolean),
                (
                    "partitions",
                    CompactArray(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", CompactArray(Int32)),
                        ("isr", CompactArray(Int32)),
                        ("offline_replicas", CompactArray(Int32)),
                        ("tags", TaggedFields),
                    ),
                ),
                ("authorized_operations", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_authorized_operations", Int32),
        ("tags", TaggedFields),
    )


class _MetadataRequestV10(RequestStruct):  # type: ignore[misc] # aiokafka ships no annotations
    FLEXIBLE_VERSION = True
    API_KEY = 3
    API_VERSION = 10
    RESPONSE_TYPE = _MetadataResponseV10
    SCHEMA = Schema(
        ("topics", CompactArray(("topic_id", _Uuid), ("name", CompactString("utf-8")), ("tags", TaggedFields))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class _TopicIdRequest(Request[_MetadataRequestV10]):  # type: ignore[misc] # aiokafka ships no annotations
    """Metadata of one topic, in the first version that names its id; aiokafka itself asks in version 5 at most."""

    API_KEY = 3

    def __init__(self, topic: str) -> None:
        self._topic = topic

    def build(self, request_struct_class: type[_MetadataRequestV10]) -> _MetadataRequestV10:
        return request_struct_class([(NO_ID, self._topic, {})], False, False, False, {})


async def log_epoch(bootstrap: str, topic: str) -> str:
    """The topic's id in Kafka's own text form: 22 characters of unpadded URL-safe base64, as its tools print it.

    `bootstrap` names one server or several (`host:port,host:port`), of which one that answers is enough; `topic` is the
    full name, with the run's prefix. Raises UnknownTopicOrPartitionError where there is no such topic, KafkaConnectionError
    where no server answers, NotImplementedError where the cluster is older than topic ids (Kafka 2.8). Source: KIP-516.
    """
    client = AIOKafkaClient(bootstrap_servers=bootstrap.split(","))
    try:
        await started(client.bootstrap())
        answer = await client.send(client.get_random_node(), _TopicIdRequest(topic))
    finally:
        await client.close()
    for error_code, name, topic_id, *_rest in answer.topics:
        if name == topic and topic_id != NO_ID:
            return urlsafe_b64encode(topic_id).rstrip(b"=").decode()
        if error_code:
            raise for_code(error_code)(topic)
    raise UnknownTopicOrPartitionError(topic)
