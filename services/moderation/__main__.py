"""`python -m services.moderation` runs moderation as a process."""

from services.kit.run import run
from services.moderation.app import create_app
from services.moderation.settings import ModerationSettings


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = ModerationSettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
