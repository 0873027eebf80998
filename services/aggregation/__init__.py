"""Numbers: the figures of the country as a pure function of the decision log."""
