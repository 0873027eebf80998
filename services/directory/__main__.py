"""`python -m services.directory` runs the directory as a process."""

from services.directory.app import create_app
from services.directory.settings import DirectorySettings
from services.kit.run import run


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = DirectorySettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
