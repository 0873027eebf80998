"""`python -m services.media` runs media as a process."""

from services.kit.run import run
from services.media.app import create_app
from services.media.settings import MediaSettings


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = MediaSettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
