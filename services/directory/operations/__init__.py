"""What the directory does, step by step: read a state, ask the rules, write it with its events, hand it to the relay."""
