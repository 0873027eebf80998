"""What the service does, one file a verb: hear, tell, remind, send, choose."""
