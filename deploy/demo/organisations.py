"""The organisations as the directory lists them, page by page."""

from typing import Any

from deploy.demo.client import Client, Request
from deploy.demo.story import READER

PAGE = "500"


async def listed(client: Client) -> list[dict[str, Any]]:
    """Every organisation."""
    rows: list[dict[str, Any]] = []
    query = {"limit": PAGE}
    while True:
        page = (await client.send(Request(READER, "directory", "GET", "/v1/organisations", query=query))).json()
        rows += page["items"]
        if not page["next"]:
            return rows
        query = {"limit": PAGE, "cursor": page["next"]}
