"""Readiness of servers, asked in their own protocols with nothing but sockets."""

import http.client
import socket
import struct
from collections.abc import Mapping

TIMEOUT_SECONDS = 2.0
OP_MSG = 2013

Bson = Mapping[str, "str | int | Bson | list[Bson]"]


def kafka_is_ready(port: int, host: str = "127.0.0.1") -> bool:
    """Whether the broker answers a metadata request and names at least one broker in it."""
    # Metadata version 1 for no topics: api key 3, version 1, correlation 7, client id, an empty array.
    client = b"weekwire"
    body = struct.pack(">hhih", 3, 1, 7, len(client)) + client + struct.pack(">i", 0)
    try:
        with socket.create_connection((host, port), TIMEOUT_SECONDS) as connection:
            connection.sendall(struct.pack(">i", len(body)) + body)
            answer = _read(connection, struct.unpack(">i", _read(connection, 4))[0])
    except (OSError, struct.error):
        return False
    correlation, brokers = struct.unpack_from(">ii", answer)
    return bool(correlation == 7 and brokers > 0)  # noqa: PLR2004 (the correlation sent above)


def http_is_ready(port: int, path: str, host: str = "127.0.0.1") -> bool:
    """Whether a GET of the path answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def mongo_is_ready(port: int, host: str = "127.0.0.1") -> bool:
    """Whether the server says that it takes writes. `isMaster` is the older `hello`, which the embedded server knows."""
    try:
        answer = mongo_command(port, {"isMaster": 1, "$db": "admin"}, host)
    except (OSError, struct.error):
        return False
    # A boolean element of BSON: type 8, name, zero byte, value.
    return b"\x08ismaster\x00\x01" in answer


def mongo_command(port: int, command: Bson, host: str = "127.0.0.1") -> bytes:
    """Send one command as OP_MSG and return the raw answer; raises OSError where the server is away."""
    body = struct.pack("<I", 0) + b"\x00" + bson(command)
    with socket.create_connection((host, port), TIMEOUT_SECONDS) as connection:
        connection.sendall(struct.pack("<iiii", 16 + len(body), 1, 0, OP_MSG) + body)
        length = struct.unpack("<i", _read(connection, 4))[0]
        return _read(connection, length - 4)


def bson(document: Bson) -> bytes:
    """The BSON of a document of strings, 32-bit integers, documents and lists of documents."""
    elements = b"".join(_element(name, value) for name, value in document.items())
    return struct.pack("<i", len(elements) + 5) + elements + b"\x00"


def _element(name: str, value: "str | int | Bson | list[Bson]") -> bytes:
    key = name.encode() + b"\x00"
    if isinstance(value, str):
        text = value.encode() + b"\x00"
        return b"\x02" + key + struct.pack("<i", len(text)) + text
    if isinstance(value, int):
        return b"\x10" + key + struct.pack("<i", value)
    if isinstance(value, list):
        return b"\x04" + key + bson({str(place): item for place, item in enumerate(value)})
    return b"\x03" + key + bson(value)


def _read(connection: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        block = connection.recv(count - len(received))
        if not block:
            raise ConnectionResetError("the server closed the connection")
        received += block
    return received
