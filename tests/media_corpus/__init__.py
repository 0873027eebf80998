"""Files as strangers send them, made on the spot: good ones full of metadata, and bad ones, each with what is to be said of it."""
