"""`python -m services.notification` runs notification as a process."""

from services.kit.run import run
from services.notification.app import create_app
from services.notification.settings import NotificationSettings


def main() -> None:
    """Read the settings from the environment and serve until told to stop."""
    settings = NotificationSettings()
    run(create_app(settings), settings)


if __name__ == "__main__":
    main()
