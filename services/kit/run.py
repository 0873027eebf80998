"""Start a service as a process: logs as JSON lines, uvicorn, a clean stop on SIGTERM."""

import gc
import json
import logging
import math
import sys
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI

from services.kit.metrics import current_traceparent
from services.kit.settings import ServiceSettings

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "color_message"}

YOUNG_OBJECTS = 10_000
"""How many more objects there must be before the youngest are looked at for cycles."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time in UTC, level, logger, message, the trace at hand, and what the call gave in `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if trace := current_traceparent():
            line["traceparent"] = trace
        line |= {name: value for name, value in record.__dict__.items() if name not in _PLAIN}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_logs(level: str) -> None:
    """Send every log to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("aiokafka").setLevel("WARNING")
    logging.getLogger("pymongo").setLevel("WARNING")


def keep_what_is_loaded() -> None:
    """Take code, models and editions out of the garbage collector's sight: they stay, and every full collection would walk them.

    What comes later is looked at less often: nearly all of it is what was read from JSON, which has no cycles and ends by itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def run(app: FastAPI, settings: ServiceSettings) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way within the grace.

    Which gateways are believed about a caller's address is uvicorn's own variable FORWARDED_ALLOW_IPS (this machine's
    where it is not set).
    """
    configure_logs(settings.log_level)
    keep_what_is_loaded()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=math.ceil(settings.stop_grace_seconds),
        server_header=False,
    )
