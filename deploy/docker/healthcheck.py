"""The container's health check: exit code 0 while the service beside it says that it is ready.

It asks `/health/ready` on `WEEKWIRE_PORT`; the image has no other program that could ask.
"""

import http.client
import os
import sys

TIMEOUT_SECONDS = 4.0


def is_ready(port: int) -> bool:
    """Whether the service on this port answers that it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(os.environ["WEEKWIRE_PORT"])) else 1)
