"""Writes what each service offers over HTTP to `services/portal/openapi`, from which the pages' typed client is made.

`python -m deploy.openapi` writes, `--check` fails where a file is stale.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from fastapi import FastAPI
from pydantic import SecretStr

from deploy.native.supervisor import SERVICES

FOLDER = Path(__file__).parents[1] / "services" / "portal" / "openapi"


def application(service: str) -> FastAPI:
    """The service as it is wired, with settings of nobody's and nothing connected."""
    settings_type = getattr(import_module(f"services.{service}.settings"), f"{service.capitalize()}Settings")
    settings = settings_type(s3_secret_key=SecretStr("not-used"))
    made: FastAPI = import_module(f"services.{service}.app").create_app(settings)
    return made


def described(service: str) -> str:
    """The service's OpenAPI document as text, in one order whatever the order of the code."""
    return json.dumps(application(service).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write every document, or name those that are stale."""
    stale = []
    for service in SERVICES:
        path = FOLDER / f"{service}.json"
        text = described(service)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if "--check" not in arguments:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"stale, write anew with `make generate`: {', '.join(stale)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
