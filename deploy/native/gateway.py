"""Caddy as one more process beside the services: the pages and `/api/<service>` at one address, by the committed Caddyfile."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from deploy.native.servers import CHECKOUT

NAME = "gateway"
PORT_SETTING = "WEEKWIRE_GATEWAY_PORT"
READY_PATH = "/health"
CADDYFILE = CHECKOUT / "deploy" / "gateway" / "Caddyfile"
COMMAND = ("caddy", "run", "--config", str(CADDYFILE), "--adapter", "caddyfile")


def public_settings(port: int) -> dict[str, str]:
    """What services are told of a gateway on this port.

    A browser keeps passkeys, and sends parts of files, to this very address; it trusts plain HTTP on `localhost` alone.
    """
    address = f"http://localhost:{port}"
    return {
        "WEEKWIRE_PUBLIC_URL": address,
        "WEEKWIRE_S3_PUBLIC": address,
        "WEEKWIRE_SYNDICATION_BASE": f"{address}/api/syndication",
        "WEEKWIRE_SYNDICATION_MEDIA_BASE": f"{address}/api/media",
    }


def environment(
    port: int, services: Mapping[str, int], object_store: str, web_root: Path, home: Path
) -> dict[str, str]:
    """What the Caddyfile asks for: services by their ports, the object store's address, and the folder of the built pages.

    Caddy keeps what it remembers under `home`.
    """
    upstreams = {f"WEEKWIRE_{name.upper()}_UPSTREAM": f"127.0.0.1:{at}" for name, at in services.items()}
    return {
        "WEEKWIRE_GATEWAY_ADDRESS": f":{port}",
        "WEEKWIRE_GATEWAY_BIND": "127.0.0.1",
        **upstreams,
        "WEEKWIRE_S3_UPSTREAM": urlsplit(object_store).netloc,
        "WEEKWIRE_WEB_ROOT": str(web_root),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
