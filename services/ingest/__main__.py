"""`python -m services.ingest` runs ingest as a process."""

from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from services.kit.run import run


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = IngestSettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
