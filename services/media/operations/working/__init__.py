"""Working on uploaded files: the queue as this copy sees it, the slots that take from it, and one job from start to end."""
