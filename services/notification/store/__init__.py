"""The documents of notification: notices, lanes, choices, reports, and what was asked."""
