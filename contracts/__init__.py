"""What the services say to each other: envelope, topics, events, problems and the data of every edition."""
