"""What moderation does when it is asked or told: load, let the domain judge, write once, hand the events to the relay."""
