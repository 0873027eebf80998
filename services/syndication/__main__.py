"""`python -m services.syndication` runs syndication as a process."""

from services.kit.run import run
from services.syndication.app import create_app
from services.syndication.settings import SyndicationSettings


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = SyndicationSettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
